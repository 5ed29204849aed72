const KINDS = [
  'text',
  /** JSON in a text column. */
  'json',
  'dynamic',
  'int',
  'bool',
  /** True or False in a text column. */
  'flag',
  'time',
  'address',
  /** Names of numbers. */
  'record',
  'user',
  'logon',
] as const;

/** What a column of `OfficeActivity` holds of the record. */
type OfficeKind = (typeof KINDS)[number];

/** A column of `OfficeActivity`, the field of the record that it holds, and how. */
export interface OfficeColumn {
  readonly name: string;
  readonly field: string;
  readonly kind: OfficeKind;
}

/**
 * The columns of `OfficeActivity` in Microsoft's order, as `Column=Field:kind` where the record's field has another
 * name or is no text (log-format reference, section 7; https://learn.microsoft.com/azure/azure-monitor/reference/tables/officeactivity).
 * A `-` is a column that no field fills.
 */
export const officeColumns: readonly OfficeColumn[] = `
  TenantId=- Application UserDomain Activity UserAgent RecordType:record TimeGenerated=- Operation OrganizationId
  UserType:user UserKey OfficeWorkload=Workload ResultStatus ResultReasonType OfficeObjectId=ObjectId UserId
  ClientIP:address Site_=Site ItemType EventSource Source_Name=SourceName MachineDomainInfo MachineId
  Site_Url=SiteUrl SourceRelativeUrl SourceFileName SourceFileExtension DestinationRelativeUrl DestinationFileName
  DestinationFileExtension UserSharedWith SharingType CustomEvent Event_Data=EventData ModifiedObjectResolvedName
  Parameters:json ExternalAccess:flag OriginatingServer OrganizationName Logon_Type=LogonType:logon
  InternalLogonType:int MailboxGuid MailboxOwnerUPN MailboxOwnerSid MailboxOwnerMasterAccountSid LogonUserSid
  LogonUserDisplayName ClientInfoString Client_IPAddress=ClientIPAddress:address ClientMachineName
  ClientProcessName ClientVersion Folder:json CrossMailboxOperations:bool DestMailboxId DestMailboxOwnerUPN
  DestMailboxOwnerSid DestMailboxOwnerMasterAccountSid DestFolder:json Folders:json AffectedItems:json Item:json
  ModifiedProperties:json SendAsUserSmtp SendAsUserMailboxGuid SendOnBehalfOfUserSmtp SendonBehalfOfUserMailboxGuid
  ExtendedProperties:json Client LoginStatus:int Actor:json ActorContextId ActorIpAddress:address InterSystemsId
  IntraSystemId SupportTicketId TargetContextId DataCenterSecurityEventType:int EffectiveOrganization
  ElevationTime:time ElevationApprover ElevationApprovedTime:time ElevationRequestId ElevationRole
  ElevationDuration:int GenericInfo SourceSystem=- OfficeId=Id SourceRecordId=Id
  AzureActiveDirectory_EventType=AzureActiveDirectoryEventType AADTarget=Target:json Start_Time=StartTime:time
  OfficeTenantId TargetUserOrGroupName TargetUserOrGroupType MessageId Members:dynamic TeamName TeamGuid ChannelType
  ChannelName ChannelGuid ExtraProperties:dynamic AddOnType AddonName=AddOnName TabType Name OldValue NewValue
  ItemName ChatThreadId ChatName CommunicationType AADGroupId AddOnGuid AppDistributionMode TargetUserId
  OperationScope AzureADAppId OperationProperties:dynamic AppId ClientAppId ApplicationId SRPolicyId SRPolicyName
  SRRuleMatchDetails:dynamic IsManagedDevice:bool AppPoolName AppAccessContext:dynamic Attendees:dynamic
  ArtifactsShared:dynamic IsJoinedFromLobby:bool JoinTime:time LeaveTime:time DeviceInformation MeetingDetailId
  ListItemUniqueId SensitivityLabelId UniqueSharingId Type=- _IsBillable=- _BilledSize=- _ResourceId=-
  _SubscriptionId=-
`
  .trim()
  .split(/\s+/)
  .map((word) => {
    const [, name = '', source = name, kind = 'text'] = /^(\w+)(?:=([\w-]+))?(?::(\w+))?$/.exec(word) ?? [];
    return { name, field: source, kind: kindOf(kind) };
  });

function kindOf(written: string): OfficeKind {
  const kind = KINDS.find((item) => item === written);
  if (kind === undefined) throw new Error(`a column of the unknown kind ${written}`);
  return kind;
}
