import type { ScalarType } from '@interloper/plan';
import { columnList } from '../stored-log/stored-log.js';

/** A field of an audit record, times aside. */
export interface AuditField {
  /** The record's name for it. */
  readonly name: string;
  /** That of the dataset and of `GitHubAuditLogsV2_CL`. */
  readonly column: string;
  /** The type of the table's column; the dataset keeps the text. */
  readonly type: ScalarType;
}

/** Columns that are not the field's name with capitals for its underscores. */
const irregular: Readonly<Record<string, string>> = {
  'actor_location.country_code': 'CountryCode',
  type: 'ActivityType',
};

function fieldsOf(list: string): readonly AuditField[] {
  return columnList(list).map(({ name, type }) => ({
    name,
    column: irregular[name] ?? name.replace(/(?:^|_)+([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    type,
  }));
}

/**
 * Fields of GitHub's audit records in the order of the columns of `GitHubAuditLogsV2_CL`: those that the vendor's
 * parser names, then the others of the connectors for the API and for streams (log-format reference, section 10).
 */
export const tableFields: readonly AuditField[] = fieldsOf(`
  org action repo actor actor_location.country_code user permission visibility previous_visibility old_permission team
  blocked_user operation_type public_repo:bool org_id:real invitee_email actor_ip actor_id:real actor_is_bot:bool
  business_id:real repo_id:real user_agent user_id:real email
  repository_security_configuration_failure_reason:dynamic repository_security_configuration_state:dynamic
  oauth_application oauth_application_url oauth_application_state reason membership_type
  user_can_invite_collaborators:bool can_create_repositories:bool security_configuration_id:real
  invitation_id:real topic _document_id business request_category oauth_application_id:real old_repo_permission
  new_repo_permission repositories_removed_names active:bool active_was:bool data config config_was content_type
  deploy_key_fingerprint emoji events events_were explanation fingerprint hook_id:real limited_availability:bool
  message name old_user openssh_public_key read_only:bool target_login transport_protocol:real
  transport_protocol_name started_at:datetime completed_at:datetime conclusion event head_branch head_sha
  run_attempt:real run_number:real trigger_id:real workflow_id:real workflow_run_id:real environment_name
  is_hosted_runner:bool job_name job_workflow_ref runner_group_id:real runner_group_name runner_id:real
  runner_labels runner_name secrets_passed hashed_token programmatic_access_type request_access_security_header
  token_id:real pull_request_id:real pull_request_title pull_request_url old_role_permissions role_permissions
  request_id base_role custom_pattern source type ghsa_id recipient runner_owner_type organization_role_id:real
  organization_role_name owner old_token_expiration:real exempt_administrators:bool token_expiration:real policy
  application_client_id integration repositories_removed repository_selection new_project_base_role
  old_project_base_role project_id:real project_number:real public_project:bool ruleset_bypass_actors
  ruleset_conditions ruleset_enforcement ruleset_id:real ruleset_name ruleset_rules ruleset_source_type
  ruleset_rules_deleted ruleset_conditions_updated admin_enforced:bool allow_deletions_enforcement_level:real
  allow_force_pushes_enforcement_level:real authorized_actor_names create_protected:bool
  dismiss_stale_reviews_on_push:bool enforcement_level ignore_approvals_from_contributors:bool
  linear_history_requirement_enforcement_level:real lock_allows_fetch_and_merge:bool
  lock_branch_enforcement_level:real merge_queue_enforcement_level:real pull_request_reviews_enforcement_level:real
  require_code_owner_review:bool require_last_push_approval:bool required_approving_review_count:real
  required_deployments_enforcement_level:real required_review_thread_resolution_enforcement_level:real
  required_status_checks_enforcement_level:real signature_requirement_enforcement_level:real
  strict_required_status_checks_policy:bool allowed_values default_value definition_id:real description property_name
  value_type values_editable_by old_values_editable_by old_default_value old_required:bool required:bool enablement
  owner_type commit_id rule_suite_id:real referrer reasons overridden_codes after before branch issue_type_name
  old_description old_enabled:bool old_issue_type_name new_access old_access updated_allowed_types new_policy
  new_repo_runners_policy old_repo_runners_policy limit:real runner_group_restricted_to_workflows:bool
  runner_group_selected_workflow_refs runner_group_allow_public:bool ip_allow_list_entry two_factor_method
  alert_numbers commit_oid ref default_for_new_private_repos:bool default_for_new_public_repos:bool domain_name key
  security_configuration_name threat_model query_suite dismissal_approver_id:real sso_url issuer
  external_identity_username external_identity_nameid audit_log_stream_result audit_log_stream_sink_details
  audit_log_stream_id:real audit_log_stream_sink repository repository_id:real token_scopes request_method
  query_string request_body status_code:real url_path route rate_limit_remaining:real
`);

/** Fields that records have and the tables lack. */
export const otherFields: readonly AuditField[] = fieldsOf(`
  actor_is_agent:bool alert_number:real application_name number:real oauth_application_name protocol_name
  repository_public:bool ruleset_rules_updated user_programmatic_access_id:real user_programmatic_access_name
`);

export const auditFields: readonly AuditField[] = [...tableFields, ...otherFields];
