import { namesIn } from '../identities.js';
import { log } from './log.js';

/** The principal name and object id of the user who made a change. */
export const identities = [
  namesIn(log.scan, { mail: 'InitiatedBy.user.userPrincipalName', 'entra-object': 'InitiatedBy.user.id' }),
];
