import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import { noRisk } from '../../sign-in.js';
import type { SignInRisk } from '../../sign-in.js';
import type { Story } from '../story.js';
import { hourAt, usualDays } from '../usual-days.js';

/**
 * Addresses that are only called bad: one that was a Tor exit two years ago and is somebody's home now, a telephone's
 * privacy relay whose risk was dismissed, an exit of the company that counts as an anonymiser, and guesses through Tor
 * of which none was right.
 */
export const addressesWithAPast: Story = {
  id: 'addresses-with-a-past',
  title: 'Former Tor exit, dismissed privacy relay, company exit, and refused guesses through Tor',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [formerExit, relay, behindExit, guessed] = [person(0), person(1), person(2), person(3)];
    const risk = (changes: Partial<SignInRisk>) => ({
      risk: {
        ...noRisk,
        levelDuringSignIn: 'medium',
        eventTypes: ['anonymizedIPAddress'],
        ...changes,
      } as const,
    });
    const at = (user: typeof relay, minute: number): number => when(1, hourAt(user, 18), minute);
    return {
      logs: {
        signIns: [
          ...[formerExit, relay, behindExit, guessed].flatMap((user) => usualDays(stage, user, 0, 1)),
          composeUserSignIn(tenant, formerExit, random, {
            at: at(formerExit, 5),
            origin: { ...formerExit.home, ipAddress: '198.51.100.187' },
            device: formerExit.phone,
            userAgent: formerExit.phoneUserAgent,
          }),
          composeUserSignIn(tenant, relay, random, {
            at: at(relay, 9),
            origin: { ipAddress: '2001:db8:fe00::91', autonomousSystemNumber: 64505, place: places.germany },
            device: relay.phone,
            userAgent: relay.phoneUserAgent,
            changes: risk({ state: 'dismissed', detail: 'adminDismissedAllRiskForUser' }),
          }),
          composeUserSignIn(tenant, behindExit, random, {
            at: at(behindExit, 14),
            origin: { ipAddress: '198.51.100.246', autonomousSystemNumber: 64506, place: places.amsterdam },
            changes: risk({ state: 'none', eventTypes: ['riskyIPAddress'] }),
          }),
          ...[0, 1, 2].map((minute) =>
            composeUserSignIn(tenant, guessed, random, {
              at: at(guessed, 20 + minute),
              origin: { ipAddress: '203.0.113.52', autonomousSystemNumber: 64512, place: places.germany },
              errorCode: 50126,
              proof: 'wrongPassword',
              changes: risk({ state: 'atRisk' }),
            }),
          ),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: formerExit.principalName, why: 'The address has not been an exit of Tor for two years.' },
        { account: relay.principalName, why: 'An administrator dismissed the risk.' },
        { account: behindExit.principalName, why: 'Behind an exit of the company.' },
        { account: guessed.principalName, why: 'Nobody got in.' },
      ],
      context: {
        watchlists: {
          'tor-exits': `ip,last_seen\n198.51.100.187,2024-02-11\n203.0.113.52,${new Date(when(1, 4)).toISOString()}\n`,
          'corporate-egress': 'cidr,label\n198.51.100.246/32,gateway AMS\n',
        },
      },
    };
  },
};
