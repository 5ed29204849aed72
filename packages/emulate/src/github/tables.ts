import type { Json } from '../json.js';
import { logColumns } from '../logs/log-kind.js';
import type { LogKind, LogRow } from '../logs/log-kind.js';
import { shift, toMilliseconds } from '../time.js';
import type { GitHubEvent } from './github-event.js';

const pollingColumns = logColumns(`
  TenantId SourceSystem TimeGenerated:datetime created_at_d:real org_s action_s repo_s actor_s
  actor_location_country_code_s user_s permission_s visibility_s previous_visibility_s old_permission_s team_s
  blocked_user_s operation_type_s actor_ip_s actor_id_d:real actor_is_bot_b:bool user_agent_s _document_id_s
  public_repo_b:bool repo_id_d:real hook_id_d:real hashed_token_s programmatic_access_type_s
  request_method_s url_path_s status_code_d:real _timestamp_d:real Type
`);

const tableColumns = logColumns(`
  TimeGenerated:datetime CreatedAt:long Org Action Repo Actor CountryCode User Permission Visibility
  PreviousVisibility OldPermission Team BlockedUser OperationType PublicRepo:bool OrgId:real ActorIp ActorId:real
  ActorIsBot:bool RepoId:real UserAgent UserId:real DocumentId HashedToken ProgrammaticAccessType Config Events
  HookId:real RequestMethod UrlPath StatusCode:real TenantId Type
`);

function created(event: GitHubEvent): Json {
  return event.hasCreated ? toMilliseconds(event.time) : null;
}

/** The first connector's row, written some minutes after the action. */
function pollingRow(event: GitHubEvent, workspaceId: string): LogRow {
  return {
    table: 'GitHubAuditLogPolling_CL',
    columns: pollingColumns,
    values: {
      TenantId: workspaceId,
      SourceSystem: 'RestAPI',
      TimeGenerated: shift(event.time, 240_000),
      created_at_d: created(event),
      org_s: event.org,
      action_s: event.action,
      repo_s: event.repo,
      actor_s: event.actor,
      actor_location_country_code_s: event.country,
      user_s: event.user,
      permission_s: event.permission,
      visibility_s: event.visibility,
      previous_visibility_s: event.previousVisibility,
      operation_type_s: event.operationType,
      actor_ip_s: event.actorIp,
      actor_id_d: event.actorId,
      actor_is_bot_b: event.actor.endsWith('[bot]'),
      user_agent_s: event.userAgent,
      _document_id_s: event.documentId,
      public_repo_b: event.publicRepo,
      repo_id_d: event.repoId,
      hook_id_d: event.hook?.id ?? null,
      hashed_token_s: event.hashedToken,
      programmatic_access_type_s: event.accessType,
      request_method_s: event.request?.method ?? null,
      url_path_s: event.request?.path ?? null,
      status_code_d: event.request?.status ?? null,
      _timestamp_d: toMilliseconds(event.time),
      Type: 'GitHubAuditLogPolling_CL',
    },
  };
}

function tableRow(table: string, event: GitHubEvent, workspaceId: string): LogRow {
  return {
    table,
    columns: tableColumns,
    values: {
      TimeGenerated: event.time,
      CreatedAt: created(event),
      Org: event.org,
      Action: event.action,
      Repo: event.repo,
      Actor: event.actor,
      CountryCode: event.country,
      User: event.user,
      Permission: event.permission,
      Visibility: event.visibility,
      PreviousVisibility: event.previousVisibility,
      OperationType: event.operationType,
      PublicRepo: event.publicRepo,
      OrgId: event.orgId,
      ActorIp: event.actorIp,
      ActorId: event.actorId,
      ActorIsBot: event.actor.endsWith('[bot]'),
      RepoId: event.repoId,
      UserAgent: event.userAgent,
      UserId: event.userId,
      DocumentId: event.documentId,
      HashedToken: event.hashedToken,
      ProgrammaticAccessType: event.accessType,
      Config: event.hook === null ? null : JSON.stringify({ url: event.hook.url, content_type: 'json' }),
      Events: event.hook === null ? null : JSON.stringify(event.hook.events),
      HookId: event.hook?.id ?? null,
      RequestMethod: event.request?.method ?? null,
      UrlPath: event.request?.path ?? null,
      StatusCode: event.request?.status ?? null,
      TenantId: workspaceId,
      Type: table,
    },
  };
}

function tableOf(table: string, row: LogKind<GitHubEvent>['row']): LogKind<GitHubEvent> {
  return { id: table, timeOf: (event) => event.time, recordTimeOf: (event) => event.time, row };
}

/** The tables that connectors fill with GitHub's audit log. */
export const gitHubTables: readonly LogKind<GitHubEvent>[] = [
  tableOf('GitHubAuditLogPolling_CL', pollingRow),
  ...['GitHubAuditLogsV2_CL', 'GitHubAuditLogsV3_CL'].map((table) =>
    tableOf(table, (event, workspaceId) => tableRow(table, event, workspaceId)),
  ),
];
