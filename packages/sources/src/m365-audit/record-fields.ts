import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { recordPaths, stored } from './columns.js';

/** Fields of records that hold arrays or objects. */
export const jsonFields: readonly string[] = `
  Actor AddOns AffectedItems AlertEntityGenerationStatus AppAccessContext ArtifactsShared Attachments AttendeeInfo
  Attendees CopilotEventData DeviceProperties DestFolder ExceptionInfo ExtendedProperties ExtraProperties Folder
  Folders Item MailboxOwnerInfo Members MessageURLs ModifiedProperties OperationProperties Parameters PolicyDetails
  Recipients ResourceData SensitiveInfoDetectionIsIncluded SharePointMetaData ExchangeMetaData SRRuleMatchDetails
  Target ThreatsAndDetectionTech AccessedResources
`
  .trim()
  .split(/\s+/);

/**
 * Fields of records that hold one value, of all services
 * (https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema).
 */
export const plainFields: readonly string[] = `
  Id CreationTime Operation Workload RecordType UserType UserId UserKey OrganizationId ResultStatus Version ClientIP
  ObjectId Scope ClientIPAddress ActorIpAddress ActorContextId ActorInfoString ActorYammerUserId AADGroupId
  AddOnGuid AddOnName AddOnType AddOnUrl AlertId AlertLinks AlertType AppDistributionMode AppId AppPoolName
  Application ApplicationDisplayName ApplicationId AzureActiveDirectoryEventType AzureADAppId BrowserName
  BrowserVersion Category ChannelGuid ChannelName ChannelType ChatName ChatThreadId Client ClientAppId
  ClientAppName ClientInfoString ClientMachineName ClientProcessName ClientRequestId ClientVersion Comments
  CommunicationType CorrelationId CrossMailboxOperations CustomEvent CustomUniqueId Data DataCenterSecurityEventType
  DestFolderPath DestinationFileExtension DestinationFileName DestinationRelativeUrl DestMailboxGuid DestMailboxId
  DestMailboxOwnerMasterAccountSid DestMailboxOwnerSid DestMailboxOwnerUPN DeviceDisplayName DeviceId
  DeviceInformation DoNotDistributeEvent EffectiveOrganization ElevationApprovedTime ElevationApprover
  ElevationDuration ElevationRequestId ElevationRole ElevationTime EntityType ErrorNumber EventData EventSource
  ExternalAccess FileSizeBytes FileSyncBytesCommitted FromApp GenericInfo GeoLocation HighPriorityMediaProcessing
  HostedContents ImplicitShare IncidentId InterSystemsId InternalLogonType InternetMessageId IntraSystemId
  IsDocLib IsJoinedFromLobby IsManagedDevice IsViewableByExternalUsers ItemCount ItemName ItemType JoinTime
  LeaveTime ListBaseTemplateType ListBaseType ListColor ListIcon ListId ListItemUniqueId ListName ListServerTemplate
  ListTitle ListUrl LoginStatus LogonError LogonType LogonUserDisplayName LogonUserSid MachineDomainInfo MachineId
  MailboxGuid MailboxOwnerMasterAccountSid MailboxOwnerSid MailboxOwnerUPN MeetingDetailId MessageId
  MessageReactionType MessageVersion ModifiedObjectResolvedName Name NewValue ObjectType OldValue OperationCount
  OperationScope OrganizationName OriginatingServer ParentThreadId Permission Platform PolicyId PolicyName
  RequesterId SaveToSentItems ResultReasonType SearchQueryText SendAsUserMailboxGuid SendAsUserSmtp
  SendOnBehalfOfUserSmtp SendonBehalfOfUserMailboxGuid SensitivityLabelId SessionId Severity SharingLinkId
  SharingLinkScope SharingType Site SiteSensitivityLabelId SiteUrl Source SourceFileExtension SourceFileName
  SourceId SourceLabel SourceName SourceRelativeUrl SRPolicyId SRPolicyName StartTime Status Subject SubscriptionId
  SupportTicketId TabType TargetContextId TargetUserId TargetUserOrGroupName TargetUserOrGroupType TeamGuid TeamName
  TokenObjectId TokenTenantId TokenType UniqueSharingId Url UrlClickAction UserAgent UserDomain UserSharedWith
  UserUpn WebId
`
  .trim()
  .split(/\s+/);

/** The value at a path of the record: the stored column, or found inside the record. */
export function field(path: string): Expression {
  if (recordPaths.includes(path)) return stored(path);
  return call('pathText', [stored('RawEventData'), ...path.split('.').map(text)]);
}

/** An array or object of the record. */
export function jsonField(name: string): Expression {
  return call('path', [stored('RawEventData'), text(name)]);
}

/**
 * The `Value` of the element of that `Name`, as the record has options of commands (`Parameters`) and properties of
 * logons (`ExtendedProperties`, `DeviceProperties`).
 */
export function namedValue(list: string, name: string): Expression {
  return call('namedProperty', [jsonField(list), text('Name'), text(name), text('Value')]);
}
