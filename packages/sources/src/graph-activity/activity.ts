import { call, column, literal, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, joined, successWhen, targetsIn, textColumn } from '../activity.js';
import { extract } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

const status = column('ResponseStatusCode', 'int');
/** The path, without host and query. */
const path = extract(textColumn('RequestUri'), '^(?:https?://[^/]+)?/*(/[^?]*)');

/** Calls of Microsoft Graph. */
export const activities: readonly Activity[] = [
  {
    source: 'graph-activity',
    scan: log.scan,
    time: eventTime,
    id: textColumn('RequestId'),
    accounts: [
      nameOf('entra-object', textColumn('UserId')),
      nameOf('entra-object', textColumn('ServicePrincipalId')),
    ],
    action: joined(textColumn('RequestMethod'), path),
    result: successWhen(call('lt', [status, literal('int', 400)])),
    reason: call('toText', [status]),
    address: textColumn('IPAddress'),
    agent: textColumn('UserAgent'),
    session: textColumn('SessionId'),
    key: textColumn('UniqueTokenId'),
    application: textColumn('AppId'),
    targets: targetsIn({
      resource: call('concat', [text('Microsoft Graph '), extract(path, '^/[^/]+/([^/(]+)')]),
    }),
  },
];
