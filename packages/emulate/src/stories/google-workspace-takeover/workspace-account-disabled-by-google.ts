import { draftWorkspaceActivity, usualWorkspaceDays } from '../../google-workspace/draft.js';
import type { Story } from '../story.js';

/** Google disables an account that somebody else uses, and another whose password it found in a leak. */
export const workspaceAccountDisabledByGoogle: Story = {
  id: 'workspace-account-disabled-by-google',
  title: 'Workspace accounts that Google disabled',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [hijacked, leaked] = [person(0), person(1)];
    const disabled = (user: typeof hijacked, name: string, hour: number) =>
      draftWorkspaceActivity(stage, user, user.office, when(3, hour), [
        {
          type: 'account_warning',
          name,
          parameters: [{ name: 'affected_email_address', value: user.principalName }],
        },
      ]);
    return {
      logs: {
        workspace: [
          ...usualWorkspaceDays(stage, hijacked, 0, 2),
          ...usualWorkspaceDays(stage, leaked, 0, 2),
          disabled(leaked, 'account_disabled_password_leak', 7),
          disabled(hijacked, 'account_disabled_hijacked', 6),
        ],
      },
      compromised: [
        { account: leaked.principalName, severity: 'high', why: ['DisabledByGoogle'] },
        { account: hijacked.principalName, severity: 'high', why: ['DisabledByGoogle'] },
      ],
      notCompromised: [],
    };
  },
};
