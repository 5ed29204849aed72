import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/** One address tries the staff with two passwords; one account's is right, and the second factor is asked for. */
export const sprayStoppedByMfa: Story = {
  id: 'spray-stopped-by-mfa',
  title: 'Password spray whose one right password the second factor stops',
  kind: 'attack',
  compose: ({ tenant, random, when, person }) => {
    const victim = person(0);
    const others = tenant.users.filter((user) => user !== victim).slice(0, 14);
    const tool = {
      application: applications.exchangeOnline,
      origin: attackerOrigins.overIpv6,
      device: { ...victim.phone, operatingSystem: '', browser: '' },
      userAgent: 'BAV2ROPC',
    };
    const refused = [0, 1].flatMap((round) =>
      others.map((user, index) =>
        composeUserSignIn(tenant, user, random, {
          ...tool,
          at: when(0, 3 + round * 2, index * 3, random.integer(60)),
          category: 'nonInteractive',
          errorCode: 50126,
          proof: 'wrongPassword',
        }),
      ),
    );
    const stopped = composeUserSignIn(tenant, victim, random, {
      ...tool,
      at: when(0, 5, 50),
      category: 'nonInteractive',
      errorCode: 50076,
      proof: 'mfaPending',
    });
    return {
      logs: { signIns: [...refused, stopped] },
      compromised: [{ account: victim.principalName, severity: 'medium', why: ['SprayPasswordRight'] }],
      notCompromised: others.map(({ principalName }) => ({
        account: principalName,
        why: 'Tried in the spray; both passwords were wrong.',
      })),
    };
  },
};
