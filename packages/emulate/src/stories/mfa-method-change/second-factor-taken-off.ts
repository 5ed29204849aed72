import { applications } from '../../applications.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftPolicyChange, draftStrongAuthenticationOff } from '../../entra-audit/draft-method.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';
import { usualDays } from '../usual-days.js';

/** An administrator's session abroad takes the second factor off two people and sets the policy to report only. */
export const secondFactorTakenOff: Story = {
  id: 'second-factor-taken-off',
  title: "An administrator's session abroad takes the second factor off others",
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const admin = person(0);
    const origin = attackerOrigins.residentialProxy;
    const address = origin.ipAddress;
    return {
      logs: {
        signIns: [
          ...usualDays(stage, admin, 0, 3),
          composeUserSignIn(tenant, admin, random, {
            at: when(3, 23, 30),
            application: applications.azurePortal,
            origin,
          }),
        ],
        directoryChanges: [
          draftStrongAuthenticationOff(stage, admin, { at: when(3, 23, 41), address, of: person(1) }),
          draftStrongAuthenticationOff(stage, admin, { at: when(3, 23, 42), address, of: person(2) }),
          draftPolicyChange(stage, admin, {
            at: when(3, 23, 50),
            address,
            activity: 'Update conditional access policy',
            state: 'enabledForReportingButNotEnforced',
          }),
        ],
      },
      compromised: [{ account: admin.principalName, severity: 'high', why: ['SecondFactorOff'] }],
      notCompromised: [
        { account: person(1).principalName, why: 'What was changed is theirs, who changed it is not.' },
        { account: person(2).principalName, why: 'What was changed is theirs, who changed it is not.' },
      ],
    };
  },
};
