import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * Many people have the same browser: a bought password is tried from abroad at night with the very agent that the owner's
 * telephone sends, for the mail that the owner reads every day. A colleague on a journey does the same by day, and passes
 * the second factor.
 */
export const strangerWithACommonBrowser: Story = {
  id: 'stranger-with-a-common-browser',
  title: 'Password used at night from a new country with a browser that the owner has, too',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const traveller = person(1);
    const stranger = composeUserSignIn(tenant, victim, random, {
      at: when(5, hourAt(victim, 26), 40),
      application: applications.exchangeOnline,
      origin: attackerOrigins.farAway,
      device: victim.phone,
      userAgent: victim.phoneUserAgent,
      proof: 'password',
    });
    const journey = composeUserSignIn(tenant, traveller, random, {
      at: when(5, hourAt(traveller, 13), 5),
      application: applications.exchangeOnline,
      origin: { ...attackerOrigins.residentialProxy, ipAddress: '198.51.100.219' },
      device: traveller.phone,
      userAgent: traveller.phoneUserAgent,
      proof: 'passwordAndMfa',
    });
    return {
      logs: {
        signIns: [...usualDays(stage, victim, 0, 5), ...usualDays(stage, traveller, 0, 4), stranger, journey],
      },
      compromised: [{ account: victim.principalName, severity: 'low', why: ['UnfamiliarSignIn'] }],
      notCompromised: [
        { account: traveller.principalName, why: 'A journey: the known telephone, and the second factor.' },
      ],
    };
  },
};
