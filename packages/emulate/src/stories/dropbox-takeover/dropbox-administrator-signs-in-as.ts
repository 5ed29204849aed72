import { draftDropboxEvent, dropboxClient, dropboxLogin } from '../../dropbox/draft.js';
import { attackerOrigins } from '../../places.js';
import { dropboxDays } from '../dropbox-days.js';
import type { Story } from '../story.js';

/** Somebody with an administrator's password signs in as one member after the other, and makes one of them administrator. */
export const dropboxAdministratorSignsInAs: Story = {
  id: 'dropbox-administrator-signs-in-as',
  title: 'An administrator signs in as members from elsewhere and makes an administrator',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const administrator = person(0);
    const from = dropboxClient(stage, attackerOrigins.residentialProxy);
    return {
      logs: {
        dropbox: [
          ...dropboxDays(stage, [administrator, person(1)], [0, 1, 2, 3, 4]),
          draftDropboxEvent(administrator, from, when(5, 1, 58), dropboxLogin('two_factor_authentication')),
          ...[0, 1, 2].map((index) =>
            draftDropboxEvent(administrator, from, when(5, 2, index), {
              type: 'sign_in_as_session_start',
              category: 'logins',
              guest: person(index + 1).principalName,
            }),
          ),
          draftDropboxEvent(administrator, from, when(5, 2, 30), {
            type: 'member_change_admin_role',
            category: 'members',
            details: { new_value: { '.tag': 'team_admin' }, previous_value: { '.tag': 'member_only' } },
          }),
        ],
      },
      compromised: [
        { account: administrator.principalName, severity: 'high', why: ['AdministrationFromNewPlace'] },
      ],
      notCompromised: [{ account: person(1).principalName, why: 'Works as every day.' }],
    };
  },
};
