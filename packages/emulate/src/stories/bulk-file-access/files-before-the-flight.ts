import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftFileEvents } from '../../m365-audit/draft-file.js';
import { places } from '../../places.js';
import { fileDays, signInDays } from '../office-days.js';
import type { Story } from '../story.js';

/**
 * A traveller fetches forty files at an airport with the own computer; somebody who moved house signs in there and lets the
 * new laptop fetch everything.
 */
export const filesBeforeTheFlight: Story = {
  id: 'files-before-the-flight',
  title: 'Forty files at an airport, and a new laptop in a new home',
  kind: 'benign',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const flying = person(0);
    const moved = person(1);
    const airport = { ipAddress: '198.51.100.236', autonomousSystemNumber: 64506, place: places.zurich };
    const home = { ipAddress: '2001:db8:7a:1::9', autonomousSystemNumber: 64497, place: places.lisbon };
    const days = [0, 1, 2, 3];
    return {
      logs: {
        signIns: [
          ...signInDays(stage, [flying, moved], days),
          composeUserSignIn(tenant, flying, random, { at: when(4, 5, 50), origin: airport }),
          composeUserSignIn(tenant, moved, random, { at: when(4, 18, 2), origin: home }),
        ],
        officeEvents: [
          ...fileDays(stage, [flying, moved], days),
          ...draftFileEvents(
            stage,
            flying,
            { ipAddress: airport.ipAddress, userAgent: flying.userAgent },
            when(4, 6),
            { operation: 'FileDownloaded', site: 'projects', file: 'to-read', count: 40, apart: 12 },
          ),
          ...draftFileEvents(
            stage,
            moved,
            {
              ipAddress: home.ipAddress,
              userAgent: 'Microsoft SkyDriveSync 24.201.1006.0005 ship; Windows NT 10.0 (26100)',
            },
            when(4, 18, 10),
            { operation: 'FileSyncDownloadedFull', file: 'mine', count: 120, apart: 2 },
          ),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: flying.principalName, why: 'The own computer on the way.' },
        { account: moved.principalName, why: 'The sync client of a new laptop, signed in at the new home.' },
      ],
    };
  },
};
