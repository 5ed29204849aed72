import { namesIn } from '../identities.js';
import { log } from './log.js';

/** A user's principal name and object id. */
export const identities = [namesIn(log.scan, { mail: 'UserPrincipalName', 'entra-object': 'UserId' })];
