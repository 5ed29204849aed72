import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { places } from '../../places.js';
import { byDeviceCode, codeApplications } from '../device-code.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * A computer whose VPN is switched on and off, with an exit in another country; one that is carried home; a telephone
 * between the house and the street; and a developer who signs in a shell with a code, at the office. A service of
 * Microsoft's goes on with the session of the computer that was carried home, and so does the company's exit abroad.
 */
export const oneSessionManyNetworks: Story = {
  id: 'one-session-many-networks',
  title: 'A VPN switched on and off, a computer carried home, a code for a shell',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const [tunnelled, carried, walking, developer] = [0, 1, 2, 3].map(person);
    if (!tunnelled || !carried || !walking || !developer) throw new Error('nobody');
    const exit = { ipAddress: '198.51.100.251', autonomousSystemNumber: 64507, place: places.singapore };
    const sessions = [random.guid(), random.guid(), random.guid()];
    const later = (session: number): { changes: { sessionId: string | null } } => ({
      changes: { sessionId: sessions[session] ?? null },
    });
    return {
      logs: {
        signIns: [
          ...[tunnelled, carried, walking, developer].flatMap((user) => usualDays(stage, user, 0, 3)),
          ...[0, 1, 2, 3].map((turn) =>
            composeUserSignIn(tenant, tunnelled, random, {
              at: when(4, 9, turn * 11),
              category: turn === 0 ? 'interactive' : 'nonInteractive',
              application: applications.teams,
              origin: turn % 2 === 0 ? tunnelled.office : exit,
              ...later(0),
            }),
          ),
          ...[carried.office, carried.home].map((origin, turn) =>
            composeUserSignIn(tenant, carried, random, {
              at: when(4, 16 + turn * 2, 5),
              origin,
              ...later(1),
            }),
          ),
          composeUserSignIn(tenant, carried, random, {
            at: when(4, 16, 40),
            category: 'nonInteractive',
            application: applications.teams,
            origin: { ipAddress: '198.51.100.252', autonomousSystemNumber: 8075, place: places.germany },
            userAgent: '',
            ...later(1),
          }),
          composeUserSignIn(tenant, carried, random, {
            at: when(4, 19, 10),
            origin: { ipAddress: '198.51.100.253', autonomousSystemNumber: 64508, place: places.amsterdam },
            ...later(1),
          }),
          ...[walking.home, walking.mobile].map((origin, turn) =>
            composeUserSignIn(tenant, walking, random, {
              at: when(4, 12, turn * 20),
              category: 'nonInteractive',
              origin,
              device: walking.phone,
              userAgent: walking.phoneUserAgent,
              ...later(2),
            }),
          ),
          byDeviceCode(
            composeUserSignIn(tenant, developer, random, {
              at: when(4, 13, 2),
              application: codeApplications.azureCli,
              proof: 'passwordAndMfa',
            }),
          ),
        ],
      },
      context: { watchlists: { 'corporate-egress': 'cidr,label\n198.51.100.253/32,AMS exit\n' } },
      compromised: [],
      notCompromised: [
        { account: tunnelled.principalName, why: 'The same computer on both sides of the VPN.' },
        { account: carried.principalName, why: 'The computer was carried home.' },
        { account: walking.principalName, why: 'The telephone left the house.' },
        { account: developer.principalName, why: 'A code for a shell, at the office.' },
      ],
    };
  },
};
