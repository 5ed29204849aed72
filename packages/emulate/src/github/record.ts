import type { Json, JsonObject } from '../json.js';
import { toMilliseconds } from '../time.js';
import type { GitHubEvent } from './github-event.js';

/** The action as the API and the streams have it: what it has not is left out. */
export function gitHubRecord(event: GitHubEvent): JsonObject {
  const at = toMilliseconds(event.time);
  const all: Readonly<Record<string, Json>> = {
    '@timestamp': at,
    _document_id: event.documentId,
    action: event.action,
    actor: event.actor,
    actor_id: event.actorId,
    actor_ip: event.actorIp,
    actor_is_bot: event.actor.endsWith('[bot]'),
    actor_location: { country_code: event.country },
    created_at: event.hasCreated ? at : null,
    operation_type: event.operationType,
    org: event.org,
    org_id: event.orgId,
    repo: event.repo,
    repo_id: event.repoId,
    public_repo: event.publicRepo,
    visibility: event.visibility,
    previous_visibility: event.previousVisibility,
    permission: event.permission,
    programmatic_access_type: event.accessType,
    hashed_token: event.hashedToken,
    user: event.user,
    user_id: event.userId,
    user_agent: event.userAgent,
    hook_id: event.hook?.id ?? null,
    events: event.hook?.events ?? null,
    request_method: event.request?.method ?? null,
    url_path: event.request?.path ?? null,
    status_code: event.request?.status ?? null,
    config: event.hook === null ? null : { url: event.hook.url, content_type: 'json' },
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}
