import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/**
 * A guest's account of a partner is taken; from abroad it opens the Azure portal of this tenant with the password alone,
 * as no policy here asks guests for more.
 */
export const partnerAccountInThePortal: Story = {
  id: 'partner-account-in-the-portal',
  title: "A partner's account opens the Azure portal from abroad with a password alone",
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when } = stage;
    const [taken, colleague] = tenant.guests;
    if (taken === undefined || colleague === undefined) throw new Error('the tenant has no guests');
    return {
      logs: {
        signIns: [
          ...usualDays(stage, taken, 0, 3),
          ...usualDays(stage, colleague, 0, 3),
          ...[0, 6].map((minute) =>
            composeUserSignIn(tenant, taken, random, {
              at: when(4, 1, 12 + minute),
              application: minute === 0 ? applications.azurePortal : applications.powerShell,
              origin: attackerOrigins.farAway,
              proof: 'password',
            }),
          ),
        ],
      },
      compromised: [{ account: taken.principalName, severity: 'high', why: ['CrossTenantSingleFactor'] }],
      notCompromised: [{ account: colleague.principalName, why: 'Worked as every day.' }],
    };
  },
};
