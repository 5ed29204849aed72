import { composeManagedIdentitySignIn } from '../compose-sign-in.js';
import { scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** A virtual machine's identity: no address, no place, the filler risk level. */
export const managedIdentity: SignInScenario = {
  id: 'managed-identity',
  title: 'Managed identity with the filler risk level',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'managed-identity', options);
    const machine = random.pick(tenant.managedIdentities);
    return {
      events: [composeManagedIdentitySignIn(tenant, machine, random, { at: options.at })],
      compromised: [],
      notCompromised: [{ account: machine.displayName, why: 'Level low is a filler on managed identities.' }],
    };
  },
};
