import type { JsonObject } from '../json.js';
import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Random } from '../random.js';
import type { Tenant, TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { UnifiedAuditEvent } from './audit-record.js';

/** What one kind of event adds to the common fields. */
type Draft = Pick<
  UnifiedAuditEvent,
  | 'operation'
  | 'workload'
  | 'recordType'
  | 'recordTypeName'
  | 'userType'
  | 'resultStatus'
  | 'objectId'
  | 'details'
> & { readonly written: 'plain' | 'port' | 'item' | 'logon' | 'none' };

/** Exchange Online, the application most logons are for. */
const EXCHANGE = '00000002-0000-0ff1-ce00-000000000000';

/**
 * Events of a tenant: each person signs in, fails to, is interrupted, makes an inbox rule, reads mail, downloads and
 * shares a file, is changed and joins a team; then an alert is triggered. Addresses are written as each service does.
 */
export function composeUnifiedAudit(tenant: Tenant, at: number): readonly UnifiedAuditEvent[] {
  const random = createRandom(`${tenant.seed}/unified-audit`);
  const events = tenant.users.flatMap((user, person) =>
    draftsOf(tenant, user, random).map((draft, index) =>
      eventOf(tenant, user, draft, {
        id: random.guid(),
        at: at + person * 4_000_000 + index * 61_000,
        // The attacker of the first person comes over IPv6.
        address: person === 0 ? attackerOrigins.overIpv6.ipAddress : user.office.ipAddress,
      }),
    ),
  );
  const [first] = tenant.users;
  if (first === undefined) throw new Error('the tenant has nobody');
  return [
    ...events,
    eventOf(tenant, first, alert(random), { id: random.guid(), at: at + 90_000_000, address: '' }),
  ];
}

function eventOf(
  tenant: Tenant,
  user: TenantUser,
  { written, ...draft }: Draft,
  { id, at, address }: { readonly id: string; readonly at: number; readonly address: string },
): UnifiedAuditEvent {
  const byService = draft.operation === 'AlertTriggered';
  return {
    ...draft,
    id,
    time: instant(Math.floor(at / 1000) * 1000),
    organizationId: tenant.id,
    user: byService
      ? { id: '', displayName: 'SecurityComplianceAlerts', principalName: 'SecurityComplianceAlerts' }
      : { id: user.id, displayName: user.displayName, principalName: user.principalName },
    userKey: byService
      ? 'SecurityComplianceAlerts'
      : draft.recordType === 15
        ? user.id
        : `1003${user.id.slice(0, 8).toUpperCase()}`,
    address: written === 'none' ? '' : address,
    addressFields: writtenAddress(written, address),
  };
}

function writtenAddress(written: Draft['written'], address: string): Readonly<Record<string, string>> {
  switch (written) {
    case 'none':
      return {};
    case 'plain':
      return { ClientIP: address };
    case 'port':
      return { ClientIP: address.includes(':') ? `[${address}]:36185` : `${address}:36185` };
    case 'item':
      return { ClientIPAddress: address };
    case 'logon':
      return { ActorIpAddress: address, ClientIP: address };
  }
}

function draftsOf(tenant: Tenant, user: TenantUser, random: Random): readonly Draft[] {
  const session = random.guid();
  const logon = (operation: string, error: string, more: JsonObject): Draft => ({
    operation,
    workload: 'AzureActiveDirectory',
    recordType: 15,
    recordTypeName: 'AzureActiveDirectoryStsLogon',
    userType: 0,
    // Also of a failure: that is what the log does.
    resultStatus: 'Success',
    objectId: EXCHANGE,
    written: 'logon',
    details: {
      AzureActiveDirectoryEventType: 1,
      ExtendedProperties: [
        { Name: 'ResultStatusDetail', Value: error === '0' ? 'Success' : 'UserError' },
        { Name: 'UserAgent', Value: user.userAgent },
        { Name: 'RequestType', Value: 'OAuth2:Authorize' },
      ],
      ModifiedProperties: [],
      Actor: [
        { ID: user.id, Type: 0 },
        { ID: user.principalName, Type: 5 },
      ],
      ActorContextId: tenant.id,
      InterSystemsId: random.guid(),
      IntraSystemId: random.guid(),
      SupportTicketId: '',
      Target: [{ ID: EXCHANGE, Type: 0 }],
      TargetContextId: tenant.id,
      ApplicationId: EXCHANGE,
      DeviceProperties: [
        { Name: 'OS', Value: 'Windows10' },
        { Name: 'BrowserType', Value: 'Edge' },
        { Name: 'SessionId', Value: session },
      ],
      ErrorNumber: error,
      ...more,
    },
  });
  const sharePoint = {
    EventSource: 'SharePoint',
    ItemType: 'File',
    Site: random.guid(),
    SiteUrl: `https://${tenant.name.split(' ')[0]?.toLowerCase() ?? 'tenant'}.sharepoint.example/sites/finance/`,
    SourceFileExtension: 'xlsx',
    SourceFileName: 'Payroll, 2026 "draft".xlsx',
    SourceRelativeUrl: 'Shared Documents',
    UserAgent: user.userAgent,
    AppAccessContext: { AADSessionId: session, CorrelationId: random.guid(), UniqueTokenId: 'dG9rZW4' },
  };
  const file = `${sharePoint.SiteUrl}Shared Documents/${sharePoint.SourceFileName}`;
  return [
    logon('UserLoggedIn', '0', {}),
    logon('UserLoginFailed', '50126', { LogonError: 'InvalidUserNameOrPassword' }),
    logon('UserLoggedIn', '50140', { LogonError: 'UserInterrupt' }),
    {
      operation: 'New-InboxRule',
      workload: 'Exchange',
      recordType: 1,
      recordTypeName: 'ExchangeAdmin',
      userType: 2,
      resultStatus: 'True',
      objectId: `${user.displayName}\\rule`,
      written: 'port',
      details: {
        AppId: '',
        ClientAppId: '',
        ExternalAccess: false,
        OrganizationName: tenant.domain,
        OriginatingServer: 'MWHPR06MB3440 (15.20.4065.026)',
        Parameters: [
          { Name: 'Name', Value: '.' },
          { Name: 'ForwardTo', Value: 'drop@mail.example' },
          { Name: 'DeleteMessage', Value: 'True' },
        ],
        SessionId: session,
      },
    },
    {
      operation: 'MailItemsAccessed',
      workload: 'Exchange',
      recordType: 50,
      recordTypeName: 'ExchangeItemAggregated',
      userType: 0,
      resultStatus: 'Succeeded',
      objectId: null,
      written: 'item',
      details: {
        AppId: '47629505-c2b6-4a80-adb1-9b3a3d233b7b',
        ClientAppId: '47629505-c2b6-4a80-adb1-9b3a3d233b7b',
        ClientInfoString: 'Client=REST;Client=RESTSystem;;',
        ExternalAccess: false,
        InternalLogonType: 0,
        LogonType: 0,
        MailboxGuid: random.guid(),
        MailboxOwnerUPN: user.principalName,
        OperationProperties: [
          { Name: 'MailAccessType', Value: 'Bind' },
          { Name: 'IsThrottled', Value: 'False' },
        ],
        OrganizationName: tenant.domain,
        Folders: [{ FolderItems: [{ InternetMessageId: '<a@mail.example>' }], Id: 'LgAA', Path: '\\Inbox' }],
      },
    },
    {
      operation: 'FileDownloaded',
      workload: 'SharePoint',
      recordType: 6,
      recordTypeName: 'SharePointFileOperation',
      userType: 0,
      resultStatus: null,
      objectId: file,
      written: 'plain',
      details: sharePoint,
    },
    {
      operation: 'AddedToSecureLink',
      workload: 'OneDrive',
      recordType: 14,
      recordTypeName: 'SharePointSharingOperation',
      userType: 0,
      resultStatus: null,
      objectId: file,
      written: 'plain',
      details: {
        ...sharePoint,
        EventData: '<Type>Edit</Type><MembersCanShareApplied>False</MembersCanShareApplied>',
        TargetUserOrGroupName: 'guest@partner.example',
        TargetUserOrGroupType: 'Guest',
      },
    },
    {
      operation: 'Update user.',
      workload: 'AzureActiveDirectory',
      recordType: 8,
      recordTypeName: 'AzureActiveDirectory',
      userType: 2,
      resultStatus: 'Success',
      objectId: user.principalName,
      written: 'none',
      details: {
        AzureActiveDirectoryEventType: 1,
        ModifiedProperties: [
          {
            Name: 'StrongAuthenticationMethod',
            NewValue: '[]',
            OldValue: '[{"Default":true,"MethodType":7}]',
          },
        ],
        Actor: [{ ID: user.principalName, Type: 5 }],
        Target: [{ ID: user.principalName, Type: 5 }],
      },
    },
    {
      operation: 'MemberAdded',
      workload: 'MicrosoftTeams',
      recordType: 25,
      recordTypeName: 'MicrosoftTeams',
      userType: 0,
      resultStatus: null,
      objectId: null,
      written: 'plain',
      details: {
        TeamName: 'Finance',
        TeamGuid: '19:finance@thread.tacv2',
        CommunicationType: 'Team',
        Members: [{ DisplayName: 'Guest', Role: 3, UPN: 'guest@partner.example' }],
      },
    },
  ];
}

function alert(random: Random): Draft {
  return {
    operation: 'AlertTriggered',
    workload: 'SecurityComplianceCenter',
    recordType: 40,
    recordTypeName: 'SecurityComplianceAlerts',
    userType: 4,
    resultStatus: 'Succeeded',
    objectId: random.guid(),
    written: 'none',
    details: {
      AlertId: random.guid(),
      AlertType: 'System',
      Category: 'ThreatManagement',
      Comments: 'New alert',
      Name: 'Impossible travel activity',
      Severity: 'Medium',
      Source: 'Cloud App Security',
      Status: 'Active',
    },
  };
}
