import type { Json } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import type { UnifiedAuditEvent } from './audit-record.js';
import { unifiedAuditRecord } from './audit-record.js';

const columns = logColumns(`
  TenantId Application UserDomain Activity UserAgent RecordType TimeGenerated:datetime Operation
  OrganizationId UserType UserKey OfficeWorkload ResultStatus ResultReasonType OfficeObjectId UserId ClientIP
  Site_ ItemType EventSource Source_Name MachineDomainInfo MachineId Site_Url SourceRelativeUrl SourceFileName
  SourceFileExtension DestinationRelativeUrl DestinationFileName DestinationFileExtension UserSharedWith
  SharingType CustomEvent Event_Data ModifiedObjectResolvedName Parameters ExternalAccess OriginatingServer
  OrganizationName Logon_Type InternalLogonType:int MailboxGuid MailboxOwnerUPN MailboxOwnerSid
  MailboxOwnerMasterAccountSid LogonUserSid LogonUserDisplayName ClientInfoString Client_IPAddress
  ClientMachineName ClientProcessName ClientVersion Folder CrossMailboxOperations:bool DestMailboxId
  DestMailboxOwnerUPN DestMailboxOwnerSid DestMailboxOwnerMasterAccountSid DestFolder Folders AffectedItems
  Item ModifiedProperties SendAsUserSmtp SendAsUserMailboxGuid SendOnBehalfOfUserSmtp
  SendonBehalfOfUserMailboxGuid ExtendedProperties Client LoginStatus:int Actor ActorContextId ActorIpAddress
  InterSystemsId IntraSystemId SupportTicketId TargetContextId DataCenterSecurityEventType:int
  EffectiveOrganization ElevationTime:datetime ElevationApprover ElevationApprovedTime:datetime
  ElevationRequestId ElevationRole ElevationDuration:int GenericInfo SourceSystem OfficeId SourceRecordId
  AzureActiveDirectory_EventType AADTarget Start_Time:datetime OfficeTenantId TargetUserOrGroupName
  TargetUserOrGroupType MessageId Members:dynamic TeamName TeamGuid ChannelType ChannelName ChannelGuid
  ExtraProperties:dynamic AddOnType AddonName TabType Name OldValue NewValue ItemName ChatThreadId ChatName
  CommunicationType AADGroupId AddOnGuid AppDistributionMode TargetUserId OperationScope AzureADAppId
  OperationProperties:dynamic AppId ClientAppId ApplicationId SRPolicyId SRPolicyName
  SRRuleMatchDetails:dynamic IsManagedDevice:bool AppPoolName AppAccessContext:dynamic Attendees:dynamic
  ArtifactsShared:dynamic IsJoinedFromLobby:bool JoinTime:datetime LeaveTime:datetime DeviceInformation
  MeetingDetailId ListItemUniqueId SensitivityLabelId UniqueSharingId Type _IsBillable _BilledSize:real
  _ResourceId _SubscriptionId
`);

/** Columns whose field in the record has another name (log-format reference, section 7). */
const renamed: Readonly<Record<string, string>> = {
  OfficeWorkload: 'Workload',
  OfficeObjectId: 'ObjectId',
  OfficeId: 'Id',
  SourceRecordId: 'Id',
  Site_: 'Site',
  Site_Url: 'SiteUrl',
  Source_Name: 'SourceName',
  Event_Data: 'EventData',
  Logon_Type: 'LogonType',
  Client_IPAddress: 'ClientIPAddress',
  AzureActiveDirectory_EventType: 'AzureActiveDirectoryEventType',
  AADTarget: 'Target',
  ResultReasonType: 'ResultStatus',
};

/** Types that the connector knows no name for. */
const unnamed: ReadonlySet<number> = new Set([36, 50, 56]);

const userTypes: Readonly<Record<number, string>> = { 0: 'Regular', 2: 'Admin', 4: 'System' };

/** The audit log as Sentinel's connector stores it; it leaves out what has no column. */
export const officeActivityLog: LogKind<UnifiedAuditEvent> = {
  id: 'office-activity',
  timeOf: ({ time }) => time,
  recordTimeOf: ({ time }) => time,
  row: (event, workspaceId) => {
    const record = unifiedAuditRecord(event);
    const own: Readonly<Record<string, Json>> = {
      TenantId: workspaceId,
      TimeGenerated: event.time,
      RecordType: unnamed.has(event.recordType) ? String(event.recordType) : event.recordTypeName,
      UserType: userTypes[event.userType] ?? String(event.userType),
      OfficeTenantId: event.organizationId,
      SourceSystem: 'OfficeActivityManager',
      Type: 'OfficeActivity',
      _IsBillable: 'True',
      _BilledSize: 2048,
      ...('LogonType' in record ? { Logon_Type: 'Owner' } : {}),
      ...('ExternalAccess' in record ? { ExternalAccess: 'False' } : {}),
    };
    return {
      table: 'OfficeActivity',
      columns,
      values: Object.fromEntries(
        columns.map(({ name }) => [name, own[name] ?? record[renamed[name] ?? name] ?? null]),
      ),
    };
  },
};
