import { columnsIn, hasAny, hasAnyPrefix, isIn, timeParameters } from '../asim-schema.js';
import type { AsimSchema } from '../asim-schema.js';
import {
  actorColumns,
  deviceColumns,
  eventColumns,
  inspectionAliases,
  inspectionColumns,
  sourceColumns,
} from './common.js';

/** The user and the group that are managed. */
const managedColumns = `
  PreviousPropertyValue NewPropertyValue TargetUserId TargetUserIdType TargetUsername TargetUsernameType
  TargetUserType TargetOriginalUserType TargetUserScope TargetUserScopeId TargetUserSessionId GroupId GroupIdType
  GroupName GroupNameType GroupType GroupOriginalType`;

/** https://learn.microsoft.com/azure/sentinel/normalization-schema-user-management */
export const userManagement: AsimSchema = {
  id: 'UserManagement',
  version: '0.1.2',
  page: 'normalization-schema-user-management',
  columns: columnsIn(
    [
      eventColumns,
      deviceColumns,
      managedColumns,
      actorColumns,
      sourceColumns,
      'SrcMacAddr',
      inspectionColumns,
    ].join(' '),
  ),
  aliases: {
    ...inspectionAliases,
    UpdatedPropertyName:
      "iff(EventType in ('UserCreated', 'GroupCreated', 'UserModified', 'GroupModified'), EventSubType, '')",
    User: 'ActorUsername',
    Src: 'coalesce(SrcIpAddr, SrcHostname, SrcDvcId)',
    IpAddr: 'SrcIpAddr',
    Hostname: 'DvcHostname',
  },
  parameters: [
    ...timeParameters,
    hasAnyPrefix('srcipaddr_has_any_prefix', 'SrcIpAddr'),
    hasAny('targetusername_has_any', 'TargetUsername'),
    hasAny('actorusername_has_any', 'ActorUsername'),
    isIn('eventtype_in', 'EventType', 'in~'),
  ],
};
