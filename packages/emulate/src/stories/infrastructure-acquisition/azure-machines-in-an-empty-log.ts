import { draftAzureMachine } from '../../azure-activity/draft.js';
import { composeUserSignIn } from '../../compose-sign-in.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * A subscription in which nothing happened: the activity log begins with the intruder, who takes an account that signs in
 * to Entra every day elsewhere. On the same day a colleague makes the first machine of a project at the office.
 */
export const azureMachinesInAnEmptyLog: Story = {
  id: 'azure-machines-in-an-empty-log',
  title: 'Azure machines with graphics processors in a subscription that nobody used',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const colleague = person(1);
    const intruder = { who: victim, callerIpAddress: attackerOrigins.hosting.ipAddress };
    const atDesk = { who: colleague, callerIpAddress: colleague.office.ipAddress };
    const days = [0, 1, 2, 3].flatMap((day) =>
      [victim, colleague].map((user) =>
        composeUserSignIn(tenant, user, random, {
          at: when(day, 8, random.integer(40)),
          origin: user.office,
        }),
      ),
    );
    const entry = composeUserSignIn(tenant, victim, random, {
      at: when(3, 20, 50),
      origin: attackerOrigins.hosting,
      proof: 'password',
    });
    return {
      logs: {
        signIns: [...days, entry],
        azureOperations: [
          ...['westeurope', 'northeurope', 'uksouth'].flatMap((location, index) =>
            draftAzureMachine(stage, atDesk, when(3, 10, index * 9), {
              name: `project-${location}`,
              location,
              size: 'Standard_D2s_v5',
            }),
          ),
          ...['koreacentral', 'brazilsouth'].flatMap((location, index) =>
            draftAzureMachine(stage, intruder, when(3, 21, 4 * index), {
              name: `n${index}`,
              location,
              size: 'Standard_ND96asr_v4',
            }),
          ),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['LargeMachinesFromNewPlace'] }],
      notCompromised: [
        { account: colleague.principalName, why: 'Makes the first machines of a project at the office.' },
      ],
    };
  },
};
