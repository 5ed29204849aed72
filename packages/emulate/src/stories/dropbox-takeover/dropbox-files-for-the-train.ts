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

/** Abroad, a traveller fetches forty files with the same kind of sign-in and program as always. */
export const dropboxFilesForTheTrain: Story = {
  id: 'dropbox-files-for-the-train',
  title: 'Forty files fetched abroad, by the usual way in',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const travelling = person(0);
    const abroad = dropboxClient(stage, {
      ipAddress: '198.51.100.235',
      autonomousSystemNumber: 64505,
      place: places.zurich,
    });
    return {
      logs: {
        dropbox: [
          ...dropboxDays(stage, [travelling], [0, 1, 2, 3]),
          draftDropboxEvent(travelling, abroad, when(4, 6), dropboxLogin('two_factor_authentication')),
          ...draftDropboxFiles(travelling, abroad, when(4, 6, 5), {
            ...dropboxDownload,
            path: '/Reading',
            count: 40,
            apart: 15,
          }),
        ],
      },
      compromised: [],
      notCompromised: [{ account: travelling.principalName, why: 'The usual way in, while travelling.' }],
    };
  },
};
