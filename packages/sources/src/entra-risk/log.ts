import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';

/**
 * The four tables of Entra ID Protection in Microsoft's order of columns (log-format reference, section 3;
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/aaduserriskevents and its siblings).
 */
export const log = defineLog({
  dataset: 'entra_risk',
  tables: [
    {
      name: 'AADUserRiskEvents',
      title: 'Risk detections on users (Entra ID Protection)',
      categories: ['UserRiskEvents'],
      columns: `
        TenantId Activity ActivityDateTime:datetime AdditionalInfo:dynamic CorrelationId
        DetectedDateTime:datetime DetectionTimingType Id IpAddress LastUpdatedDateTime:datetime
        Location:dynamic RequestId RiskDetail RiskEventType RiskLevel RiskState Source TokenIssuerType
        UserDisplayName UserId UserPrincipalName TimeGenerated:datetime OperationName SourceSystem Type
        _IsBillable _BilledSize:real`,
      signatures: [
        ['RiskEventType', 'UserPrincipalName'],
        ['RiskEventType', 'UserId'],
      ],
    },
    {
      name: 'AADRiskyUsers',
      title: 'Users at risk (Entra ID Protection)',
      categories: ['RiskyUsers'],
      columns: `
        TenantId Id IsDeleted:bool IsProcessing:bool RiskDetail RiskLastUpdatedDateTime:datetime RiskLevel
        RiskState UserDisplayName UserPrincipalName TimeGenerated:datetime OperationName CorrelationId
        SourceSystem Type _IsBillable _BilledSize:real`,
      signatures: [['RiskLastUpdatedDateTime', 'RiskState', 'UserPrincipalName']],
    },
    {
      name: 'AADServicePrincipalRiskEvents',
      title: 'Risk detections on applications (Entra ID Protection)',
      categories: ['ServicePrincipalRiskEvents'],
      columns: `
        TenantId Activity ActivityDateTime:datetime AdditionalInfo:dynamic AppId CorrelationId
        DetectedDateTime:datetime DetectionTimingType Id IpAddress KeyIds:dynamic
        LastUpdatedDateTime:datetime Location:dynamic RequestId RiskDetail RiskEventType RiskLevel RiskState
        ServicePrincipalDisplayName ServicePrincipalId Source TokenIssuerType TimeGenerated:datetime
        OperationName SourceSystem Type _IsBillable _BilledSize:real`,
      signatures: [['RiskEventType', 'ServicePrincipalId']],
    },
    {
      name: 'AADRiskyServicePrincipals',
      title: 'Applications at risk (Entra ID Protection)',
      categories: ['RiskyServicePrincipals'],
      columns: `
        TenantId AccountEnabled:bool AppId DisplayName Id IsProcessing:bool RiskDetail
        RiskLastUpdatedDateTime:datetime RiskLevel RiskState ServicePrincipalType TimeGenerated:datetime
        OperationName CorrelationId SourceSystem Type _IsBillable _BilledSize:real`,
      signatures: [['RiskLastUpdatedDateTime', 'RiskState', 'AppId']],
    },
  ],
  more: `
    AADTenantId Category CrossTenantAccessType HomeTenantId IsGuest:bool MitreTechniqueId OperationVersion
    ResourceId ResourceTenantId RiskType UserType`,
  paths: {
    Location: ['city', 'state', 'countryOrRegion', 'geoCoordinates.latitude', 'geoCoordinates.longitude'],
  },
  addresses: ['IpAddress'],
  eventTimes: ['ActivityDateTime', 'RiskLastUpdatedDateTime', 'DetectedDateTime', 'LastUpdatedDateTime'],
  recordTimes: ['LastUpdatedDateTime', 'DetectedDateTime', 'RiskLastUpdatedDateTime', 'ActivityDateTime'],
  derive: (given, table) => ({
    OperationName: firstOf(given['OperationName'], operationOf(table)),
  }),
});

/** What Azure Monitor calls the four kinds (log-format reference, section 3). */
const operations: Readonly<Record<string, string>> = {
  AADUserRiskEvents: 'User Risk Detection',
  AADRiskyUsers: 'Risky user',
  AADServicePrincipalRiskEvents: 'Service principal risk detection',
  AADRiskyServicePrincipals: 'Risky service principal',
};

function operationOf(table: Expression): Expression {
  return call('case', [
    ...Object.entries(operations).flatMap(([name, operation]) => [
      call('eq', [table, text(name)]),
      text(operation),
    ]),
    nullOf('string'),
  ]);
}
