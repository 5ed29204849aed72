import { draftFileEvents } from '../../m365-audit/draft-file.js';
import { fileDays, signInDays } from '../office-days.js';
import type { Story } from '../story.js';

/** A phished session, replayed in a browser on a hosting network: the whole OneDrive and a finance site in half an hour. */
export const onedriveEmptied: Story = {
  id: 'onedrive-emptied',
  title: 'A OneDrive and a site downloaded in a strange browser',
  kind: 'attack',
  compose: (stage) => {
    const victim = stage.person(0);
    const colleagues = [victim, stage.person(1)];
    const days = [0, 1, 2, 3, 4, 7];
    const thief = {
      ipAddress: '203.0.113.54',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    };
    return {
      logs: {
        signIns: signInDays(stage, colleagues, days),
        officeEvents: [
          ...fileDays(stage, colleagues, days),
          ...draftFileEvents(stage, victim, thief, stage.when(8, 3, 10), {
            operation: 'FileDownloaded',
            file: 'everything',
            count: 48,
            apart: 11,
          }),
          ...draftFileEvents(stage, victim, thief, stage.when(8, 3, 25), {
            operation: 'FileDownloaded',
            site: 'finance',
            file: 'payroll',
            count: 31,
            apart: 9,
          }),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['BulkDownload'] }],
      notCompromised: [{ account: colleagues[1]?.principalName ?? '', why: 'Works as on every day.' }],
    };
  },
};
