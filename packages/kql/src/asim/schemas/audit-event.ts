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

/** https://learn.microsoft.com/azure/sentinel/normalization-schema-audit */
export const auditEvent: AsimSchema = {
  id: 'AuditEvent',
  version: '0.1.2',
  page: 'normalization-schema-audit',
  columns: columnsIn(
    [
      eventColumns,
      deviceColumns,
      'Operation Object ObjectId ObjectType OriginalObjectType OldValue NewValue ValueType',
      actorColumns,
      sourceColumns,
      targetColumns,
      inspectionColumns,
    ].join(' '),
  ),
  aliases: {
    ...inspectionAliases,
    Value: 'NewValue',
    User: 'ActorUsername',
    Src: 'coalesce(SrcIpAddr, SrcHostname, SrcDvcId, SrcDescription)',
    IpAddr: 'coalesce(SrcIpAddr, TargetIpAddr)',
    Application: 'TargetAppName',
    Dst: 'coalesce(TargetHostname, TargetIpAddr, TargetAppName)',
    ActorUserUpn: "iff(ActorUsernameType == 'UPN', ActorUsername, '')",
    ActorUserAadId: "iff(ActorUserIdType == 'AADID', ActorUserId, '')",
  },
  parameters: [
    ...timeParameters,
    hasAnyPrefix('srcipaddr_has_any_prefix', 'SrcIpAddr'),
    hasAny('actorusername_has_any', 'ActorUsername'),
    hasAny('operation_has_any', 'Operation'),
    isIn('eventtype_in', 'EventType', 'in'),
    resultParameter,
    hasAny('object_has_any', 'Object'),
    hasAny('newvalue_has_any', 'NewValue'),
  ],
};
