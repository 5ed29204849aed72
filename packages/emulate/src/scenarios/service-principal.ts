import { composeServicePrincipalSignIn } from '../compose-sign-in.js';
import { scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** A pipeline's sign-ins from a hosting network, level `low` with state `none` as every such record has. */
export const servicePrincipal: SignInScenario = {
  id: 'service-principal',
  title: 'Service principal with the filler risk level',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'service-principal', options);
    const principal = random.pick(tenant.servicePrincipals);
    const events = [0, 1].map((run) =>
      composeServicePrincipalSignIn(tenant, principal, random, { at: options.at + run * 3_600_000 }),
    );
    return {
      events,
      compromised: [],
      notCompromised: [
        { account: principal.displayName, why: 'Level low is a filler on service principals.' },
      ],
    };
  },
};
