import { shift } from '../time.js';
import type { SignInScenario } from '../scenario.js';
import { noRisk } from '../sign-in.js';
import { riskySignIn } from './risky-sign-in.js';

/**
 * An offline verdict arrives six hours after the sign-in, which is written again under the same id: two records,
 * one sign-in, and the later says that it is risky (reference, section 19, item 8).
 */
export const lateVerdict: SignInScenario = {
  id: 'late-verdict',
  title: 'A record written again with a risk that was found later',
  kind: 'attack',
  compose: (tenant, options) => {
    const outcome = riskySignIn.compose(tenant, {
      riskEventType: 'maliciousIPAddress',
      level: 'medium',
      ...options,
    });
    return {
      ...outcome,
      events: outcome.events.flatMap((event) => [
        { ...event, risk: noRisk },
        { ...event, recordTime: shift(event.recordTime, 6 * 3_600_000) },
      ]),
    };
  },
};
