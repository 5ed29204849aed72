import type { Json } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import { shift } from '../time.js';
import type { WorkspaceActivity, WorkspaceEvent } from './activity.js';

/** One event of an activity: what a row of Sentinel's tables is. */
export interface WorkspaceRow {
  readonly activity: WorkspaceActivity;
  readonly event: WorkspaceEvent;
}

/** The rows of activities. */
export function workspaceRows(activities: readonly WorkspaceActivity[]): readonly WorkspaceRow[] {
  return activities.flatMap((activity) => activity.events.map((event) => ({ activity, event })));
}

const common = `
  TenantId SourceSystem MG ManagementGroupName TimeGenerated:datetime Computer RawData kind_s id_time_t:datetime
  id_uniqueQualifier_s id_applicationName_s id_customerId_s etag_s actor_email_s actor_profileId_s IPAddress event_name_s
  event_type_s`;

const columns = {
  login: logColumns(
    `${common} login_type_s login_challenge_method_s login_failure_type_s is_suspicious_b:bool
     affected_email_address_s Type _ResourceId`,
  ),
  token: logColumns(`${common} app_name_s client_id_s client_type_s scope_s Type _ResourceId`),
  drive: logColumns(
    `${common} doc_id_s doc_title_s doc_type_s owner_s visibility_s target_user_s Type _ResourceId`,
  ),
  admin: logColumns(`${common} USER_EMAIL_s NEW_VALUE_s OLD_VALUE_s ORG_UNIT_NAME_s Type _ResourceId`),
};

/** The activities as Sentinel's function connector stores them: a table for each application. */
export const workspaceLog: LogKind<WorkspaceRow> = {
  id: 'google-workspace',
  timeOf: ({ activity }) => activity.time,
  recordTimeOf: ({ activity }) => shift(activity.time, 600_000),
  row: ({ activity, event }, workspaceId) => {
    const table = `GWorkspace_ReportsAPI_${activity.application}_CL`;
    return {
      table,
      columns: columns[activity.application],
      values: {
        TenantId: workspaceId,
        SourceSystem: 'RestAPI',
        TimeGenerated: activity.time,
        kind_s: 'admin#reports#activity',
        id_time_t: activity.time,
        id_uniqueQualifier_s: activity.uniqueQualifier,
        id_applicationName_s: activity.application,
        id_customerId_s: activity.customerId,
        etag_s: `"${activity.uniqueQualifier}/etag"`,
        actor_email_s: activity.email,
        actor_profileId_s: activity.profileId,
        IPAddress: activity.ipAddress,
        event_name_s: event.name,
        event_type_s: event.type,
        ...Object.fromEntries(event.parameters.map((parameter) => cell(parameter))),
        Type: table,
      },
    };
  },
};

function cell(parameter: WorkspaceEvent['parameters'][number]): readonly [string, Json] {
  if ('boolValue' in parameter) return [`${parameter.name}_b`, parameter.boolValue];
  return [`${parameter.name}_s`, 'multiValue' in parameter ? parameter.multiValue : parameter.value];
}
