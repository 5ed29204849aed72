import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftFileEvents } from '../../m365-audit/draft-file.js';
import { places } from '../../places.js';
import { fileDays, signInDays } from '../office-days.js';
import type { Story } from '../story.js';

/**
 * A migration that copies sites for a week, a new laptop that fetches everything at the office, a handover of sixty files,
 * a dozen links for a customer from the desk, a few files at a hotel, and a telephone that is new.
 */
export const busyDaysWithFiles: Story = {
  id: 'busy-days-with-files',
  title: 'A migration, a new laptop, a handover, links for a customer and a hotel',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const people = [0, 1, 2, 3, 4, 5].map((index) => person(index));
    const [migrating, renewed, leaving, selling, travelling, calling] = people;
    if (!migrating || !renewed || !leaving || !selling || !travelling || !calling) throw new Error('no cast');
    const days = [0, 1, 2, 3, 4];
    const hotel = { ipAddress: '198.51.100.233', autonomousSystemNumber: 64505, place: places.porto };
    const server = { ipAddress: migrating.office.ipAddress, userAgent: 'ISV|ShareGate|Migrate/1.0' };
    const desk = (user: typeof leaving) => ({ ipAddress: user.office.ipAddress, userAgent: user.userAgent });
    return {
      logs: {
        signIns: [
          ...signInDays(stage, people, days),
          composeUserSignIn(tenant, travelling, random, { at: when(4, 19), origin: hotel }),
        ],
        officeEvents: [
          ...fileDays(stage, people, days),
          ...days.flatMap((day) =>
            draftFileEvents(stage, migrating, server, when(day, 22), {
              operation: 'FileDownloaded',
              site: 'archive',
              file: `box-${day}`,
              count: 60,
              apart: 20,
            }),
          ),
          ...draftFileEvents(
            stage,
            renewed,
            {
              ipAddress: renewed.office.ipAddress,
              userAgent: 'Microsoft SkyDriveSync 24.201.1006.0005 ship; Windows NT 10.0 (26100)',
            },
            when(4, 9, 30),
            { operation: 'FileSyncDownloadedFull', file: 'mine', count: 90, apart: 3 },
          ),
          ...draftFileEvents(stage, leaving, desk(leaving), when(4, 15), {
            operation: 'FileDownloaded',
            site: 'projects',
            file: 'handover',
            count: 60,
            apart: 15,
          }),
          ...draftFileEvents(stage, selling, desk(selling), when(4, 11), {
            operation: 'AddedToSecureLink',
            site: 'offers',
            file: 'offer',
            guest: 'buyer@fabrikam.example',
            count: 12,
            apart: 60,
          }),
          ...draftFileEvents(
            stage,
            travelling,
            { ipAddress: hotel.ipAddress, userAgent: travelling.userAgent },
            when(4, 19, 10),
            { operation: 'FileAccessed', file: 'slides', count: 9, apart: 300 },
          ),
          ...draftFileEvents(
            stage,
            calling,
            { ipAddress: calling.home.ipAddress, userAgent: 'OneDrive/16.51 (Android/15; google/Pixel 10)' },
            when(4, 21),
            { operation: 'FileDownloaded', file: 'photos', count: 40, apart: 6 },
          ),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: migrating.principalName, why: 'The same copies from the same server every night.' },
        { account: renewed.principalName, why: 'A new laptop fetches its files at the office.' },
        { account: leaving.principalName, why: 'At the usual desk.' },
        { account: selling.principalName, why: 'Links for a customer from the usual desk.' },
        { account: travelling.principalName, why: 'Nine files at a hotel.' },
        { account: calling.principalName, why: 'A new telephone in the own home.' },
      ],
    };
  },
};
