import { columnsIn, hasAny, hasAnyPrefix, isIn, resultParameter, timeParameters } from '../asim-schema.js';
import type { AsimSchema } from '../asim-schema.js';
import {
  actorColumns,
  deviceColumns,
  eventColumns,
  inspectionAliases,
  inspectionColumns,
  sourceColumns,
  targetColumns,
} from './common.js';

/** The user that signs in. */
const userColumns = `
  TargetUserId TargetUserIdType TargetUsername TargetUsernameType TargetUserType TargetOriginalUserType
  TargetUserScope TargetUserScopeId TargetSessionId`;

/** https://learn.microsoft.com/azure/sentinel/normalization-schema-authentication */
export const authentication: AsimSchema = {
  id: 'Authentication',
  version: '0.1.3',
  page: 'normalization-schema-authentication',
  columns: columnsIn(
    [
      eventColumns,
      deviceColumns,
      'LogonMethod LogonProtocol',
      actorColumns,
      userColumns,
      sourceColumns,
      'SrcDvcOs SrcIsp',
      targetColumns,
      inspectionColumns,
    ].join(' '),
  ),
  aliases: {
    ...inspectionAliases,
    User: 'coalesce(TargetUsername, TargetUserId)',
    Src: 'coalesce(SrcIpAddr, SrcHostname, SrcDvcId)',
    IpAddr: 'SrcIpAddr',
    Application: 'TargetAppName',
    LogonTarget: "coalesce(TargetAppName, tostring(split(TargetUrl, '?')[0]), TargetHostname)",
    Dst: "coalesce(TargetHostname, TargetIpAddr, TargetAppName, tostring(split(TargetUrl, '?')[0]))",
    // Names of the schema's first versions, which published rules still use.
    SrcDvcIpAddr: 'SrcIpAddr',
    SrcDvcHostname: 'SrcHostname',
    TargetUserUpn: "iff(TargetUsernameType == 'UPN', TargetUsername, '')",
    TargetUserAadId: "iff(TargetUserIdType == 'AADID', TargetUserId, '')",
    TargetUserAWSId: "iff(TargetUserIdType == 'AWSId', TargetUserId, '')",
    TargetSimpleUsername: "iff(TargetUsernameType == 'Simple', TargetUsername, '')",
  },
  parameters: [
    ...timeParameters,
    hasAny('username_has_any', 'TargetUsername', 'ActorUsername'),
    hasAny('targetappname_has_any', 'TargetAppName'),
    hasAnyPrefix('srcipaddr_has_any_prefix', 'SrcIpAddr'),
    hasAny('srchostname_has_any', 'SrcHostname'),
    isIn('eventtype_in', 'EventType', 'in~'),
    isIn('eventresultdetails_in', 'EventResultDetails', 'in~'),
    resultParameter,
  ],
  formerParameters: [
    hasAny('targetusername_has_any', 'TargetUsername'),
    {
      name: 'targetusername_has',
      declaration: "targetusername_has:string='*'",
      condition: "targetusername_has == '*' or TargetUsername has targetusername_has",
    },
  ],
  matching: {
    name: 'ASimMatchingUsername',
    value: `case(
      array_length(username_has_any) == 0, '-',
      TargetUsername has_any (username_has_any) and ActorUsername has_any (username_has_any), 'Both',
      TargetUsername has_any (username_has_any), 'TargetUsername',
      'ActorUsername')`,
  },
};
