export { applications, workplaceApplications, type Application } from './applications.js';
export type { Proof } from './authentication.js';
export type { ActivityEvent } from './azure-activity/activity-event.js';
export { composeActivityEvents } from './azure-activity/compose.js';
export { activityLog } from './azure-activity/kind.js';
export { composeStorageEvents } from './azure-storage/compose.js';
export { storageLog } from './azure-storage/kind.js';
export type { StorageEvent, StorageIdentity } from './azure-storage/storage-event.js';
export { composeGcpEvents, gcpEntry } from './gcp-audit/compose.js';
export type { GcpEvent } from './gcp-audit/event.js';
export { gcpAuditLog, gcpIamLog } from './gcp-audit/kind.js';
export { gcpShapes, writeGcp } from './gcp-audit/shapes.js';
export {
  composeWorkspaceActivities,
  workspaceAuditEntry,
  workspaceRecord,
} from './google-workspace/activity.js';
export type { WorkspaceActivity } from './google-workspace/activity.js';
export { workspaceLog, workspaceRows, type WorkspaceRow } from './google-workspace/kind.js';
export { workspaceShapes, writeWorkspace } from './google-workspace/shapes.js';
export { composeGraphRequests } from './graph-activity/compose.js';
export { graphActivityLog } from './graph-activity/kind.js';
export type { GraphRequestEvent } from './graph-activity/request-event.js';
export { benignSignIns, byCreation, type BenignOptions } from './benign.js';
export { cloudTrailShapes, writeCloudTrail } from './cloud-trail/cloud-trail-shapes.js';
export { composeCloudTrail, type CloudTrailOptions } from './cloud-trail/compose.js';
export { composeCloudTrailActivity } from './cloud-trail/activity/compose-activity.js';
export { activityServices, type ServiceCalls } from './cloud-trail/activity/services.js';
export type { CloudTrailEvent } from './cloud-trail/event.js';
export { cloudTrailRecord } from './cloud-trail/record.js';
export type { CloudTrailShape } from './cloud-trail/shape.js';
export {
  composeManagedIdentitySignIn,
  composeServicePrincipalSignIn,
  composeUserSignIn,
  type ApplicationSignInDraft,
  type UserSignInDraft,
} from './compose-sign-in.js';
export { compress, zip, type Compression, type WrittenFile } from './containers/compress.js';
export { encode, type Encoding } from './containers/encode.js';
export { composeAlerts } from './defender-alerts/compose.js';
export {
  alertEvidenceLog,
  alertInfoLog,
  evidenceOfAlerts,
  securityAlertLog,
} from './defender-alerts/kinds.js';
export type { AlertEvent, AlertEvidence, EvidenceEvent } from './defender-alerts/alert-event.js';
export { composeExample, type Example, type ExampleExport } from './example/compose-example.js';
export { composeAuditEvents } from './entra-audit/compose.js';
export { auditLog } from './entra-audit/kind.js';
export { auditPortalCsv } from './entra-audit/portal-csv.js';
export type { AuditEvent, AuditInitiator, AuditTarget } from './entra-audit/audit-event.js';
export { composeRiskEvents } from './entra-risk/compose.js';
export { riskLog } from './entra-risk/kind.js';
export type { RiskDetection, RiskEvent, RiskyIdentity } from './entra-risk/risk-event.js';
export { statusOf } from './error-codes.js';
export { composeGuardDuty, guardDutyRecord, type GuardDutyFinding } from './guard-duty/finding.js';
export { guardDutyShapes, writeGuardDuty } from './guard-duty/guard-duty-shapes.js';
export { composeGitHubEvents } from './github/compose.js';
export type { GitHubEvent } from './github/github-event.js';
export { gitHubShapes, writeGitHub } from './github/github-shapes.js';
export { gitHubRecord } from './github/record.js';
export { gitHubTables } from './github/tables.js';
export { composeOktaEvents } from './okta/compose.js';
export type { OktaEvent } from './okta/okta-event.js';
export { oktaShapes, writeOkta } from './okta/okta-shapes.js';
export { oktaRecord } from './okta/record.js';
export { oktaTables } from './okta/tables.js';
export type { Json, JsonObject } from './json.js';
export type { LogKind, LogRow } from './logs/log-kind.js';
export { logShapes, type LogShape } from './logs/log-shapes.js';
export { writeLog } from './logs/write-log.js';
export { unifiedAuditRecord, type UnifiedAuditEvent } from './m365-audit/audit-record.js';
export { cloudAppEventsLog } from './m365-audit/cloud-kind.js';
export { composeUnifiedAudit } from './m365-audit/compose.js';
export { officeActivityLog } from './m365-audit/office-kind.js';
export { unifiedAuditShapes, writeUnifiedAudit } from './m365-audit/shapes.js';
export { attackerOrigins, places, type Origin, type Place } from './places.js';
export { createRandom, type Random } from './random.js';
export { azureMonitorRecord } from './records/azure-monitor.js';
export { graphBetaSignIn } from './records/graph-beta.js';
export { graphV1SignIn } from './records/graph-v1.js';
export { logAnalyticsColumns } from './records/log-analytics-columns.js';
export { logAnalyticsObject, logAnalyticsRow } from './records/log-analytics.js';
export type {
  ClearedAccount,
  CompromisedAccount,
  ScenarioOptions,
  ScenarioOutcome,
  SignInScenario,
} from './scenario.js';
export { riskEventTypes } from './scenarios/risky-sign-in.js';
export { signInScenarios } from './sign-in-scenarios.js';
export type { ShapeFile, ShapeOptions, SignInShape } from './shape.js';
export * from './sign-in.js';
export { signInShapes } from './sign-in-shapes.js';
export { scenarios, type Scenario, type Telling } from './tellings.js';
export { stories } from './stories/stories.js';
export { composeNoise, type Noise, type NoiseOptions } from './noise/noise.js';
export { openStage, type Stage, type Story, type StoryContext } from './stories/story.js';
export { countStoryEvents, type StoryLogs, storyShapes, writeStory } from './stories/story-logs.js';
export { cloudTrailStories } from './cloud-trail/cloud-trail-stories.js';
export { openScene, type CloudTrailStory } from './cloud-trail/story.js';
export { streamGraphPages, streamNdjson, type RecordLayout } from './stream-sign-ins.js';
export { signInStreams, type Column, type SignInTable } from './tables.js';
export {
  composeTenant,
  type Tenant,
  type TenantGuest,
  type TenantManagedIdentity,
  type TenantOptions,
  type TenantServicePrincipal,
  type TenantUser,
} from './tenant.js';
export { instant, shift, toMilliseconds } from './time.js';
export { canCarry, writeSignIns, type WriteOptions } from './write-sign-ins.js';
export { dropboxShapes, writeDropbox } from './dropbox/dropbox-shapes.js';
export { composeDropboxEvents, dropboxRecord, type DropboxEvent } from './dropbox/team-event.js';
export { composeSendGridEvents, sendGridRecord, type SendGridEvent } from './sendgrid/event.js';
export { sendGridShapes, writeSendGrid } from './sendgrid/sendgrid-shapes.js';
export {
  composeTwilioMonitor,
  exampleTwilioAccount,
  twilioMonitorRecord,
  type TwilioMonitorEvent,
} from './twilio/monitor-event.js';
export { composeTwilioStream, twilioStreamRecord, type TwilioStreamEvent } from './twilio/stream-event.js';
export {
  twilioMonitorShapes,
  twilioStreamShapes,
  writeTwilioMonitor,
  writeTwilioStream,
} from './twilio/twilio-shapes.js';
export { composeOcsfEvents, type OcsfEvent } from './ocsf/ocsf-event.js';
export { ocsfRecord, type OcsfVersion } from './ocsf/ocsf-record.js';
export { ocsfShapes, writeOcsf } from './ocsf/ocsf-shapes.js';
export { composeEcsEvents, ecsDocument, type EcsEvent } from './ecs/ecs-event.js';
export { ecsShapes, writeEcs } from './ecs/ecs-shapes.js';
export { composeIdentityEvents, type IdentityEvent } from './identity-tables/events.js';
export { behaviorLog, identityInfoLog, logonEventsLog, provisioningLog } from './identity-tables/kinds.js';
