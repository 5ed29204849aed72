export * from './source.js';
export * from './registry.js';
export { looseName, observeNames, isRecord } from './observed-names.js';
export { catalogOf, rawColumn, rawDataset } from './catalog.js';
export { awsCloudTrail } from './aws-cloudtrail/source.js';
export { awsGuardDuty } from './aws-guardduty/source.js';
export { azureActivity } from './azure-activity/source.js';
export { azureStorage } from './azure-storage/source.js';
export { gcpAudit } from './gcp-audit/source.js';
export { googleWorkspace } from './google-workspace/source.js';
export { graphActivity } from './graph-activity/source.js';
export { dropbox } from './dropbox/source.js';
export { defenderAlerts } from './defender-alerts/source.js';
export { sentinelUeba } from './sentinel-ueba/source.js';
export { defenderIdentity } from './defender-identity/source.js';
export { entraProvisioning } from './entra-provisioning/source.js';
export { entraAudit } from './entra-audit/source.js';
export { entraRisk } from './entra-risk/source.js';
export { entraSignIns } from './entra-sign-ins/source.js';
export { hypothesesPlan, kindsOf, kindsPlan, withTypes } from './own-tables/infer-types.js';
export { ownShapes } from './own-tables/own-shapes.js';
export { ownSource } from './own-tables/own-source.js';
export { MOST_COLUMNS, ownDatasetName, tableNameOf, timeNamesOf, widened } from './own-tables/own-table.js';
export type { OwnColumn, OwnTable } from './own-tables/own-table.js';
export { m365Audit } from './m365-audit/source.js';
export { github } from './github/source.js';
export { okta } from './okta/source.js';
export { sendgrid } from './sendgrid/source.js';
export { twilio } from './twilio/source.js';
export { ecs } from './ecs/source.js';
export { ocsf } from './ocsf/source.js';
export { classify } from './classify.js';
export type { Classification } from './classify.js';
export type { Rewrite } from './rewrites/rewrite.js';
export type { Container, CsvContainer, Unrecognised } from './files/container.js';
export type { Fingerprint, InputMember, RefusedInput } from './files/input-member.js';
export { listInputs } from './files/list-inputs.js';
export type { ListedFile } from './files/list-inputs.js';
export { openInput } from './files/open-input.js';
export { recognise } from './files/recognise.js';
export { recordsByNumber, salvageRecords } from './files/salvage.js';
export { addressRange } from './context/address-range.js';
export { ContextProblem } from './context/problem.js';
export type { BadEntry, ContextRow, ContextTable } from './context/context-table.js';
export {
  absentWatchlist,
  readWatchlist,
  settingsOfLookup,
  writtenWatchlist,
} from './context/watchlists/read-watchlist.js';
export type { Watchlist } from './context/watchlists/read-watchlist.js';
export { standardWatchlists } from './context/watchlists/standard.js';
export { readTransforms } from './context/watchlists/transforms.js';
export type { Salvaged } from './files/salvaged.js';
export { threatIndicators } from './context/threat-intelligence/dataset.js';
export { readIndicators } from './context/threat-intelligence/read-indicators.js';
export { recogniseIndicators } from './context/threat-intelligence/recognise.js';
export { indicatorLookups, indicatorTables } from './context/threat-intelligence/views.js';
export { ipGeography } from './context/geography/dataset.js';
