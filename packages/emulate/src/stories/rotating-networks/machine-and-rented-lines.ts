import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * A rented machine at Microsoft signs in once, then the same program comes through one household's line after the
 * other, all in the victim's own city, each for a few minutes.
 */
export const machineAndRentedLines: Story = {
  id: 'machine-and-rented-lines',
  title: 'A machine at Microsoft and rented household lines under one account within hours',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const colleague = person(1);
    const program = {
      device: { ...victim.phone, operatingSystem: 'Windows10', browser: 'Chrome 138.0.0' },
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
      proof: victim.requiresMfa ? 'claimsAndMfa' : 'claims',
    } as const;
    const lines = [8075, 64520, 64521, 64522, 64523, 64524].flatMap((autonomousSystemNumber, index) => {
      const origin = {
        ipAddress: `203.0.113.${30 + index * 31}`,
        autonomousSystemNumber,
        place: victim.office.place,
      };
      return [
        composeUserSignIn(tenant, victim, random, {
          ...program,
          at: when(8, hourAt(victim, 10 + index), 7),
          application: index % 2 === 0 ? applications.exchangeOnline : applications.sharePoint,
          origin,
        }),
        composeUserSignIn(tenant, victim, random, {
          ...program,
          at: when(8, hourAt(victim, 10 + index), 11),
          application: applications.exchangeOnline,
          category: 'nonInteractive',
          origin,
        }),
      ];
    });
    return {
      logs: { signIns: [...usualDays(stage, victim, 0, 8), ...usualDays(stage, colleague, 0, 8), ...lines] },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['RotatingNetworks'] }],
      notCompromised: [{ account: colleague.principalName, why: 'Worked as every day.' }],
    };
  },
};
