import type { Stage } from '../stories/story.js';
import type { Tenant, TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { GitHubEvent } from './github-event.js';

/** Who acts at GitHub. */
export interface GitHubActor {
  readonly login: string;
  readonly id: number;
}

/** Where from and with which program. */
export interface GitHubOrigin {
  readonly actorIp: string;
  readonly country: string;
  readonly userAgent: string;
}

type Act = Pick<GitHubEvent, 'action'> &
  Partial<Omit<GitHubEvent, 'documentId' | 'time' | 'actor' | 'actorId' | 'action' | 'org' | 'orgId'>>;

/** The organisation of a tenant: `tailspin-example` of `tailspin.example`. */
function organisationOf({ domain }: Tenant): Pick<GitHubEvent, 'org' | 'orgId'> {
  return { org: domain.replaceAll('.', '-'), orgId: 194_400_001 };
}

/** The login of a person of the tenant. */
export function gitHubActor(person: TenantUser): GitHubActor {
  const [login = ''] = person.principalName.split('@');
  return { login: login.replaceAll('.', '-'), id: 700_000 + Number.parseInt(person.id.slice(0, 4), 16) };
}

/** One action; what the draft leaves open is absent from the record. `at` in milliseconds since 1970. */
export function draftGitHubEvent(
  { random, tenant }: Stage,
  who: GitHubActor,
  from: GitHubOrigin,
  at: number,
  act: Act,
): GitHubEvent {
  const isGit = act.action.startsWith('git.');
  return {
    documentId: `d${random.guid().replaceAll('-', '').slice(0, 21)}`,
    time: instant(at),
    hasCreated: !isGit,
    operationType: isGit ? null : 'create',
    actor: who.login,
    actorId: who.id,
    user: null,
    userId: null,
    ...organisationOf(tenant),
    repo: null,
    repoId: null,
    publicRepo: null,
    visibility: null,
    previousVisibility: null,
    permission: null,
    accessType: null,
    hashedToken: null,
    hook: null,
    ...from,
    ...act,
  };
}

/** A Git operation on repositories of the organisation, one after the other. */
export function draftGitEvents(
  stage: Stage,
  who: GitHubActor,
  from: GitHubOrigin,
  at: number,
  {
    repos,
    apart,
    action = 'git.clone',
    token = null,
  }: {
    readonly repos: readonly string[];
    /** Seconds. */
    readonly apart: number;
    readonly action?: 'git.clone' | 'git.fetch' | 'git.push' | 'repo.download_zip';
    /** Hash of the token, where it is no SSH key. */
    readonly token?: string | null;
  },
): readonly GitHubEvent[] {
  const { org } = organisationOf(stage.tenant);
  return repos.map((repo, index) =>
    draftGitHubEvent(stage, who, from, at + index * apart * 1000, {
      action,
      repo: `${org}/${repo}`,
      repoId: 916_500_000 + repo.length * 100 + index,
      publicRepo: false,
      accessType: token === null ? null : 'Personal access token (classic)',
      hashedToken: token,
    }),
  );
}
