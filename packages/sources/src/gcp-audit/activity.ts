import { call, or, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, successOnlyWhen, targetsIn, textColumn } from '../activity.js';
import { extract, firstOf } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

const code = textColumn('Status.code');

/** Calls of Google Cloud. A status without a code, or with 0, is success (google.rpc.Status). */
export const activities: readonly Activity[] = [
  {
    source: 'gcp-audit',
    scan: log.scan,
    time: eventTime,
    id: textColumn('InsertId'),
    accounts: [
      nameOf('mail', firstOf(textColumn('AuthenticationInfo.principalEmail'), textColumn('PrincipalEmail'))),
      nameOf('google-subject', textColumn('AuthenticationInfo.principalSubject')),
    ],
    action: textColumn('MethodName'),
    result: successOnlyWhen(or(call('isNull', [code]), call('eq', [code, text('0')]))),
    reason: firstOf(textColumn('Status.message'), code),
    address: textColumn('RequestMetadata.callerIp'),
    agent: textColumn('RequestMetadata.callerSuppliedUserAgent'),
    key: firstOf(
      extract(textColumn('AuthenticationInfo.serviceAccountKeyName'), '/keys/([^/]+)$'),
      textColumn('AuthenticationInfo.serviceAccountKeyName'),
    ),
    targets: targetsIn({ bucket: 'Resource.labels.bucket_name', resource: 'GCPResourceName' }),
  },
];
