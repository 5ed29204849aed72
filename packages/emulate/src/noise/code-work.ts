import { draftGitEvents, draftGitHubEvent, gitHubActor } from '../github/draft.js';
import type { GitHubOrigin } from '../github/draft.js';
import type { GitHubEvent } from '../github/github-event.js';
import { createRandom } from '../random.js';
import { repositories } from '../stories/code-days.js';
import { seatsAt, times, within, working } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { addressIn, runners } from './networks.js';

const DAY_OF_TOKENS = 11;

/** What GitHub's audit log has of a day: developers at their repositories, builds, keys and settings. */
export function codeWork(day: NoiseDay): readonly GitHubEvent[] {
  return [...developers(day), ...builds(day), ...owners(day)];
}

function developers(day: NoiseDay): readonly GitHubEvent[] {
  const stage = day.stageFor('github');
  const { random } = stage;
  return working(day, 'developers', 'data').flatMap((person) => {
    const who = gitHubActor(person.user);
    const own = createRandom(`${person.resident.seed}/github`);
    const area = own.pick(['shop', 'tools', 'pipeline']);
    const token = own.chance(0.25) ? Buffer.from(person.user.id.slice(0, 18)).toString('base64') : null;
    const git = own.pick(['git/2.39.5 (Apple Git-154)', 'git/2.43.0', 'git/2.47.1.windows.1']);
    return seatsAt(person, 'computer').flatMap((seat) => {
      const browser: GitHubOrigin = {
        actorIp: seat.origin.ipAddress,
        country: seat.origin.place.countryOrRegion,
        userAgent: person.user.userAgent,
      };
      const program = { ...browser, userAgent: git };
      const mine = repositories(area, 12);
      const some = mine.filter(() => random.chance(0.25 * day.rate));
      const at = (): number => within(stage, day.index, seat);
      const renewed = person.resident.newComputerOn === day.index;
      return [
        ...(random.chance(0.3)
          ? [
              draftGitHubEvent(stage, who, browser, at(), {
                action: 'user.login',
                operationType: 'authentication',
              }),
            ]
          : []),
        ...draftGitEvents(stage, who, program, at(), { action: 'git.fetch', repos: some, apart: 300, token }),
        ...draftGitEvents(stage, who, program, at(), {
          action: 'git.push',
          repos: some.slice(0, 2),
          apart: 900,
          token,
        }),
        ...(random.chance(0.08)
          ? draftGitEvents(stage, who, program, at(), {
              repos: repositories(random.pick(['shop', 'tools', 'pipeline']), 1 + random.integer(3)),
              apart: 60,
              token,
            })
          : []),
        // A new computer needs a key, and all that its owner works on.
        ...(renewed
          ? [
              draftGitHubEvent(stage, who, browser, at(), { action: 'public_key.create' }),
              ...draftGitEvents(stage, who, program, at(), {
                repos: [...mine, ...repositories('docs', 14)],
                apart: 20,
                token,
              }),
            ]
          : []),
        ...(own.chance(0.2) && day.index % 30 === DAY_OF_TOKENS
          ? [
              draftGitHubEvent(stage, who, browser, at(), {
                action: 'personal_access_token.access_granted',
                accessType: 'Personal access token (fine-grained)',
              }),
            ]
          : []),
        ...(random.chance(0.004)
          ? [draftGitHubEvent(stage, who, browser, at(), { action: 'public_key.create' })]
          : []),
        ...(random.chance(0.03)
          ? [
              draftGitHubEvent(stage, who, browser, at(), {
                action: random.pick([
                  'pull_request.merge',
                  'protected_branch.update_required_approving_review_count',
                ]),
                repo: `tailspin-example/${random.pick(mine)}`,
              }),
            ]
          : []),
      ];
    });
  });
}

/** Builds clone on every run, each from another machine; at night one clones everything for the search index. */
function builds(day: NoiseDay): readonly GitHubEvent[] {
  const stage = day.stageFor('github-builds');
  const { random, when } = stage;
  const bot = { login: 'tailspin-ci', id: 900_103 };
  const machine = (): GitHubOrigin => ({
    actorIp: addressIn(runners, random),
    country: 'US',
    userAgent: 'git/2.47.1',
  });
  const runs = Array.from({ length: times(random, 90 * day.machineRate) }, () =>
    draftGitEvents(
      stage,
      bot,
      machine(),
      when(day.index, random.integer(24), random.integer(60), random.integer(60)),
      {
        repos: [random.pick(repositories(random.pick(['shop', 'tools', 'pipeline']), 12))],
        apart: 1,
        token: 'Y2kgdG9rZW4=',
      },
    ),
  ).flat();
  const index = { login: 'tailspin-search', id: 900_104 };
  return [
    ...runs,
    ...draftGitEvents(stage, index, machine(), when(day.index, 2, 30), {
      repos: [...repositories('shop', 40), ...repositories('tools', 25), ...repositories('pipeline', 15)],
      apart: 3,
      token: 'aW5kZXggdG9rZW4=',
    }),
  ];
}

/** Owners invite people, open a repository to the public now and then, and keep hooks. */
function owners(day: NoiseDay): readonly GitHubEvent[] {
  const stage = day.stageFor('github-owners');
  const { random } = stage;
  return working(day, 'administrators').flatMap((person) => {
    const [seat] = seatsAt(person, 'computer');
    if (seat === undefined || !random.chance(0.08)) return [];
    const from = {
      actorIp: seat.origin.ipAddress,
      country: seat.origin.place.countryOrRegion,
      userAgent: person.user.userAgent,
    };
    const act = random.pick([
      { action: 'org.invite_member', permission: 'read', user: 'new-colleague', userId: 990_002 },
      { action: 'org.invite_member', permission: 'admin', user: 'new-lead', userId: 990_003 },
      { action: 'team.add_repository', repo: 'tailspin-example/shop-3' },
      { action: 'hook.create', operationType: 'create', repo: 'tailspin-example/shop-1' },
      {
        action: 'repo.access',
        operationType: 'modify',
        repo: 'tailspin-example/docs-2',
        publicRepo: true,
        visibility: 'public',
        previousVisibility: 'private',
      },
    ]);
    return [draftGitHubEvent(stage, gitHubActor(person.user), from, within(stage, day.index, seat), act)];
  });
}
