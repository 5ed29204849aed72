import type { IdentityLink } from '@interloper/plan';
import { namesIn } from '../identities.js';
import { log } from './log.js';

/** The mail address and ids of who acts, as a member or as an administrator, and of whom it is done for. */
export const identities: readonly IdentityLink[] = ['actor.user', 'actor.admin', 'context'].map((who) =>
  namesIn(log.scan, {
    mail: `${who}.email`,
    'dropbox-account': `${who}.account_id`,
    'dropbox-member': `${who}.team_member_id`,
  }),
);
