import {
  draftWorkspaceActivity,
  usualWorkspaceDays,
  workspaceFile,
  workspaceGrant,
  workspaceSignIn,
} from '../../google-workspace/draft.js';
import { places } from '../../places.js';
import type { Story } from '../story.js';

/**
 * A traveller fetches sixty files in a hotel and shares six; another lets an application into the calendar there; a
 * colleague at the office fetches a hundred and lets a mail program in.
 */
export const workspaceFilesOnAJourney: Story = {
  id: 'workspace-files-on-a-journey',
  title: 'Files fetched and shared in a hotel, a mail program let in at the office',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const [traveller, organiser, atDesk] = [person(0), person(1), person(2)];
    const hotel = { ipAddress: '203.0.113.88', autonomousSystemNumber: 64531, place: places.singapore };
    const inn = { ipAddress: '2001:db8:f0::12', autonomousSystemNumber: 64532, place: places.osaka };
    const files = (
      user: typeof traveller,
      from: typeof hotel | typeof atDesk.office,
      hour: number,
      count: number,
    ) =>
      Array.from({ length: count }, (_, index) =>
        draftWorkspaceActivity(stage, user, from, when(5, hour, 5, index * 11), [
          workspaceFile(`doc-${index}`),
        ]),
      );
    return {
      logs: {
        workspace: [
          ...[traveller, organiser, atDesk].flatMap((user) => usualWorkspaceDays(stage, user, 0, 4)),
          draftWorkspaceActivity(stage, traveller, hotel, when(5, 2), [workspaceSignIn()]),
          ...files(traveller, hotel, 2, 60),
          ...[0, 1, 2, 3, 4, 5].map((index) =>
            draftWorkspaceActivity(stage, traveller, hotel, when(5, 2, 40 + index), [
              workspaceFile(`doc-${index}`, true),
            ]),
          ),
          draftWorkspaceActivity(stage, organiser, inn, when(5, 3), [workspaceSignIn()]),
          draftWorkspaceActivity(stage, organiser, inn, when(5, 3, 9), [
            workspaceGrant('Calendar helper', 'https://www.googleapis.com/auth/calendar.events'),
          ]),
          ...files(atDesk, atDesk.office, 10, 100),
          draftWorkspaceActivity(stage, atDesk, atDesk.office, when(5, 11), [
            workspaceGrant('Thunderbird', 'https://mail.google.com/'),
          ]),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: traveller.principalName, why: 'Works with files in a hotel.' },
        { account: organiser.principalName, why: 'An application for the calendar.' },
        { account: atDesk.principalName, why: 'At the office.' },
      ],
    };
  },
};
