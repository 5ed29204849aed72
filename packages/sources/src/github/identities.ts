import type { IdentityLink } from '@interloper/plan';
import { namesIn } from '../identities.js';
import { log } from './log.js';

/**
 * The login and id of who acts, with the name that the organisation's identity provider gave for them, often a mail
 * address; and those of whom it is done to.
 */
export const identities: readonly IdentityLink[] = [
  namesIn(log.scan, {
    mail: 'ExternalIdentityNameid',
    'github-login': 'Actor',
    'github-user': 'ActorId',
  }),
  namesIn(log.scan, { 'github-login': 'User', 'github-user': 'UserId' }),
];
