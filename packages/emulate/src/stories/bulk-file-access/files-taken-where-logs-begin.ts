import { draftFileEvents } from '../../m365-audit/draft-file.js';
import type { Story } from '../story.js';

/**
 * The export was made too late: it begins with the script that takes the files, and no sign-in is in it. A colleague's
 * browser fetches as many on that morning, which says nothing.
 */
export const filesTakenWhereLogsBegin: Story = {
  id: 'files-taken-where-logs-begin',
  title: 'Files fetched by a script in an export that begins with it',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const victim = person(0);
    const colleague = person(1);
    const taken = (file: string, count: number) => ({
      operation: 'FileDownloaded' as const,
      site: 'engineering',
      file,
      count,
      apart: 3,
    });
    return {
      logs: {
        officeEvents: [
          ...draftFileEvents(
            stage,
            victim,
            { ipAddress: '203.0.113.61', userAgent: 'python-requests/2.32.3' },
            when(0, 2, 10),
            taken('drawings', 60),
          ),
          ...draftFileEvents(
            stage,
            colleague,
            { ipAddress: colleague.office.ipAddress, userAgent: colleague.phoneUserAgent },
            when(0, 9),
            taken('minutes', 40),
          ),
        ],
      },
      compromised: [{ account: victim.principalName, severity: 'medium', why: ['BulkDownload'] }],
      notCompromised: [
        { account: colleague.principalName, why: 'Fetches files with a browser at the office.' },
      ],
    };
  },
};
