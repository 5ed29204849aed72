import { draftGitHubEvent, gitHubActor } from '../../github/draft.js';
import { codeDays, repositories } from '../code-days.js';
import type { Story } from '../story.js';

/**
 * A browser session stolen by malware on the victim's computer: elsewhere a token and an SSH key are made, and a program
 * reads the alerts of secret scanning, which hold the secrets.
 */
export const gitHubSessionMakesKeys: Story = {
  id: 'github-session-makes-keys',
  title: 'A stolen session makes a token and a key, and reads found secrets',
  kind: 'attack',
  compose: (stage) => {
    const { when, person } = stage;
    const victim = person(0);
    const who = gitHubActor(victim);
    const browser = {
      actorIp: '203.0.113.140',
      country: 'BR',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0',
    };
    const program = { ...browser, userAgent: 'python-requests/2.32.3' };
    return {
      logs: {
        gitHub: [
          ...codeDays(stage, [victim], [0, 1, 2, 3], repositories('shop', 3)),
          draftGitHubEvent(stage, who, browser, when(4, 3, 2), { action: 'oauth_access.create' }),
          draftGitHubEvent(stage, who, browser, when(4, 3, 5), { action: 'public_key.create' }),
          ...[1, 2, 3].map((page) =>
            draftGitHubEvent(stage, who, program, when(4, 3, 9, page), {
              action: 'api.request',
              operationType: 'access',
              accessType: 'Personal access token (classic)',
              request: {
                method: 'GET',
                path: `/orgs/tailspin-example/secret-scanning/alerts`,
                status: 200,
              },
            }),
          ),
        ],
      },
      compromised: [{ account: who.login, severity: 'high', why: ['NewCredential', 'SecretAccess'] }],
      notCompromised: [],
    };
  },
};
