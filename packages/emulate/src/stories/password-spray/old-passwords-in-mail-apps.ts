import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';

/** Telephones go on asking for mail with the old password, every few minutes, from home and from the road. */
export const oldPasswordsInMailApps: Story = {
  id: 'old-passwords-in-mail-apps',
  title: 'Mail programs that still have the old password',
  kind: 'benign',
  compose: ({ tenant, random, when }) => {
    const staff = tenant.users.slice(0, 14);
    const signIns = staff.flatMap((user, index) => [
      ...Array.from({ length: 9 }, (_, attempt) =>
        composeUserSignIn(tenant, user, random, {
          at: when(0, 8 + attempt, index * 3, random.integer(60)),
          application: applications.exchangeOnline,
          origin: attempt % 2 === 0 ? user.mobile : user.home,
          device: user.phone,
          userAgent: 'Apple-iPhone15C2/2207.100',
          errorCode: 50126,
          proof: 'wrongPassword',
        }),
      ),
      composeUserSignIn(tenant, user, random, { at: when(0, 9, index * 3 + 1), origin: user.office }),
    ]);
    return {
      logs: { signIns },
      compromised: [],
      notCompromised: staff.map(({ principalName }) => ({
        account: principalName,
        why: "The account's own telephone has an old password.",
      })),
    };
  },
};
