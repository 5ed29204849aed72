import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/** A bought password is used on another continent while its owner is at work; the owner goes on working. */
export const twoContinentsInHalfAnHour: Story = {
  id: 'two-continents-in-half-an-hour',
  title: 'Password used on another continent during the working day',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const colleague = person(1);
    const intruder = [0, 6].map((minute, index) =>
      composeUserSignIn(tenant, victim, random, {
        at: when(7, hourAt(victim, 11), 20 + minute),
        application: index === 0 ? applications.officeHome : applications.sharePoint,
        origin: attackerOrigins.farAway,
        device: { ...victim.phone, operatingSystem: 'Linux', browser: 'Firefox 143.0' },
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
        proof: 'password',
      }),
    );
    return {
      logs: {
        signIns: [...usualDays(stage, victim, 0, 7), ...usualDays(stage, colleague, 0, 7), ...intruder],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['ImpossibleTravel'] }],
      notCompromised: [{ account: colleague.principalName, why: 'Worked as every day.' }],
    };
  },
};
