import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * A phishing proxy passes the victim's own user agent on, so only the place speaks. Between the owner and the proxy
 * lies a sign-in whose address nobody can place.
 */
export const sessionRelayedFromAbroad: Story = {
  id: 'session-relayed-from-abroad',
  title: 'Sign-in relayed by a phishing proxy abroad, with the victim’s own user agent',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const byPhone = { device: victim.phone, userAgent: victim.phoneUserAgent };
    const hour = hourAt(victim, 16);
    return {
      logs: {
        signIns: [
          ...usualDays(stage, victim, 0, 6),
          composeUserSignIn(tenant, victim, random, { at: when(6, hour, 2) }),
          composeUserSignIn(tenant, victim, random, {
            at: when(6, hour, 9),
            origin: { ipAddress: '2001:db8:77::9', autonomousSystemNumber: null, place: places.nowhere },
            category: 'nonInteractive',
            ...byPhone,
          }),
          composeUserSignIn(tenant, victim, random, {
            at: when(6, hour, 31),
            origin: { ipAddress: '203.0.113.90', autonomousSystemNumber: 64500, place: places.singapore },
            proof: 'passwordAndMfa',
            ...byPhone,
          }),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'medium', why: ['ImpossibleTravel'] }],
      notCompromised: [],
    };
  },
};
