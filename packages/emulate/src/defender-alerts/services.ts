import type { AlertService } from './alert-event.js';

/** How a service is called: by Graph, in advanced hunting, and by Sentinel's connectors. */
export const alertServices: Readonly<
  Record<
    AlertService,
    {
      readonly graph: string;
      readonly graphDetection: string;
      readonly hunting: string;
      readonly huntingDetection: string;
      readonly provider: string;
      readonly product: string;
    }
  >
> = {
  identityProtection: {
    graph: 'azureAdIdentityProtection',
    graphDetection: 'azureAdIdentityProtection',
    hunting: 'AAD Identity Protection',
    huntingDetection: 'AAD Identity Protection',
    provider: 'IPC',
    product: 'Azure Active Directory Identity Protection',
  },
  cloudApps: {
    graph: 'microsoftDefenderForCloudApps',
    graphDetection: 'cloudAppSecurity',
    hunting: 'Microsoft Defender for Cloud Apps',
    huntingDetection: 'Microsoft Defender for Cloud Apps',
    provider: 'MCAS',
    product: 'Microsoft Cloud App Security',
  },
  endpoint: {
    graph: 'microsoftDefenderForEndpoint',
    graphDetection: 'microsoftDefenderForEndpoint',
    hunting: 'Microsoft Defender for Endpoint',
    huntingDetection: 'EDR',
    provider: 'MDATP',
    product: 'Microsoft Defender Advanced Threat Protection',
  },
};
