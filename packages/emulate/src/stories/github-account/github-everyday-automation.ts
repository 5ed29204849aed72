import { draftGitEvents, draftGitHubEvent, gitHubActor } from '../../github/draft.js';
import { codeDays, gitHubBrowser, repositories, withGit } from '../code-days.js';
import type { Story } from '../story.js';

/**
 * Builds on hosted runners that clone everything every night from other addresses; an owner who changes much at the
 * office; a developer at a hotel; a new laptop at home that clones what its owner works on.
 */
export const gitHubEverydayAutomation: Story = {
  id: 'github-everyday-automation',
  title: 'Nightly clones by builds, an owner at work, a hotel and a new laptop at home',
  kind: 'benign',
  compose: (stage) => {
    const { when, person } = stage;
    const owner = person(0);
    const travelling = person(1);
    const renewed = person(2);
    const builds = { login: 'tailspin-ci', id: 900_103 };
    const hotel = { ...gitHubBrowser(travelling), actorIp: '198.51.100.230', country: 'JP' };
    const home = {
      ...gitHubBrowser(renewed, 'home'),
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0',
    };
    return {
      logs: {
        gitHub: [
          ...codeDays(stage, [owner, travelling, renewed], [0, 1, 2, 3, 4], repositories('shop', 12)),
          ...[0, 1, 2, 3, 4, 5].flatMap((day) =>
            draftGitEvents(
              stage,
              builds,
              { actorIp: `203.0.113.${11 + day * 37}`, country: 'US', userAgent: 'git/2.47.1' },
              when(day, 2),
              { repos: repositories('shop', 30), apart: 4, token: 'bm90IGEgdG9rZW4=' },
            ),
          ),
          draftGitHubEvent(stage, gitHubActor(owner), gitHubBrowser(owner), when(4, 11), {
            action: 'repo.access',
            operationType: 'modify',
            repo: 'tailspin-example/shop-9',
            publicRepo: true,
            visibility: 'public',
            previousVisibility: 'private',
          }),
          draftGitHubEvent(stage, gitHubActor(owner), gitHubBrowser(owner), when(4, 11, 5), {
            action: 'org.invite_member',
            permission: 'admin',
            user: 'new-colleague',
            userId: 990_002,
          }),
          draftGitHubEvent(stage, gitHubActor(travelling), hotel, when(5, 7), {
            action: 'user.login',
            operationType: 'authentication',
          }),
          ...draftGitEvents(stage, gitHubActor(travelling), withGit(hotel), when(5, 7, 20), {
            action: 'git.fetch',
            repos: repositories('shop', 12),
            apart: 60,
          }),
          draftGitHubEvent(stage, gitHubActor(renewed), home, when(5, 19), { action: 'public_key.create' }),
          ...draftGitEvents(stage, gitHubActor(renewed), withGit(home, 'git/2.48.0'), when(5, 19, 10), {
            repos: [...repositories('shop', 12), ...repositories('tools', 15)],
            apart: 30,
          }),
        ],
      },
      compromised: [],
      notCompromised: [
        { account: builds.login, why: 'The same repositories every night.' },
        { account: gitHubActor(owner).login, why: 'Changes at the usual desk.' },
        { account: gitHubActor(travelling).login, why: 'Fetches what it works on, from a hotel.' },
        { account: gitHubActor(renewed).login, why: 'A new laptop in the own home.' },
      ],
    };
  },
};
