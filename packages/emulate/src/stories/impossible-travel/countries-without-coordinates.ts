import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Place } from '../../places.js';
import type { Story } from '../story.js';

/** A place as exports without coordinates have it. */
function named(city: string, countryOrRegion: string): Place {
  return { city, state: '', countryOrRegion, latitude: 0, longitude: 0 };
}

/**
 * The portal's download names cities and countries and no coordinates. A mailbox is read at the desk in Brussels and three
 * quarters of an hour later in Hong Kong, by the program that the owner has; a colleague crosses to the Netherlands by
 * train.
 */
export const countriesWithoutCoordinates: Story = {
  id: 'countries-without-coordinates',
  title: 'Two countries too far apart for the time between, in an export without coordinates',
  kind: 'attack',
  compose: ({ tenant, random, when, person }) => {
    const victim = person(0);
    const colleague = person(1);
    const desk = {
      ipAddress: '198.51.100.10',
      autonomousSystemNumber: 64496,
      place: named('Brussels', 'BE'),
    };
    const days = [0, 1, 2, 3].flatMap((day) =>
      [victim, colleague].map((user) =>
        composeUserSignIn(tenant, user, random, { at: when(day, 9, random.integer(20)), origin: desk }),
      ),
    );
    const elsewhere = (user: typeof victim, minute: number, ipAddress: string, place: Place) =>
      composeUserSignIn(tenant, user, random, {
        at: when(3, 9, 20 + minute),
        origin: { ipAddress, autonomousSystemNumber: 64519, place },
        device: { ...user.phone, operatingSystem: 'Windows10', browser: 'Edge 141.0.0' },
        proof: 'password',
      });
    return {
      logs: {
        signIns: [
          ...days,
          elsewhere(victim, 45, '203.0.113.118', named('Hong Kong', 'HK')),
          elsewhere(colleague, 45, '203.0.113.12', named('Rotterdam', 'NL')),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'medium', why: ['ImpossibleTravel'] }],
      notCompromised: [{ account: colleague.principalName, why: 'Took the train.' }],
    };
  },
};
