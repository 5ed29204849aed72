import { draftDropboxEvent, draftDropboxFiles, dropboxClient, dropboxDownload } from '../../dropbox/draft.js';
import { places } from '../../places.js';
import { dropboxDays } from '../dropbox-days.js';
import type { Story } from '../story.js';

/** A replayed browser session, without any sign-in, links an application; through it the files go. */
export const dropboxApplicationLinked: Story = {
  id: 'dropbox-application-linked',
  title: 'An application linked in a stolen session, and files fetched through it',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const victim = person(0);
    const origin = {
      ipAddress: '203.0.113.18',
      autonomousSystemNumber: 64500,
      place: places.amsterdam,
    };
    return {
      logs: {
        dropbox: [
          ...dropboxDays(stage, [victim], [0, 1, 2, 3]),
          draftDropboxEvent(victim, dropboxClient(stage, origin), when(4, 23), {
            type: 'app_link_user',
            category: 'apps',
            details: {
              app_info: { '.tag': 'user_linked_app', app_id: 'dbaid:EXAMPLE', display_name: 'Sync' },
            },
          }),
          ...draftDropboxFiles(victim, dropboxClient(stage, origin, 'api'), when(4, 23, 4), {
            ...dropboxDownload,
            path: '/Engineering',
            count: 45,
            apart: 3,
          }),
        ],
      },
      compromised: [
        { account: victim.principalName, severity: 'high', why: ['ApplicationLinked', 'BulkDownload'] },
      ],
      notCompromised: [],
    };
  },
};
