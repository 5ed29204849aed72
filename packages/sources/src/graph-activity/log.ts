import { defineLog } from '../stored-log/stored-log.js';

/**
 * Requests to Microsoft Graph in Microsoft's order of columns (log-format reference, section 5.3;
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/microsoftgraphactivitylogs).
 */
export const log = defineLog({
  dataset: 'graph_activity',
  tables: [
    {
      name: 'MicrosoftGraphActivityLogs',
      title: 'Requests to Microsoft Graph',
      categories: ['MicrosoftGraphActivityLogs'],
      columns: `
        TenantId TimeGenerated:datetime Location RequestId OperationId ClientRequestId ApiVersion
        RequestMethod ResponseStatusCode:int AadTenantId IPAddress UserAgent RequestUri DurationMs:int
        ResponseSizeBytes:int SignInActivityId Roles SessionId DeviceId UniqueTokenId
        TokenIssuedAt:datetime AppId UserId ServicePrincipalId Scopes IdentityProvider
        ClientAuthMethod:int Wids ATContent ATContentH ATContentP SourceSystem Type _IsBillable
        _BilledSize:real`,
      signatures: [['RequestUri', 'RequestMethod', 'SignInActivityId']],
      unmistakable: ['RequestId', 'RequestMethod', 'RequestUri'],
    },
  ],
  addresses: ['IPAddress'],
  eventTimes: ['TimeGenerated'],
  recordTimes: [],
});
