import { namesIn } from '../identities.js';
import { log } from './log.js';

/** The mail address and the profile id of who acted. */
export const identities = [namesIn(log.scan, { mail: 'ActorEmail', 'google-user': 'ActorProfileId' })];
