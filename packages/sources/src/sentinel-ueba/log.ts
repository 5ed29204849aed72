import { firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';

/**
 * What Sentinel's analytics of users and entities writes, in Microsoft's order of columns
 * (https://learn.microsoft.com/azure/azure-monitor/reference/tables/behavioranalytics and identityinfo).
 */
export const log = defineLog({
  dataset: 'sentinel_ueba',
  tables: [
    {
      name: 'BehaviorAnalytics',
      title: 'Activities with what is unusual of them (Sentinel UEBA)',
      categories: [],
      columns: `
        TenantId SourceRecordId TimeGenerated:datetime TimeProcessed:datetime ActivityType ActionType UserName
        UserPrincipalName EventSource SourceIPAddress SourceIPLocation SourceDevice DestinationIPAddress
        DestinationIPLocation DestinationDevice EventVendor EventProductVersion ActorName ActorPrincipalName
        TargetName TargetPrincipalName Device UsersInsights:dynamic DevicesInsights:dynamic
        ActivityInsights:dynamic SourceSystem NativeTableName InvestigationPriority:int Type _IsBillable
        _BilledSize:real _ResourceId _SubscriptionId`,
      signatures: [
        ['ActivityInsights', 'UsersInsights'],
        ['ActivityInsights', 'SourceRecordId'],
        ['ActivityType', 'ActionType', 'InvestigationPriority'],
      ],
      unmistakable: ['SourceRecordId', 'ActivityInsights', 'EventSource'],
    },
    {
      name: 'IdentityInfo',
      title: 'Users as the directory knows them (Sentinel UEBA)',
      categories: [],
      columns: `
        TenantId TimeGenerated:datetime AccountName AccountDomain AccountUPN AccountSID AccountObjectId
        AccountTenantId AccountDisplayName GivenName Surname OnPremisesExtensionAttributes
        OnPremisesDistinguishedName Tags AccountCreationTime:datetime InvestigationPriority:int
        InvestigationPriorityPercentile:int RiskLevel RiskLevelDetails RiskState BlastRadius
        GroupMembership:dynamic AssignedRoles:dynamic Department EmployeeId JobTitle RelatedAccounts:dynamic
        MailAddress AdditionalMailAddresses:dynamic Manager StreetAddress City CompanyName Country State Phone
        IsAccountEnabled:bool IsServiceAccount:bool DeletedDateTime:datetime LastSeenDate:datetime UACFlags
        UserState UserStateChangedOn:datetime UserType ExtensionProperty:dynamic AccountCloudSID
        IsMFARegistered:bool Applications ServicePrincipals:dynamic SourceSystem UserAccountControl:dynamic
        ChangeSource EntityRiskScore:dynamic SAMAccountName Type _IsBillable _BilledSize:real`,
      further: `
        ReportId CriticalityLevel:int SipProxyAddress OnPremObjectId IdentityEnvironment
        PrivilegedEntraPimRoles:dynamic SourceProvider SourceProviders:dynamic`,
      signatures: [
        ['AccountUPN', 'AccountObjectId', 'AssignedRoles'],
        ['AccountUPN', 'AccountObjectId', 'GroupMembership'],
        ['AccountUPN', 'IsAccountEnabled'],
      ],
      unmistakable: ['AccountUPN', 'AccountObjectId', 'AccountCloudSID'],
    },
  ],
  more: 'RecordKey',
  addresses: ['SourceIPAddress', 'DestinationIPAddress'],
  eventTimes: ['TimeGenerated'],
  recordTimes: ['TimeProcessed', 'LastSeenDate'],
  derive: (given) => ({ RecordKey: firstOf(given['SourceRecordId'], given['AccountObjectId']) }),
});
