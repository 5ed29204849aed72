import { namesIn } from '../identities.js';
import { log } from './log.js';

/** The mail address of who called, and Google's subject of them: a workload of another cloud has only the latter. */
export const identities = [
  namesIn(log.scan, {
    mail: 'AuthenticationInfo.principalEmail',
    'google-subject': 'AuthenticationInfo.principalSubject',
  }),
];
