import { createRandom } from '../random.js';
import { instant } from '../time.js';
import type { GitHubEvent } from './github-event.js';

type Kind = Pick<GitHubEvent, 'action' | 'operationType'> &
  Partial<
    Pick<
      GitHubEvent,
      'hasCreated' | 'publicRepo' | 'visibility' | 'previousVisibility' | 'permission' | 'accessType'
    >
  > & { readonly onRepo?: true; readonly onUser?: true; readonly hooked?: true };

/** What happens, in turns. */
const kinds: readonly Kind[] = [
  { action: 'org.disable_two_factor_requirement', operationType: 'modify' },
  {
    action: 'repo.access',
    operationType: 'modify',
    onRepo: true,
    publicRepo: true,
    visibility: 'public',
    previousVisibility: 'private',
  },
  { action: 'org.invite_member', operationType: 'create', onUser: true, permission: 'admin' },
  {
    action: 'git.clone',
    operationType: null,
    hasCreated: false,
    onRepo: true,
    accessType: 'Personal access token (classic)',
  },
  { action: 'hook.create', operationType: 'create', onRepo: true, publicRepo: false, hooked: true },
  { action: 'personal_access_token.access_granted', operationType: 'access', onUser: true },
];

const people = [
  { login: 'maren-okada', id: 900_101 },
  { login: 'priya-nair', id: 900_102 },
  { login: 'ci-deploy[bot]', id: 900_103 },
] as const;

/** Actions in one organisation, a kind after the other, in order of time. The same seed gives the same actions. */
export function composeGitHubEvents(seed: string | number, count: number): readonly GitHubEvent[] {
  const random = createRandom(`github/${seed}`);
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? kinds[0];
    if (kind === undefined) throw new Error('no kinds of actions');
    const actor = random.pick(people);
    const user = kind.onUser === true ? random.pick(people) : null;
    const attacker = random.chance(0.3);
    return {
      documentId: `d${random.guid().replaceAll('-', '').slice(0, 21)}`,
      time: instant(Date.UTC(2026, 2, 12, 2) + index * 600_000 + random.integer(500_000)),
      hasCreated: kind.hasCreated ?? true,
      action: kind.action,
      operationType: kind.operationType,
      actor: actor.login,
      actorId: actor.id,
      actorIp: attacker ? '203.0.113.77' : '192.0.2.14',
      country: attacker ? 'NL' : 'PT',
      userAgent: attacker ? 'git/2.43.0, "mass" clone' : 'Mozilla/5.0 (X11; Linux x86_64) Firefox/134.0',
      user: user?.login ?? null,
      userId: user?.id ?? null,
      org: 'tailspin-example',
      orgId: 194_400_001,
      repo: kind.onRepo === true ? 'tailspin-example/payments' : null,
      repoId: kind.onRepo === true ? 916_500_001 : null,
      publicRepo: kind.publicRepo ?? null,
      visibility: kind.visibility ?? null,
      previousVisibility: kind.previousVisibility ?? null,
      permission: kind.permission ?? null,
      accessType: kind.accessType ?? null,
      hashedToken: kind.accessType === undefined ? null : 'bm90IGEgdG9rZW4gYXQgYWxs',
      hook:
        kind.hooked === true
          ? { id: 500_000 + index, events: ['push', 'repository'], url: 'https://hooks.example/in' }
          : null,
    };
  });
}
