import { call, nullOf, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { parsedColumns } from './parsed-columns.js';
import type { ParsedColumn } from './parsed-columns.js';

/** A parameter's value as text; several are JSON, as the connectors store them. */
function parameter(name: string): Expression {
  return call('pathText', [stored(log, 'Values'), text(name)]);
}

/** Names of Log Analytics and the columns that hold what they do: those of every application's table. */
const common: readonly (readonly [string, string])[] = [
  ['TenantId', 'TenantId'],
  ['SourceSystem', 'SourceSystem'],
  ['MG', 'MG'],
  ['ManagementGroupName', 'ManagementGroupName'],
  ['TimeGenerated', 'TimeGenerated'],
  ['Computer', 'Computer'],
  ['RawData', 'RawData'],
  ['kind_s', 'Kind'],
  ['id_time_t', 'ActivityTime'],
  ['id_uniqueQualifier_s', 'UniqueQualifier'],
  ['id_applicationName_s', 'ApplicationName'],
  ['id_customerId_s', 'CustomerId'],
  ['etag_s', 'Etag'],
  ['actor_email_s', 'ActorEmail'],
  ['actor_profileId_s', 'ActorProfileId'],
  ['actor_callerType_s', 'ActorCallerType'],
  ['actor_key_s', 'ActorKey'],
  ['ownerDomain_s', 'OwnerDomain'],
  ['IPAddress', 'IPAddress'],
  ['event_name_s', 'EventName'],
  ['event_type_s', 'EventType'],
];

/** Applications whose activities tell of accounts, and the parameters that their tables have columns for. */
const applications: Readonly<Record<string, string>> = {
  login: `
    login_type_s login_challenge_method_s login_challenge_status_s login_failure_type_s is_suspicious_b
    is_second_factor_b affected_email_address_s sensitive_action_name_s email_forwarding_destination_address_s`,
  admin: `
    USER_EMAIL_s GROUP_EMAIL_s NEW_VALUE_s OLD_VALUE_s SETTING_NAME_s ROLE_NAME_s PRIVILEGE_NAME_s ORG_UNIT_NAME_s
    APPLICATION_NAME_s APPLICATION_EDITION_s PRODUCT_NAME_s DOMAIN_NAME_s API_CLIENT_NAME_s API_SCOPES_s`,
  token:
    'app_name_s client_id_s client_type_s scope_s scope_data_s api_name_s method_name_s num_response_bytes_d',
  user_accounts: 'email_forwarding_destination_address_s',
  saml: 'orgunit_path_s initiated_by_s application_name_s failure_type_s saml_status_code_s device_id_s',
  drive: `
    doc_id_s doc_title_s doc_type_s owner_s visibility_s visibility_change_s old_visibility_s target_user_s
    target_domain_s originating_app_id_s primary_event_b billable_b`,
};

function typed(name: string): ViewColumn {
  const value = parameter(name.replace(/_[sbd]$/, ''));
  if (name.endsWith('_b')) return derived(name, call('toBool', [value]));
  return derived(name, name.endsWith('_d') ? call('toReal', [value]) : value);
}

const connectorTables: readonly View[] = Object.entries(applications).map(([application, names]) => {
  const name = `GWorkspace_ReportsAPI_${application}_CL`;
  return {
    name,
    title: `Google Workspace activities: ${application}`,
    scan: log.scan,
    filter: call('eq', [stored(log, 'ApplicationName'), text(application)]),
    columns: [
      ...common.map(([column, target]) =>
        column === 'SourceSystem'
          ? derived(column, call('coalesce', [stored(log, target), text('RestAPI')]))
          : named(log, column, target),
      ),
      ...names.trim().split(/\s+/).map(typed),
      derived('Type', text(name)),
      named(log, '_ResourceId', '_ResourceId'),
    ],
    time: 'TimeGenerated',
  };
});

const constants: Readonly<Record<string, string>> = {
  EventProduct: 'Google Workspace Activity Reports',
  EventVendor: 'Google',
};

function parsedColumn({ name, type, param, column }: ParsedColumn): ViewColumn {
  if (column !== undefined) return named(log, name, column);
  if (param === undefined) {
    const constant = constants[name];
    return derived(name, constant === undefined ? nullOf('string') : text(constant));
  }
  return derived(name, type === 'bool' ? call('toBool', [parameter(param)]) : parameter(param));
}

/** The newer connector's table has the columns of the older one's function. */
const parsedTables: readonly View[] = [
  ['GWorkspaceActivityReports', 'Google Workspace activities (function over all tables)'],
  ['GoogleWorkspaceReports', 'Google Workspace activities (newer connector)'],
  ['GoogleWorkspaceReports_CL', 'Google Workspace activities (newer connector, custom table)'],
].map(([name = '', title = '']) => ({
  name,
  title,
  scan: log.scan,
  columns: [named(log, 'TimeGenerated', 'TimeGenerated'), ...parsedColumns.map(parsedColumn)],
  time: 'TimeGenerated',
}));

/** The activities as KQL knows them. */
export const tables: readonly View[] = [...connectorTables, ...parsedTables];
