import { call, text } from '@interloper/plan';
import type { LogsourceView, ViewColumn } from '@interloper/plan';
import { derived, named, stored } from '../stored-log/views.js';
import { log } from './log.js';
import { rawColumns } from './raw-columns.js';

const application = stored(log, 'ApplicationName');
const service = call('concat', [application, text('.googleapis.com')]);

/**
 * Published rules name activities as Cloud Logging has them (log-format reference, section 15): its names lead to what
 * the Reports API says of the same.
 */
const columns: readonly ViewColumn[] = [
  named(log, 'TimeGenerated', 'TimeGenerated'),
  ...rawColumns,
  derived('eventService', service, ['protoPayload.serviceName', 'data.protoPayload.serviceName']),
  named(log, 'eventName', 'EventName', [
    'protoPayload.metadata.event.eventName',
    'data.protoPayload.metadata.event.eventName',
  ]),
  named(log, 'eventType', 'EventType', ['protoPayload.metadata.event.eventType']),
  named(log, 'protoPayload.authenticationInfo.principalEmail', 'ActorEmail'),
  named(log, 'protoPayload.requestMetadata.callerIp', 'IPAddress'),
];

/** `product: gcp` (or `google_workspace`) and the service of an application. */
export const logsources: readonly LogsourceView[] = ['admin', 'login', 'token', 'user_accounts'].map(
  (each) => ({
    name: `gcp/google_workspace.${each}`,
    title: `Google Workspace activities: ${each}`,
    scan: log.scan,
    filter: call('eq', [application, text(each)]),
    logsources: [
      { product: 'gcp', service: `google_workspace.${each}` },
      { product: 'google_workspace', service: `google_workspace.${each}` },
    ],
    columns,
    time: 'TimeGenerated',
  }),
);
