import { applications } from '../applications.js';
import { composeUserSignIn } from '../compose-sign-in.js';
import { guestOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/** A guest whose account lives elsewhere gets in with a single factor; no risk is known. */
export const crossTenantSingleFactor: SignInScenario = {
  id: 'cross-tenant-single-factor',
  title: 'Guest of another tenant let in with a single factor',
  kind: 'attack',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'cross-tenant-single-factor', options);
    const guest = guestOf(tenant, random, options);
    const event = composeUserSignIn(tenant, guest, random, {
      at: options.at,
      application: applications.sharePoint,
      origin: guest.home,
      proof: 'password',
    });
    return {
      events: [event],
      // Evidence of no requirement, not of a bypass (reference, section 0, row 12): low.
      compromised: [{ account: guest.principalName, severity: 'low', why: ['CrossTenantMFABypass'] }],
      notCompromised: [],
    };
  },
};
