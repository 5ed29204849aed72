import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/** A bought password is tried out hours after its owner went home: another country, provider, program, tool and hour. */
export const stolenPasswordNewEverything: Story = {
  id: 'stolen-password-new-everything',
  title: 'Password used at night from another country with a tool that the owner never used',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const colleague = person(1);
    const stranger = [0, 4].map((minute, index) =>
      composeUserSignIn(tenant, victim, random, {
        at: when(6, hourAt(victim, 27), 12 + minute),
        application: index === 0 ? applications.powerShell : applications.azurePortal,
        origin: attackerOrigins.hosting,
        device: { ...victim.phone, operatingSystem: 'Linux', browser: '' },
        userAgent:
          index === 0 ? 'azsdk-python-identity/1.17.1 Python/3.12.3 (Linux-6.8.0-x86_64)' : 'curl/8.5.0',
        proof: 'password',
      }),
    );
    return {
      logs: {
        signIns: [...usualDays(stage, victim, 0, 6), ...usualDays(stage, colleague, 0, 6), ...stranger],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['UnfamiliarSignIn'] }],
      notCompromised: [{ account: colleague.principalName, why: 'Worked as every day.' }],
    };
  },
};
