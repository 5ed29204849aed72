import { composeUserSignIn } from '../../compose-sign-in.js';
import type { Story } from '../story.js';

/** The Monday after passwords had to be changed: half the office mistypes once or twice, then gets in. */
export const mondayAtTheOffice: Story = {
  id: 'monday-at-the-office',
  title: 'Many mistyped passwords at the office after a change of passwords',
  kind: 'benign',
  compose: ({ tenant, random, when }) => {
    const [office] = tenant.offices;
    if (office === undefined) throw new Error('the tenant has no office');
    const staff = tenant.users.slice(0, 18);
    const signIns = staff.flatMap((user, index) => {
      const arrives = when(0, 7, 40 + index * 4);
      const mistakes = index % 3;
      return [
        ...Array.from({ length: mistakes }, (_, mistake) =>
          composeUserSignIn(tenant, user, random, {
            at: arrives + mistake * 20_000,
            origin: office,
            errorCode: 50126,
            proof: 'wrongPassword',
          }),
        ),
        composeUserSignIn(tenant, user, random, { at: arrives + mistakes * 20_000 + 9_000, origin: office }),
      ];
    });
    return {
      logs: { signIns },
      compromised: [],
      notCompromised: staff.map(({ principalName }) => ({
        account: principalName,
        why: 'Mistyped at the usual place and got in.',
      })),
    };
  },
};
