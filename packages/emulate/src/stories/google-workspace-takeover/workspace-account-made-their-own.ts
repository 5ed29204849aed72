import { draftWorkspaceActivity, usualWorkspaceDays, workspaceSignIn } from '../../google-workspace/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Somebody signs in with a phished password and prompt, changes the recovery telephone, switches the second step off and
 * has the mail forwarded.
 */
export const workspaceAccountMadeTheirOwn: Story = {
  id: 'workspace-account-made-their-own',
  title: 'Recovery, second step and mail of a Workspace account changed from elsewhere',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [victim, colleague] = [person(0), person(1)];
    const from = attackerOrigins.residentialProxy;
    const change = (minute: number, type: string, name: string) =>
      draftWorkspaceActivity(stage, victim, from, when(4, 3, minute), [{ type, name, parameters: [] }]);
    return {
      logs: {
        workspace: [
          ...usualWorkspaceDays(stage, victim, 0, 4),
          ...usualWorkspaceDays(stage, colleague, 0, 4),
          draftWorkspaceActivity(stage, victim, from, when(4, 3, 2), [workspaceSignIn()]),
          change(6, 'recovery_info_change', 'recovery_phone_edit'),
          change(9, '2sv_change', '2sv_disable'),
          draftWorkspaceActivity(stage, victim, from, when(4, 3, 15), [
            {
              type: 'email_forwarding_change',
              name: 'email_forwarding_out_of_domain',
              parameters: [
                { name: 'email_forwarding_destination_address', value: 'archive@outside.example' },
              ],
            },
          ]),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['TakeoverFromNewPlace'] }],
      notCompromised: [{ account: colleague.principalName, why: 'Usual days.' }],
    };
  },
};
