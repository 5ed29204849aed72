import { applications } from '../applications.js';
import { composeUserSignIn, type UserSignInDraft } from '../compose-sign-in.js';
import { attackerOrigins } from '../places.js';
import { memberOf, scenarioRandom } from '../scenario-cast.js';
import type { SignInScenario } from '../scenario.js';

/**
 * One address tries one password on every member within ten minutes (50126, now and then 50053), and
 * one is right: Identity Protection's passwordSpray fires only for that one (reference, section 0, row 13). Validation test 1 of T1586.003.
 */
export const passwordSpray: SignInScenario = {
  id: 'password-spray',
  title: 'Password spray with one hit',
  kind: 'attack',
  compose: (tenant, options) => {
    const random = scenarioRandom(tenant, 'password-spray', options);
    const victim = memberOf(tenant, random, options);
    const { level = 'high' } = options;
    const others = tenant.users.filter(({ id }) => id !== victim.id);
    const step = Math.floor(540_000 / Math.max(others.length, 1));
    const tool: Omit<UserSignInDraft, 'at'> = {
      application: applications.powerShell,
      origin: attackerOrigins.hosting,
      device: { ...victim.phone, operatingSystem: '', browser: 'Python Requests 2.32' },
      userAgent: 'python-requests/2.32.3',
    };
    const failures = others.map((user, index) =>
      composeUserSignIn(tenant, user, random, {
        ...tool,
        at: options.at + index * step + random.integer(step),
        errorCode: random.chance(0.1) ? 50053 : 50126,
        proof: 'wrongPassword',
      }),
    );
    const hit = composeUserSignIn(tenant, victim, random, {
      ...tool,
      at: options.at + 560_000,
      proof: 'password',
      changes: {
        risk: {
          levelDuringSignIn: level,
          levelAggregated: level,
          state: 'atRisk',
          detail: 'none',
          eventTypes: ['passwordSpray'],
        },
      },
    });
    return {
      events: [...failures, hit],
      compromised: [
        {
          account: victim.principalName,
          severity: level === 'high' ? 'high' : 'medium',
          why: [...(level === 'low' ? [] : ['HighRiskSignIn']), 'OpenRisk', 'RiskEvent:passwordSpray'],
        },
      ],
      notCompromised: others.map(({ principalName }) => ({
        account: principalName,
        why: 'Tried in the spray; the password was wrong.',
      })),
    };
  },
};
