import { draftDropboxFiles, dropboxClient, dropboxDownload } from '../../dropbox/draft.js';
import { places } from '../../places.js';
import { dropboxDays } from '../dropbox-days.js';
import type { Story } from '../story.js';

/** A photographer fetches a shoot of some 120 pictures every day at the studio, and one day 180 of them in a hotel. */
export const dropboxHeavyUserTravels: Story = {
  id: 'dropbox-heavy-user-travels',
  title: 'Somebody who always fetches hundreds of files does so in a hotel',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const photographer = person(0);
    const hotel = { ipAddress: '198.51.100.232', autonomousSystemNumber: 64505, place: places.osaka };
    const shoot = (day: number, hour: number, origin: typeof photographer.office, count: number) =>
      draftDropboxFiles(photographer, dropboxClient(stage, origin), when(day, hour), {
        ...dropboxDownload,
        path: `/Shoots/${day}`,
        count,
        apart: 20,
      });
    return {
      logs: {
        dropbox: [
          ...dropboxDays(stage, [photographer], [0, 1, 2, 3]),
          ...[0, 1, 2, 3].flatMap((day) => shoot(day, 14, photographer.office, 115 + day * 3)),
          ...shoot(4, 21, hotel, 180),
        ],
      },
      compromised: [],
      notCompromised: [{ account: photographer.principalName, why: 'Fetches as many every day.' }],
    };
  },
};
