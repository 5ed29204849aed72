import { call, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { recordPaths, stored } from './columns.js';

/** Fields of records that hold arrays or objects. */
export const jsonFields: readonly string[] = `
  AccessedResources Actor AddOns AffectedItems AlertEntityGenerationStatus AppAccessContext AppIdentity
  ArtifactsShared AttachmentData Attachments AttendeeInfo Attendees AuthDetails ClassificationInfo
  CopilotEventData DestFolder DeviceProperties DlpAuditEventMetadata EndpointMetaData ExceptionInfo
  ExchangeLocations ExchangeMetaData ExtendedProperties ExtraProperties Folder Folders Item MailboxOwnerInfo
  Members MessageURLs ModifiedProperties OperationProperties Parameters PolicyDetails Recipients ResourceData
  SRRuleMatchDetails SensitiveInfoDetectionIsIncluded SharePointLocations SharePointMetaData SystemOverrides
  Target ThreatsAndDetectionTech
`
  .trim()
  .split(/\s+/);

/**
 * Fields of records that hold one value, of all services
 * (https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema).
 */
export const plainFields: readonly string[] = `
  AADGroupId ActorContextId ActorInfoString ActorIpAddress ActorYammerUserId AddOnGuid AddOnName AddOnType
  AddOnUrl AdditionalActionsAndResults AgentId AgentName AlertId AlertLinks AlertType AppDistributionMode AppHost
  AppId AppName AppPoolName AppVersion Application ApplicationDisplayName ApplicationId AzureADAppId
  AzureActiveDirectoryEventType BrowserName BrowserVersion CaseId CaseName Category ChannelGuid ChannelName
  ChannelType ChatName ChatThreadId Client ClientAppId ClientAppName ClientApplication ClientIP ClientIPAddress
  ClientInfoString ClientMachineName ClientProcessName ClientRequestId ClientVersion CmdletVersion Comments
  CommunicationType ContentType CorrelationId CreationTime CrossMailboxOperations CustomEvent CustomUniqueId Data
  DataCenterSecurityEventType DeliveryAction DestFolderPath DestMailboxGuid DestMailboxId
  DestMailboxOwnerMasterAccountSid DestMailboxOwnerSid DestMailboxOwnerUPN DestinationFileExtension
  DestinationFileName DestinationRelativeUrl DetectionMethod DetectionType DeviceDisplayName DeviceId
  DeviceInformation DeviceName Directionality DoNotDistributeEvent EffectiveOrganization ElevationApprovedTime
  ElevationApprover ElevationDuration ElevationRequestId ElevationRole ElevationTime EndTime EntityType
  ErrorNumber EventData EventDeepLink EventSource ExternalAccess FileExtension FileSize FileSizeBytes
  FileSyncBytesCommitted FromApp GenericInfo GeoLocation HighPriorityMediaProcessing HostedContents Id
  ImplicitShare IncidentId InterSystemsId InternalLogonType InternetMessageId IntraSystemId IsDocLib
  IsJoinedFromLobby IsManagedDevice IsViewableByExternalUsers ItemCount ItemName ItemType JoinTime
  LatestDeliveryLocation LeaveTime ListBaseTemplateType ListBaseType ListColor ListIcon ListId ListItemUniqueId
  ListName ListServerTemplate ListTitle ListUrl LoginStatus LogonError LogonType LogonUserDisplayName LogonUserSid
  MachineDomainInfo MachineId MailboxGuid MailboxOwnerMasterAccountSid MailboxOwnerSid MailboxOwnerUPN
  MeetingDetailId MessageId MessageReactionType MessageTime MessageVersion ModifiedObjectResolvedName Name
  NetworkMessageId NewValue NonPIIParameters ObjectId ObjectType OldValue Operation OperationCount OperationScope
  OrganizationId OrganizationName OriginalDeliveryLocation OriginatingServer P1Sender P2Sender Params
  ParentThreadId Permission PhishConfidenceLevel Platform Policy PolicyAction PolicyId PolicyName Query QueryId
  QuerySource QueryText RMSEncrypted RecordType RequesterId RescanVerdict ResultReasonType ResultStatus SRPolicyId
  SRPolicyName SaveToSentItems ScenarioName Scope SearchQueryText SecurityComplianceCenterEventType
  SendAsUserMailboxGuid SendAsUserSmtp SendOnBehalfOfUserSmtp SenderIp SendonBehalfOfUserMailboxGuid
  SensitivityLabel SensitivityLabelId SessionId Severity SharingLinkId SharingLinkScope SharingType Site
  SiteSensitivityLabelId SiteUrl Source SourceFileExtension SourceFileName SourceId SourceLabel SourceName
  SourceRelativeUrl StartTime Status Subject SubmissionId SubmissionType SubscriptionId SupportTicketId TabType
  TargetContextId TargetUserId TargetUserOrGroupName TargetUserOrGroupType TeamGuid TeamName TimeOfClick
  TokenObjectId TokenTenantId TokenType UniqueSharingId Url UrlClickAction UserAgent UserDomain UserId UserIp
  UserKey UserServicePlan UserSharedWith UserType UserUpn Verdict Version WebId Workload
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
