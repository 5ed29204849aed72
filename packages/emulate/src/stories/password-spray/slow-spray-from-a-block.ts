import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Place } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Four accounts a day, each once, with a browser that everybody has: no day shows a spray. The addresses change within
 * one rented block. Two days after the last attempt somebody signs in from an address of the block that was not used
 * before. Two travellers sign in meanwhile from other networks whose addresses begin alike.
 */
export const slowSprayFromABlock: Story = {
  id: 'slow-spray-from-a-block',
  title: 'Password spray of a few accounts a day from a rented block of addresses',
  kind: 'attack',
  compose: ({ tenant, random, when, person }) => {
    const victim = person(0);
    const others = tenant.users.filter((user) => user !== victim);
    const targets = [victim, ...others.slice(0, 19)];
    const travellers = others.slice(19, 21);
    const from = (host: number, place: Place, autonomousSystemNumber: number) => ({
      ipAddress: `203.0.113.${host}`,
      autonomousSystemNumber,
      place,
    });
    const browser = {
      device: { ...victim.phone, operatingSystem: 'Windows10', browser: 'Chrome 141.0.0' },
      userAgent:
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    };
    const attempts = targets.map((user, index) =>
      composeUserSignIn(tenant, user, random, {
        at: when(Math.floor(index / 4), 3 + (index % 4) * 5, random.integer(50)),
        application: applications.exchangeOnline,
        origin: from(16 + ((index * 7) % 40), places.saoPaulo, 64510),
        ...browser,
        errorCode: index % 9 === 4 ? 50053 : 50126,
        proof: 'wrongPassword',
      }),
    );
    const hit = composeUserSignIn(tenant, victim, random, {
      at: when(6, 19, random.integer(60)),
      application: applications.exchangeOnline,
      origin: from(60, places.saoPaulo, 64510),
      ...browser,
      proof: 'password',
    });
    const journeys = travellers.map((user, index) =>
      composeUserSignIn(tenant, user, random, {
        at: when(5, 9, index * 7),
        origin: from(200 + index, places.singapore, 64530),
        proof: 'passwordAndMfa',
      }),
    );
    return {
      logs: { signIns: [...attempts, ...journeys, hit] },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['SpraySuccess'] }],
      notCompromised: travellers.map(({ principalName }) => ({
        account: principalName,
        why: 'Travels; the addresses are of another network.',
      })),
    };
  },
};
