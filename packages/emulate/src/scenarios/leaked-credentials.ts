import { riskySignIn } from './risky-sign-in.js';
import type { SignInScenario } from '../scenario.js';

/** The password was matched in a leaked set, which is always level high, and is then used from a new network. */
export const leakedCredentials: SignInScenario = {
  id: 'leaked-credentials',
  title: 'Sign-in with a password known to be leaked',
  kind: 'attack',
  compose: (tenant, options) =>
    riskySignIn.compose(tenant, { ...options, riskEventType: 'leakedCredentials', level: 'high' }),
};
