import { call, column, text } from '@interloper/plan';
import type { IdentityLink } from '@interloper/plan';
import { loginNames, nameOf } from '../identities.js';
import { log } from './log.js';

/** A user's id and login, which most organisations make the mail address. */
export const identities: readonly IdentityLink[] = [
  {
    scan: log.scan,
    where: call('eq', [column('OriginalUserType', 'string'), text('User')]),
    names: [
      ...loginNames('okta-login', 'OriginalActorAlternateId'),
      nameOf('okta-user', column('ActorUserId', 'string')),
    ],
  },
];
