import { shift } from '../time.js';
import { cleared } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';
import { riskySignIn } from './risky-sign-in.js';

/**
 * A risk is open in the first record and confirmed safe in the second, under the same id: the later verdict
 * stands. Only shapes that carry the time of the record (Azure Monitor, Log Analytics) can tell which is later.
 */
export const withdrawnVerdict: SignInScenario = {
  id: 'withdrawn-verdict',
  title: 'A record written again after its risk was confirmed safe',
  kind: 'benign',
  compose: (tenant, options) => {
    const { events, compromised } = riskySignIn.compose(tenant, {
      riskEventType: 'unfamiliarFeatures',
      level: 'medium',
      ...options,
    });
    const rewritten = events.flatMap((event) => [
      event,
      {
        ...event,
        recordTime: shift(event.recordTime, 2 * 3_600_000),
        risk: {
          ...event.risk,
          levelAggregated: 'none' as const,
          state: 'confirmedSafe' as const,
          detail: 'adminConfirmedSigninSafe',
        },
      },
    ]);
    return cleared(
      rewritten,
      compromised[0]?.account ?? '',
      'The later record says that the sign-in was safe.',
    );
  },
};
