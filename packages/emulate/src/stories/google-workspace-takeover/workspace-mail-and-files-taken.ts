import {
  draftWorkspaceActivity,
  usualWorkspaceDays,
  workspaceFile,
  workspaceGrant,
  workspaceSignIn,
} from '../../google-workspace/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/**
 * Two accounts in strange hands. In one, Google finds the sign-in suspicious and a mail program is let in; in the other
 * eighty files are fetched and the mail is forwarded.
 */
export const workspaceMailAndFilesTaken: Story = {
  id: 'workspace-mail-and-files-taken',
  title: 'A mail program let into one account, files fetched and mail forwarded from another',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const [read, emptied] = [person(0), person(1)];
    const { hosting, farAway } = attackerOrigins;
    const mail = workspaceGrant('eM Client', 'https://mail.google.com/');
    const forwarding = {
      type: 'email_forwarding_change',
      name: 'email_forwarding_out_of_domain',
      parameters: [],
    };
    return {
      logs: {
        workspace: [
          ...[read, emptied].flatMap((user) => usualWorkspaceDays(stage, user, 0, 4)),
          draftWorkspaceActivity(stage, read, hosting, when(5, 1, 10), [workspaceSignIn(true)]),
          draftWorkspaceActivity(stage, read, hosting, when(5, 1, 14), [mail]),
          draftWorkspaceActivity(stage, emptied, farAway, when(5, 2), [workspaceSignIn()]),
          ...Array.from({ length: 80 }, (_, index) =>
            draftWorkspaceActivity(stage, emptied, farAway, when(5, 2, 3, index * 9), [
              workspaceFile(`doc-${index}`),
            ]),
          ),
          draftWorkspaceActivity(stage, emptied, farAway, when(5, 2, 10, 10), [forwarding]),
        ],
      },
      compromised: [
        { account: read.principalName, severity: 'high', why: ['TakeoverFromNewPlace'] },
        { account: emptied.principalName, severity: 'high', why: ['TakeoverFromNewPlace'] },
      ],
      notCompromised: [],
    };
  },
};
