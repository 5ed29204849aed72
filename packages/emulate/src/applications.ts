/** An application and the resource that it usually asks a token for; identifiers as Entra publishes them. */
export interface Application {
  readonly id: string;
  readonly displayName: string;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly clientApp: 'Browser' | 'Mobile Apps and Desktop clients' | 'Exchange ActiveSync' | 'Other clients';
}

export const applications = {
  azurePortal: {
    id: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
    displayName: 'Azure Portal',
    resourceId: '797f4846-ba00-4fd7-ba43-dac1f8f63013',
    resourceName: 'Windows Azure Service Management API',
    clientApp: 'Browser',
  },
  officeHome: {
    id: '4765445b-32c6-49b0-83e6-1d93765276ca',
    displayName: 'OfficeHome',
    resourceId: '4765445b-32c6-49b0-83e6-1d93765276ca',
    resourceName: 'OfficeHome',
    clientApp: 'Browser',
  },
  exchangeOnline: {
    id: '00000002-0000-0ff1-ce00-000000000000',
    displayName: 'Office 365 Exchange Online',
    resourceId: '00000002-0000-0ff1-ce00-000000000000',
    resourceName: 'Office 365 Exchange Online',
    clientApp: 'Browser',
  },
  teams: {
    id: '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
    displayName: 'Microsoft Teams',
    resourceId: '00000003-0000-0000-c000-000000000000',
    resourceName: 'Microsoft Graph',
    clientApp: 'Mobile Apps and Desktop clients',
  },
  sharePoint: {
    id: '00000003-0000-0ff1-ce00-000000000000',
    displayName: 'Office 365 SharePoint Online',
    resourceId: '00000003-0000-0ff1-ce00-000000000000',
    resourceName: 'Office 365 SharePoint Online',
    clientApp: 'Browser',
  },
  powerShell: {
    id: '1b730954-1685-4b74-9bfd-dac224a7b894',
    displayName: 'Azure Active Directory PowerShell',
    resourceId: '00000002-0000-0000-c000-000000000000',
    resourceName: 'Windows Azure Active Directory',
    clientApp: 'Mobile Apps and Desktop clients',
  },
} as const satisfies Readonly<Record<string, Application>>;

/** What people use on a working day. */
export const workplaceApplications: readonly Application[] = [
  applications.officeHome,
  applications.exchangeOnline,
  applications.teams,
  applications.teams,
  applications.sharePoint,
];
