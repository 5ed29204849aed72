import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Origin } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Tools that spray through rotating cloud addresses try each account once or twice a round, every time from another
 * address, hours apart, so that neither lockout nor any count by address sees them; what they share is the tool's agent
 * and the application. In the third round one password is right.
 */
export const distributedSpray: Story = {
  id: 'distributed-spray',
  title: 'Password spray from rotating addresses with one hit',
  kind: 'attack',
  compose: ({ tenant, random, when, person }) => {
    const victim = person(0);
    const targets = tenant.users.slice(0, 20);
    const members = targets.includes(victim) ? targets : [victim, ...targets.slice(1)];
    const origin = (): Origin => ({
      ipAddress: `203.0.113.${1 + random.integer(250)}`,
      autonomousSystemNumber: 64500,
      place: random.pick([places.amsterdam, places.germany, places.singapore, places.saoPaulo]),
    });
    const attempt = (user: (typeof members)[number], at: number, hit: boolean) =>
      composeUserSignIn(tenant, user, random, {
        at,
        application: applications.powerShell,
        origin: origin(),
        device: { ...user.phone, operatingSystem: '', browser: 'Firefox 61.0' },
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:61.0) Gecko/20100101 Firefox/61.0',
        proof: hit ? 'password' : 'wrongPassword',
        ...(hit ? {} : { errorCode: random.chance(0.15) ? 50053 : 50126 }),
      });
    const signIns = [1, 5, 9].flatMap((hour, round) =>
      members.map((user, index) =>
        attempt(user, when(0, hour, index * 2, random.integer(60)), round === 2 && user === victim),
      ),
    );
    return {
      logs: { signIns },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['SpraySuccess'] }],
      notCompromised: members
        .filter((user) => user !== victim)
        .map(({ principalName }) => ({
          account: principalName,
          why: 'Tried in the spray; every password was wrong.',
        })),
    };
  },
};
