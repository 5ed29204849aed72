import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftRisk } from '../../entra-risk/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Validation test 1 of T1586.003: one address tries one password on member after member within ten minutes. One is
 * right; twenty minutes later Identity Protection finds the spray on that account.
 */
export const sprayFromOneAddress: Story = {
  id: 'spray-from-one-address',
  title: 'Password spray from one address, found by Identity Protection twenty minutes later',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const others = tenant.users.filter((user) => user !== victim).slice(0, 18);
    const tool = {
      application: applications.powerShell,
      origin: attackerOrigins.hosting,
      device: { ...victim.phone, operatingSystem: '', browser: '' },
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) WindowsPowerShell/5.1.26100.4652',
    };
    const refused = others.map((user, index) =>
      composeUserSignIn(tenant, user, random, {
        ...tool,
        at: when(1, 6, 12, index * 30 + random.integer(8)),
        errorCode: 50126,
        proof: 'wrongPassword',
      }),
    );
    const hit = when(1, 6, 21, 20);
    return {
      logs: {
        signIns: [
          ...[0, 1].map((day) => composeUserSignIn(tenant, victim, random, { at: when(day, 9) })),
          ...refused,
          composeUserSignIn(tenant, victim, random, {
            ...tool,
            at: hit,
            proof: 'password',
            changes: {
              risk: {
                // Found offline: it raises the aggregate and never the level during the sign-in.
                levelDuringSignIn: 'none',
                levelAggregated: 'high',
                state: 'atRisk',
                detail: 'none',
                eventTypes: ['passwordSpray'],
              },
            },
          }),
        ],
        risks: draftRisk(stage, victim, {
          at: hit,
          foundAt: when(1, 6, 41),
          type: 'passwordSpray',
          level: 'high',
          origin: attackerOrigins.hosting,
        }),
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['SpraySuccess'] }],
      notCompromised: others.map(({ principalName }) => ({
        account: principalName,
        why: 'Tried in the spray; the password was wrong.',
      })),
    };
  },
};
