import { call, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, successWhen, targetsIn, textColumn } from '../activity.js';
import { extract } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

const object = textColumn('ObjectKey');

/** Requests to blobs. The hash of the token stands for the token: equal hashes are one token. */
export const activities: readonly Activity[] = [
  {
    source: 'azure-storage',
    scan: log.scan,
    time: eventTime,
    id: textColumn('CorrelationId'),
    accounts: [
      nameOf('mail', textColumn('RequesterUpn')),
      nameOf('entra-object', textColumn('RequesterObjectId')),
    ],
    action: textColumn('OperationName'),
    result: successWhen(call('matchesRegex', [textColumn('StatusCode'), text('^[23]')])),
    reason: textColumn('StatusText'),
    address: call('normaliseAddress', [textColumn('CallerIpAddress')]),
    agent: textColumn('UserAgentHeader'),
    key: textColumn('AuthenticationHash'),
    application: textColumn('RequesterAppId'),
    targets: targetsIn({ bucket: extract(object, '^/?([^/]+/[^/]+)'), object }),
  },
];
