import type { Activity } from '@interloper/plan';
import { eventTime, targetsIn, textColumn } from '../activity.js';
import { firstOf } from '../expressions.js';
import { nameOf } from '../identities.js';
import { log } from './log.js';

/** GitHub's audit log, which holds what was done and not what was tried. */
export const activities: readonly Activity[] = [
  {
    source: 'github',
    scan: log.scan,
    time: eventTime,
    id: textColumn('DocumentId'),
    accounts: [
      nameOf('github-login', textColumn('Actor')),
      nameOf('github-user', textColumn('ActorId')),
      nameOf('mail', textColumn('ExternalIdentityNameid')),
    ],
    action: textColumn('Action'),
    address: textColumn('ActorIp'),
    country: textColumn('CountryCode'),
    agent: textColumn('UserAgent'),
    key: firstOf(textColumn('HashedToken'), textColumn('TokenId')),
    application: firstOf(textColumn('OauthApplicationName'), textColumn('OauthApplication')),
    targets: targetsIn({
      repository: firstOf(textColumn('Repo'), textColumn('Repository')),
      account: 'User',
      resource: 'Org',
    }),
  },
];
