import { typeIfSet, wordFor } from '../asim-parser.js';
import type { AsimParser } from '../asim-parser.js';
import { auditEvent } from '../schemas/audit-event.js';

/** Statuses that mean that a call went well; what Microsoft's parser says further of one stands in `details`. */
const succeeded = [
  'Accept',
  'Accepted',
  'Active',
  'In Progress',
  'Resolved',
  'Start',
  'Started',
  'Succeeded',
  'Success',
  'Updated',
];

const details = {
  'Bad request': ['BadGateway', 'BadRequest', 'Conflict', 'MethodNotAllowed', 'UnsupportedMediaType'],
  Unauthorized: ['Forbidden', 'Unauthorized'],
  'Internal error': ['GatewayTimeout', 'InternalServerError', 'ServiceUnavailable'],
  'Not found': ['NotFound'],
};

/** Azure's activity log. https://learn.microsoft.com/azure/azure-monitor/reference/tables/azureactivity */
export const azureActivity: AsimParser = {
  id: 'AzureActivity',
  aliases: ['AzureAdminActivity'],
  schema: auditEvent,
  table: 'AzureActivity',
  where: "CategoryValue == 'Administrative'",
  steps: {
    EventResult: wordFor(
      'ActivityStatusValue',
      { Success: succeeded, Failure: ['Cancel', 'Failed', 'Failure'] },
      "'Other'",
    ),
    IsUser: "Caller contains '@'",
    Person: "iff(IsUser, Caller, '')",
    Principal: "iff(IsUser or Caller == 'Microsoft.RecoveryServices', '', Caller)",
    Verb: "toupper(tostring(split(OperationNameValue, '/')[-1]))",
    Entity: 'tostring(Properties_d.entity)',
    Named: "tostring(Properties_d['Entity Name'])",
  },
  columns: {
    EventVendor: "'Microsoft'",
    EventProduct: "'Azure'",
    Dvc: "'Azure'",
    EventType: wordFor('Verb', { Execute: ['ACTION'], Set: ['WRITE'], Delete: ['DELETE'] }, "'Other'"),
    EventResult: 'EventResult',
    EventResultDetails: `case(
      EventResult == 'Failure' and ActivityStatusValue != 'Cancel', ${wordFor('ActivitySubstatusValue', details)},
      ${wordFor('ActivityStatusValue', {
        Active: ['Active'],
        'In Progress': ['In Progress'],
        Start: ['Start', 'Started'],
        Cancelled: ['Cancel'],
      })})`,
    EventOriginalResultDetails:
      "strcat(ActivityStatusValue, iff(isempty(ActivitySubstatusValue), '', strcat(' [', ActivitySubstatusValue, ']')))",
    EventSeverity: "iff(EventResult == 'Failure', 'Low', 'Informational')",
    EventOriginalUid: 'EventDataId',
    EventOriginalType: 'CategoryValue',
    Operation: 'OperationNameValue',
    Object: `iff(isnotempty(Entity), Entity, strcat(
      '/subscriptions/', SubscriptionId, '/resourceGroups/', ResourceGroup, '/providers/', ResourceProviderValue,
      '/', tostring(Properties_d.resource), iff(isempty(Named), '', strcat('/', Named))))`,
    ObjectType: "'Cloud Resource'",
    ActorUsername: 'Person',
    ActorUsernameType: typeIfSet('Person', 'UPN'),
    ActorUserId: 'Principal',
    ActorUserIdType: typeIfSet('Principal', 'AADID'),
    ActorSessionId: 'CorrelationId',
    SrcIpAddr: 'CallerIpAddress',
    TargetAppName: "'Azure'",
    TargetAppType: "'CSP'",
    AdditionalFields:
      "bag_pack('Authorization', Authorization_d, 'Claims', Claims_d, 'Error', Properties_d.statusMessage)",
  },
};
