import { namesIn } from '../identities.js';
import { scan } from './tables.js';

/** A user's principal name and object id. */
export const identities = [namesIn(scan, { mail: 'UserPrincipalName', 'entra-object': 'UserId' })];
