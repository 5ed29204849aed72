import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/** Slower and without a data centre: every half day another household's line, some of them over IPv6. */
export const anotherLineEveryHalfDay: Story = {
  id: 'another-line-every-half-day',
  title: 'Another household’s line every half day for one stolen session',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const lines = [64530, 64531, 64532, 64533, 64534].map((autonomousSystemNumber, index) =>
      composeUserSignIn(tenant, victim, random, {
        at: when(6, 3 + index * 12, 22 + index * 3),
        application: applications.exchangeOnline,
        category: index === 0 ? 'interactive' : 'nonInteractive',
        origin: {
          ipAddress: index % 2 === 0 ? `203.0.113.${12 + index * 40}` : `2001:db8:${9000 + index}::4d`,
          autonomousSystemNumber,
          place: victim.office.place,
        },
        device: { ...victim.phone, operatingSystem: 'Linux', browser: 'Chrome 139.0.0' },
        userAgent:
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
        proof: 'claims',
      }),
    );
    return {
      logs: { signIns: [...usualDays(stage, victim, 0, 8), ...lines] },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['RotatingNetworks'] }],
      notCompromised: [],
    };
  },
};
