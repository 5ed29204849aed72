import { draftGitEvents, draftGitHubEvent, gitHubActor } from '../../github/draft.js';
import { codeDays, gitHubBrowser, repositories, withGit } from '../code-days.js';
import type { Story } from '../story.js';

/**
 * A new laptop in a new flat: a key is made and the own repositories are cloned. And a new colleague's first day: a key and
 * a dozen clones, with nothing before.
 */
export const gitHubFirstDayElsewhere: Story = {
  id: 'github-first-day-elsewhere',
  title: 'A new laptop in a new flat, and a new colleague’s first day',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const moved = person(0);
    const hired = person(1);
    const flat = {
      actorIp: '198.51.100.244',
      country: 'CH',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
    };
    const desk = gitHubBrowser(hired);
    const own = repositories('shop', 14);
    return {
      logs: {
        gitHub: [
          ...codeDays(stage, [moved], [0, 1, 2, 3, 4], own),
          draftGitHubEvent(stage, gitHubActor(moved), flat, when(5, 18), { action: 'public_key.create' }),
          ...draftGitEvents(stage, gitHubActor(moved), withGit(flat, 'git/2.48.0'), when(5, 18, 10), {
            repos: own,
            apart: 30,
          }),
          draftGitHubEvent(stage, gitHubActor(hired), desk, when(5, 9), { action: 'public_key.create' }),
          ...draftGitEvents(stage, gitHubActor(hired), withGit(desk), when(5, 9, 30), {
            repos: repositories('shop', 12),
            apart: 120,
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: gitHubActor(moved).login, why: 'A key and the repositories that its owner works on.' },
        { account: gitHubActor(hired).login, why: 'Nothing before tells what is usual.' },
      ],
    };
  },
};
