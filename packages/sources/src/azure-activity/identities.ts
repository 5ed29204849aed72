import { call, text } from '@interloper/plan';
import type { IdentityLink } from '@interloper/plan';
import { nameOf } from '../identities.js';
import { stored } from '../stored-log/views.js';
import { log } from './log.js';

/** Who called, and the object id that the token claimed. */
export const identities: readonly IdentityLink[] = [
  {
    scan: log.scan,
    names: [
      nameOf('mail', stored(log, 'Caller')),
      nameOf(
        'entra-object',
        call('pathText', [
          stored(log, 'Claims_d'),
          text('http://schemas.microsoft.com/identity/claims/objectidentifier'),
        ]),
      ),
    ],
  },
];
