import { call, text } from '@interloper/plan';
import type { Activity } from '@interloper/plan';
import { eventTime, inside, resultOf, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { loginNames, nameOf } from '../identities.js';
import { log } from './log.js';

/** Events of Okta's System Log. */
export const activities: readonly Activity[] = [
  {
    source: 'okta',
    scan: log.scan,
    time: eventTime,
    id: textColumn('EventOriginalUid'),
    accounts: [
      ...loginNames('okta-login', 'OriginalActorAlternateId'),
      nameOf('okta-user', textColumn('ActorUserId')),
    ],
    action: textColumn('EventOriginalType'),
    result: resultOf(textColumn('OriginalOutcomeResult'), {
      success: ['success', 'allow'],
      failure: ['failure', 'deny'],
    }),
    reason: textColumn('EventOriginalResultDetails'),
    address: textColumn('SrcIpAddr'),
    country: textColumn('SrcGeoCountry'),
    agent: textColumn('HttpUserAgent'),
    session: call('nullIf', [textColumn('ActorSessionId'), text('unknown')]),
    targets: targetsIn({
      resource: firstOf(
        inside('OriginalTarget', 0, 'alternateId'),
        inside('OriginalTarget', 0, 'displayName'),
      ),
    }),
  },
];
