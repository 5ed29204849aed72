import {
  draftDropboxEvent,
  draftDropboxFiles,
  dropboxClient,
  dropboxDownload,
  dropboxLogin,
} from '../../dropbox/draft.js';
import { places } from '../../places.js';
import { dropboxDays } from '../dropbox-days.js';
import type { Story } from '../story.js';

/** A phished password and a code: the second factor is switched off, files are fetched, folders shared with a stranger. */
export const dropboxEmptiedAndShared: Story = {
  id: 'dropbox-emptied-and-shared',
  title: 'Second factor off, files fetched, folders shared with a stranger',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const victim = person(0);
    const colleague = person(1);
    const thief = dropboxClient(stage, {
      ipAddress: '203.0.113.91',
      autonomousSystemNumber: 64500,
      place: places.lagos,
    });
    return {
      logs: {
        dropbox: [
          ...dropboxDays(stage, [victim, colleague], [0, 1, 2, 3, 4]),
          draftDropboxEvent(victim, thief, when(5, 2), dropboxLogin('two_factor_authentication')),
          draftDropboxEvent(victim, thief, when(5, 2, 3), {
            type: 'tfa_change_status',
            category: 'tfa',
            details: {
              new_value: { '.tag': 'disabled' },
              previous_value: { '.tag': 'authenticator' },
              used_rescue_code: false,
            },
          }),
          ...draftDropboxFiles(victim, thief, when(5, 2, 6), {
            ...dropboxDownload,
            path: '/Finance/2026',
            count: 34,
            apart: 7,
          }),
          ...draftDropboxFiles(victim, thief, when(5, 2, 20), {
            type: 'shared_content_add_member',
            category: 'sharing',
            path: '/Board',
            guest: 'collector@mail.example',
            count: 6,
            apart: 20,
          }),
        ],
      },
      compromised: [
        {
          account: victim.principalName,
          severity: 'high',
          why: ['BulkDownload', 'BulkSharing', 'SecondFactorRemoved'],
        },
      ],
      notCompromised: [{ account: colleague.principalName, why: 'Works as on every day.' }],
    };
  },
};
