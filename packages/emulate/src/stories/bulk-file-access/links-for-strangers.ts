import { draftFileEvents } from '../../m365-audit/draft-file.js';
import { fileDays, signInDays } from '../office-days.js';
import type { Story } from '../story.js';

/** Instead of downloading, the attacker makes links that need no sign-in, and invites a mail address of their own. */
export const linksForStrangers: Story = {
  id: 'links-for-strangers',
  title: 'Links for everybody and invitations made in a strange browser',
  kind: 'attack',
  compose: (stage) => {
    const victim = stage.person(0);
    const days = [0, 1, 2, 3];
    const thief = {
      ipAddress: '203.0.113.199',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:131.0) Gecko/20100101 Firefox/131.0',
    };
    return {
      logs: {
        signIns: signInDays(stage, [victim], days),
        officeEvents: [
          ...fileDays(stage, [victim], days),
          ...draftFileEvents(stage, victim, thief, stage.when(4, 1, 30), {
            operation: 'AnonymousLinkCreated',
            site: 'board',
            file: 'minutes',
            count: 9,
            apart: 25,
          }),
          ...draftFileEvents(stage, victim, thief, stage.when(4, 1, 40), {
            operation: 'AddedToSecureLink',
            site: 'board',
            file: 'contracts',
            guest: 'collector@mail.example',
            count: 4,
            apart: 30,
          }),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['BulkSharing'] }],
      notCompromised: [],
    };
  },
};
