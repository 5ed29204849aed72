import { composeUserSignIn } from '../compose-sign-in.js';
import { cleared, memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** An ordinary success: Log Analytics writes its empty list of types as the text `[]`, which is not empty. */
export const emptyRiskTypes: SignInScenario = {
  id: 'empty-risk-types',
  title: 'No risk types, written as "[]"',
  kind: 'benign',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'empty-risk-types', options);
    const person = memberOf(tenant, random, options);
    const event = composeUserSignIn(tenant, person, random, { at: options.at, proof: 'password' });
    return cleared([event], person.principalName, 'An empty list of risk types is no risk.');
  },
};
