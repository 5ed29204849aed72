import { draftWorkspaceActivity, usualWorkspaceDays, workspaceSignIn } from '../../google-workspace/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/** Google finds an administrator's sign-in suspicious; from there an account is made administrator and lets in an application. */
export const workspaceAdministratorAbroad: Story = {
  id: 'workspace-administrator-abroad',
  title: 'A suspicious sign-in of a Workspace administrator, then rights given away',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [administrator, helper] = [person(0), person(1)];
    const from = attackerOrigins.farAway;
    return {
      logs: {
        workspace: [
          ...usualWorkspaceDays(stage, administrator, 0, 5),
          ...usualWorkspaceDays(stage, helper, 0, 5),
          draftWorkspaceActivity(stage, administrator, from, when(5, 1, 30), [workspaceSignIn(true)]),
          draftWorkspaceActivity(stage, administrator, from, when(5, 1, 44), [
            {
              type: 'DELEGATED_ADMIN_SETTINGS',
              name: 'ASSIGN_ROLE',
              parameters: [{ name: 'USER_EMAIL', value: helper.principalName }],
            },
          ]),
        ],
      },
      compromised: [
        { account: administrator.principalName, severity: 'high', why: ['TakeoverFromNewPlace'] },
      ],
      notCompromised: [{ account: helper.principalName, why: 'Was given a role; did nothing with it.' }],
    };
  },
};
