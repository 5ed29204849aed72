import { composeUserSignIn } from '../../compose-sign-in.js';
import { draftFileEvents } from '../../m365-audit/draft-file.js';
import { places } from '../../places.js';
import { signInDays } from '../office-days.js';
import type { Story } from '../story.js';

/**
 * A device code approved by the victim signs a script in; through Graph it opens file after file, every few from another
 * address of a proxy network. The file logs begin with it: only sign-ins tell what is usual.
 */
export const filesTakenByAScript: Story = {
  id: 'files-taken-by-a-script',
  title: 'Files opened by a script through rotating addresses, after a sign-in of its own',
  kind: 'attack',
  compose: (stage) => {
    const { tenant, random, when, person } = stage;
    const victim = person(0);
    const addresses = [0, 1, 2, 3, 4].map((index) => `203.0.113.${20 + index * 31}`);
    return {
      logs: {
        signIns: [
          ...signInDays(stage, [victim], [0, 1, 2, 3, 4]),
          composeUserSignIn(tenant, victim, random, {
            at: when(5, 12, 58),
            origin: {
              ipAddress: addresses[0] ?? '',
              autonomousSystemNumber: 64511,
              place: places.singapore,
            },
            userAgent: 'python-requests/2.31.0',
            proof: 'claimsAndMfa',
          }),
        ],
        officeEvents: addresses.flatMap((ipAddress, index) =>
          draftFileEvents(
            stage,
            victim,
            { ipAddress, userAgent: 'python-requests/2.31.0' },
            when(5, 13, index * 7),
            {
              operation: index % 2 === 0 ? 'FileAccessed' : 'FileDownloaded',
              site: 'engineering',
              file: `drawings-${index}`,
              count: 12,
              apart: 8,
            },
          ),
        ),
      },
      compromised: [{ account: victim.principalName, severity: 'high', why: ['BulkDownload'] }],
      notCompromised: [],
    };
  },
};
