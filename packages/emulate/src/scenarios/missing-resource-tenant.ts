import { composeUserSignIn } from '../compose-sign-in.js';
import { cleared, memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** A single factor at home where the record names no resource tenant: differs from the home tenant, yet crosses nothing. */
export const missingResourceTenant: SignInScenario = {
  id: 'missing-resource-tenant',
  title: 'Single factor without a resource tenant',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'missing-resource-tenant', options);
    const person = memberOf(tenant, random, options);
    const usual = composeUserSignIn(tenant, person, random, { at: options.at, proof: 'password' });
    const event = { ...usual, resource: { ...usual.resource, tenantId: '' } };
    return cleared(
      [event],
      person.principalName,
      'The resource tenant is unknown, so no tenant was crossed.',
    );
  },
};
