import { call, long, text } from '@interloper/plan';
import type { LogsourceView, ViewColumn } from '@interloper/plan';
import { valuesByName } from '../stored-log/named-values.js';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './raw-columns.js';

/** Names by which published Sigma rules and Elastic's module call what an entry has (log-format reference, section 15). */
const ruleNames: Readonly<Record<string, readonly string[]>> = {
  logName: ['data.protoPayload.logName', 'protoPayload.logName'],
  severity: ['data.protoPayload.severity'],
  resource: ['data.protoPayload.resource', 'protoPayload.resource'],
  'resource.type': ['data.protoPayload.resource.type', 'protoPayload.resource.type'],
  'protoPayload.methodName': ['gcp.audit.method_name', 'gcp.audit.methodName'],
  'protoPayload.serviceName': ['gcp.audit.service_name'],
  'protoPayload.resourceName': ['gcp.audit.resource_name'],
  'protoPayload.authenticationInfo.principalEmail': ['gcp.audit.authentication_info.principal_email'],
  'protoPayload.authorizationInfo': ['gcp.audit.authorization_info'],
  'protoPayload.requestMetadata.callerIp': ['gcp.audit.request_metadata.caller_ip'],
  'protoPayload.requestMetadata.callerSuppliedUserAgent': [
    'gcp.audit.request_metadata.caller_supplied_user_agent',
  ],
  'protoPayload.request': ['gcp.audit.request'],
  'protoPayload.response': ['gcp.audit.response'],
  'protoPayload.status.code': ['gcp.audit.status.code'],
  'protoPayload.status.message': ['gcp.audit.status.message'],
};

const columns: readonly ViewColumn[] = [
  named(log, 'TimeGenerated', 'TimeGenerated'),
  ...rawColumns(ruleNames),
];

/** Parameters of the first event of a Workspace activity, by name; most have one event. */
const list = call('path', [stored(log, 'Metadata'), text('event'), long(0), text('parameter')]);
const parameters = call('parseJson', [valuesByName(list)]);

/** What rules on Google Workspace name besides. */
const workspaceColumns: readonly ViewColumn[] = [
  ...columns,
  named(log, 'eventService', 'ServiceName'),
  derived('eventName', call('mvFind', [stored(log, 'Metadata'), text('event'), text('eventName')])),
  derived('eventType', call('mvFind', [stored(log, 'Metadata'), text('event'), text('eventType')])),
  ...['NEW_VALUE', 'OLD_VALUE', 'SETTING_NAME', 'APPLICATION_NAME', 'USER_EMAIL', 'ROLE_NAME'].map((name) =>
    derived(name, call('pathText', [parameters, text(name)])),
  ),
];

/** Services of Google Workspace, whose activities Cloud Logging has as audit records. */
const workspace: readonly (readonly [string, string])[] = [
  ['google_workspace.admin', 'admin.googleapis.com'],
  ['google_workspace.login', 'login.googleapis.com'],
];

/** `product: gcp`, `service: gcp.audit`, and the services of Workspace. */
export const logsources: readonly LogsourceView[] = [
  {
    name: 'gcp/gcp.audit',
    title: 'Google Cloud audit logs',
    scan: log.scan,
    logsources: [{ product: 'gcp', service: 'gcp.audit' }],
    columns,
    time: 'TimeGenerated',
  },
  ...workspace.map(([service, name]): LogsourceView => ({
    name: `gcp/${service} (Cloud Logging)`,
    title: `Google Workspace activities of ${name} in Google Cloud audit logs`,
    scan: log.scan,
    filter: call('eq', [stored(log, 'ServiceName'), text(name)]),
    logsources: [
      { product: 'gcp', service },
      { product: 'google_workspace', service },
    ],
    columns: workspaceColumns,
    time: 'TimeGenerated',
  })),
];
