import type { GitHubEvent } from '../github/github-event.js';
import { draftGitEvents, draftGitHubEvent, gitHubActor } from '../github/draft.js';
import type { GitHubOrigin } from '../github/draft.js';
import type { TenantUser } from '../tenant.js';
import type { Stage } from './story.js';

/** Where a person's browser is, at the office or at home. */
export function gitHubBrowser(person: TenantUser, where: 'office' | 'home' = 'office'): GitHubOrigin {
  return {
    actorIp: person[where].ipAddress,
    country: person[where].place.countryOrRegion,
    userAgent: person.userAgent,
  };
}

/** The same place with Git over SSH. */
export function withGit(from: GitHubOrigin, userAgent = 'git/2.39.5 (Apple Git-154)'): GitHubOrigin {
  return { ...from, userAgent };
}

/** What developers leave on some days: a login, some fetches and pushes of their repositories, a pull request. */
export function codeDays(
  stage: Stage,
  people: readonly TenantUser[],
  days: readonly number[],
  repos: readonly string[],
): readonly GitHubEvent[] {
  return people.flatMap((person) => {
    const who = gitHubActor(person);
    return days.flatMap((day) => {
      const browser = gitHubBrowser(person, day % 3 === 2 ? 'home' : 'office');
      return [
        draftGitHubEvent(stage, who, browser, stage.when(day, 8, stage.random.integer(50)), {
          action: 'user.login',
          operationType: 'authentication',
        }),
        ...draftGitEvents(stage, who, withGit(browser), stage.when(day, 9, stage.random.integer(50)), {
          action: 'git.fetch',
          repos,
          apart: 300,
        }),
        ...draftGitEvents(stage, who, withGit(browser), stage.when(day, 15, stage.random.integer(50)), {
          action: 'git.push',
          repos: repos.slice(0, 2),
          apart: 900,
        }),
      ];
    });
  });
}

/** Names of repositories, `area-1` and on. */
export function repositories(area: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${area}-${index + 1}`);
}
