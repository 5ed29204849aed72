import { typeIfSet, wordFor } from '../asim-parser.js';
import type { AsimParser, Vocabulary } from '../asim-parser.js';
import { auditEvent } from '../schemas/audit-event.js';
import { authentication } from '../schemas/authentication.js';
import { userManagement } from '../schemas/user-management.js';
import { cloudTrailOperations } from './aws-operations.js';
import { userManagementOperations } from './aws-user-management.js';

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
const userKinds: Vocabulary = {
  Admin: ['Root'],
  Regular: ['IAMUser', 'FederatedUser'],
  Service: ['AssumedRole', 'Role'],
  Guest: ['AWSAccount'],
  Application: ['AWSService'],
  Other: ['Directory', 'Unknown'],
};

const actorKinds: Vocabulary = { Service: ['AWSService'], Admin: ['Root'], Other: ['Directory', 'Unknown'] };

const shared = {
  EventVendor: "'AWS'",
  EventProduct: "'CloudTrail'",
  EventProductVersion: 'EventVersion',
  HttpUserAgent: 'UserAgent',
};

/** Services call with the name of a host in the place of an address. */
const address =
  "iff(isnull(parse_ipv4(SourceIpAddress)) and isempty(parse_ipv6(SourceIpAddress)), '', SourceIpAddress)";

const succeeded = "iff(isempty(ErrorCode) and isempty(ErrorMessage), 'Success', 'Failure')";

const actor = {
  ActorUserId: 'UserIdentityAccountId',
  ActorUserIdType: typeIfSet('UserIdentityAccountId', 'AWSId'),
  ActorUsername: 'UserIdentityUserName',
  ActorUsernameType: typeIfSet('UserIdentityUserName', 'Simple'),
  ActorOriginalUserType: 'UserIdentityType',
};

/** Sign-ins to the console. The name typed for a user that is not there is hidden by AWS. */
const consoleLogin: AsimParser = {
  id: 'AWSCloudTrail',
  aliases: [],
  schema: authentication,
  table: 'AWSCloudTrail',
  where: "EventName == 'ConsoleLogin'",
  steps: {
    Answer: 'todynamic(ResponseElements)',
    More: 'todynamic(AdditionalEventData)',
    EventResult: "iff(tostring(Answer.ConsoleLogin) == 'Success', 'Success', 'Failure')",
    Principal: "iff(UserIdentityType == 'IdentityCenterUser', UserIdentityStoreArn, UserIdentityPrincipalid)",
    TargetUsername: `case(
      UserIdentityUserName == 'HIDDEN_DUE_TO_SECURITY_REASONS', '',
      UserIdentityType == 'Root', 'root',
      UserIdentityType == 'AssumedRole', tostring(split(UserIdentityArn, '/')[-1]),
      UserIdentityType == 'IdentityCenterUser', UserIdentityUserId,
      UserIdentityUserName)`,
  },
  columns: {
    ...shared,
    Dvc: "'AWS'",
    EventType: "'Logon'",
    EventSubType: "'Interactive'",
    EventResult: 'EventResult',
    EventResultDetails: wordFor('ErrorMessage', {
      'No such user': ['No username found in supplied account'],
    }),
    EventOriginalResultDetails: 'ErrorMessage',
    EventSeverity: "iff(EventResult == 'Failure', 'Low', 'Informational')",
    EventOriginalUid: 'AwsEventId',
    EventOriginalType: 'EventName',
    LogonMethod: "iff(tostring(More.MFAUsed) == 'Yes', 'MFA', '')",
    LogonProtocol: "'HTTPS'",
    TargetUrl: 'tostring(More.LoginTo)',
    TargetUserId: "tostring(split(Principal, ':')[0])",
    TargetUserIdType: typeIfSet('Principal', 'AWSId'),
    TargetUsername: 'TargetUsername',
    TargetUsernameType: "iff(isempty(TargetUsername), '', _ASIM_GetUsernameType(TargetUsername))",
    TargetUserType: wordFor('UserIdentityType', userKinds),
    TargetOriginalUserType: 'UserIdentityType',
    TargetUserScopeId: 'UserIdentityAccountId',
    SrcIpAddr: 'SourceIpAddress',
    SrcDeviceType: "iff(tostring(More.MobileVersion) == 'Yes', 'Mobile Device', 'Computer')",
  },
};

/** What is done in the accounts; sign-ins are no changes. */
const activity: AsimParser = {
  id: 'AWSCloudTrail',
  aliases: [],
  schema: auditEvent,
  table: 'AWSCloudTrail',
  where: "EventName !in ('ConsoleLogin', 'UserAuthentication')",
  steps: {
    EventResult: succeeded,
    Resource: 'todynamic(Resources)[0]',
    SrcIpAddr: address,
  },
  columns: {
    ...shared,
    ...actor,
    Dvc: "'CloudTrail'",
    EventType: cloudTrailOperations('EventName'),
    EventSubType: 'EventTypeName',
    EventResult: 'EventResult',
    EventSeverity: "iff(EventResult == 'Failure', 'Low', 'Informational')",
    EventUid: 'AwsEventId',
    EventOriginalUid: 'AwsEventId',
    EventMessage: 'ErrorMessage',
    EventOriginalType: 'EventName',
    EventOriginalResultDetails: 'ErrorCode',
    Operation: 'EventName',
    Object: 'tostring(Resource.ARN)',
    ObjectId: 'tostring(Resource.ARN)',
    ObjectType: "'Cloud Resource'",
    OriginalObjectType: 'tostring(Resource.type)',
    ActorUserType: wordFor('UserIdentityType', actorKinds, "'Regular'"),
    SrcIpAddr: 'SrcIpAddr',
    TargetAppName: 'EventSource',
    TargetAppType: typeIfSet('EventSource', 'Service'),
    TargetHostname: 'tostring(todynamic(RequestParameters).Host)',
    AdditionalFields: `bag_pack(
      'ActorAccessKeyId', UserIdentityAccessKeyId, 'ActorARN', UserIdentityArn, 'APIVersion', APIVersion,
      'AWSRegion', AWSRegion, 'ManagementEvent', ManagementEvent, 'ReadOnly', ReadOnly,
      'RecipientAccountId', RecipientAccountId, 'RequestID', AwsRequestId,
      'RequestParameters', RequestParameters, 'SharedEventId', SharedEventId)`,
  },
};

/** Users, roles and groups of IAM and Cognito. */
const users: AsimParser = {
  id: 'AWSCloudTrail',
  aliases: [],
  schema: userManagement,
  table: 'AWSCloudTrail',
  where: "EventSource in ('iam.amazonaws.com', 'cognito-idp.amazonaws.com')",
  steps: {
    EventType: userManagementOperations('EventSource', 'EventName'),
    IsIam: "EventSource == 'iam.amazonaws.com'",
    Asked: 'todynamic(RequestParameters)',
    Answer: 'todynamic(ResponseElements)',
    EventResult: succeeded,
    SrcIpAddr: address,
    TargetUsername:
      'iff(IsIam, coalesce(tostring(Asked.userName), tostring(Asked.roleName)), tostring(Asked.username))',
    TargetUserId: "iff(IsIam, coalesce(tostring(Answer.user.userId), tostring(Answer.role.roleId)), '')",
    GroupName: 'coalesce(tostring(Asked.poolName), tostring(Asked.groupName))',
    GroupId: 'iff(IsIam, tostring(Answer.group.groupName), tostring(Asked.userPoolId))',
  },
  columns: {
    ...shared,
    ...actor,
    Dvc: "'CloudTrail'",
    EventType: 'EventType',
    EventResult: 'EventResult',
    EventSeverity: "'Informational'",
    EventUid: 'AwsEventId',
    EventOriginalUid: 'AwsEventId',
    EventMessage: 'ErrorMessage',
    EventOriginalType: 'EventName',
    EventOriginalSubType: 'EventTypeName',
    EventOriginalResultDetails: 'ErrorMessage',
    TargetUsername: 'TargetUsername',
    TargetUsernameType: typeIfSet('TargetUsername', 'Simple'),
    TargetUserId: 'TargetUserId',
    TargetUserIdType: `case(
      TargetUserId startswith 'AROA', 'AWSIAMRoleId',
      TargetUserId startswith 'AIDA', 'AWSIAMUserId',
      '')`,
    TargetUserScope: "iff(IsIam, 'IAM', 'Cognito User Pools')",
    GroupId: 'GroupId',
    GroupIdType: typeIfSet('GroupId', 'Simple'),
    GroupName: 'GroupName',
    GroupNameType: typeIfSet('GroupName', 'Simple'),
    GroupOriginalType: `case(
      IsIam, iff(isempty(GroupName), '', 'IAM Group'),
      isnotempty(tostring(Asked.groupName)), 'UserPool Group',
      isnotempty(GroupId), 'UserPool',
      '')`,
    SrcIpAddr: 'SrcIpAddr',
    AdditionalFields: `iff(pack, bag_pack(
      'ActorAccessKeyId', UserIdentityAccessKeyId, 'AWSRegion', AWSRegion, 'APIVersion', APIVersion,
      'ManagementEvent', ManagementEvent, 'ReadOnly', ReadOnly, 'RequestParameters', Asked,
      'ResponseElements', Answer), dynamic([]))`,
  },
};

/** AWS CloudTrail. https://learn.microsoft.com/azure/azure-monitor/reference/tables/awscloudtrail */
export const awsCloudTrail: readonly AsimParser[] = [consoleLogin, activity, users];
