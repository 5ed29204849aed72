import { draftGitEvents, gitHubActor } from '../../github/draft.js';
import { codeDays, repositories, withGit } from '../code-days.js';
import type { Story } from '../story.js';

/** Somebody visits another office for a release and fetches twenty repositories that only the colleagues there worked on. */
export const gitHubVisitToAnotherOffice: Story = {
  id: 'github-visit-to-another-office',
  title: 'Twenty repositories fetched at an office where colleagues always are',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const visitor = person(0);
    const colleagues = [person(1), person(2), person(3)];
    const release = repositories('press', 20);
    const visited = withGit({ actorIp: '2001:db8:40::17', country: 'CA', userAgent: 'git/2.47.1' });
    return {
      logs: {
        gitHub: [
          ...codeDays(stage, [visitor], [0, 1, 2, 3, 4], repositories('shop', 6)),
          ...colleagues.flatMap((colleague) =>
            [0, 1, 2, 3, 4].flatMap((day) =>
              draftGitEvents(stage, gitHubActor(colleague), visited, when(day, 15), {
                action: 'git.fetch',
                repos: release.slice(day),
                apart: 60,
              }),
            ),
          ),
          ...draftGitEvents(stage, gitHubActor(visitor), withGit(visited), when(5, 16), {
            action: 'git.fetch',
            repos: release,
            apart: 30,
          }),
        ],
      },
      compromised: [],
      notCompromised: [{ account: gitHubActor(visitor).login, why: 'Where three colleagues always are.' }],
    };
  },
};
