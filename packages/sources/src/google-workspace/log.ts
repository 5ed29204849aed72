import { long } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { defineLog } from '../stored-log/stored-log.js';

/**
 * Parameters of events that rules name (https://developers.google.com/workspace/admin/reports/v1/appendix/activity/login
 * and its neighbours), each a text column `Values.name`.
 */
export const usualParameters = [
  'login_type',
  'login_challenge_method',
  'login_challenge_status',
  'login_failure_type',
  'is_suspicious',
  'is_second_factor',
  'affected_email_address',
  'sensitive_action_name',
  'email_forwarding_destination_address',
  'USER_EMAIL',
  'GROUP_EMAIL',
  'NEW_VALUE',
  'OLD_VALUE',
  'SETTING_NAME',
  'ROLE_NAME',
  'PRIVILEGE_NAME',
  'ORG_UNIT_NAME',
  'APPLICATION_NAME',
  'PRODUCT_NAME',
  'DOMAIN_NAME',
  'app_name',
  'client_id',
  'scope',
] as const;

/**
 * Activities of the Reports API, a row for each event (log-format reference, section 11;
 * https://developers.google.com/workspace/admin/reports/reference/rest/v1/activities/list). `Parameters` are as Google
 * writes them, `Values` an object of their values by name; `EventCount` is how many events the record holds.
 */
export const log = defineLog({
  dataset: 'google_workspace',
  tables: [],
  more: `
    TimeGenerated:datetime TenantId SourceSystem MG ManagementGroupName Computer RawData _ResourceId Whole:bool Kind
    ActivityTime:datetime UniqueQualifier ApplicationName CustomerId Etag ActorEmail ActorProfileId ActorCallerType
    ActorKey OwnerDomain IPAddress NetworkInfo:dynamic ResourceDetails:dynamic EventCount:long EventNumber:long
    Event:dynamic EventType EventName Parameters:dynamic Values:dynamic`,
  paths: { Values: usualParameters },
  carried: {
    Whole: [
      'ActorProfileId',
      'ActorCallerType',
      'ActorKey',
      'OwnerDomain',
      'NetworkInfo',
      'ResourceDetails',
      'Parameters',
      'Values',
      ...usualParameters.map((name) => `Values.${name}`),
    ],
  },
  addresses: ['IPAddress'],
  eventTimes: ['ActivityTime'],
  recordTimes: ['ActivityTime'],
  derive: (given) => ({ EventCount: firstOf(given['EventCount'], long(1)) }),
});
