import { awsCloudTrail } from './aws-cloudtrail/source.js';
import { awsGuardDuty } from './aws-guardduty/source.js';
import { azureActivity } from './azure-activity/source.js';
import { azureStorage } from './azure-storage/source.js';
import { dropbox } from './dropbox/source.js';
import { defenderAlerts } from './defender-alerts/source.js';
import { ecs } from './ecs/source.js';
import { sentinelUeba } from './sentinel-ueba/source.js';
import { defenderIdentity } from './defender-identity/source.js';
import { entraProvisioning } from './entra-provisioning/source.js';
import { entraAudit } from './entra-audit/source.js';
import { entraRisk } from './entra-risk/source.js';
import { entraSignIns } from './entra-sign-ins/source.js';
import { gcpAudit } from './gcp-audit/source.js';
import { googleWorkspace } from './google-workspace/source.js';
import { graphActivity } from './graph-activity/source.js';
import { m365Audit } from './m365-audit/source.js';
import { ocsf } from './ocsf/source.js';
import { okta } from './okta/source.js';
import { sendgrid } from './sendgrid/source.js';
import { github } from './github/source.js';
import type { Source } from './source.js';
import { twilio } from './twilio/source.js';

/** Every source, in the order in which their shapes are tried. A folder beside this file for each. */
export const sources: readonly Source[] = [
  entraSignIns,
  awsCloudTrail,
  awsGuardDuty,
  entraRisk,
  entraAudit,
  defenderAlerts,
  sentinelUeba,
  defenderIdentity,
  entraProvisioning,
  azureActivity,
  azureStorage,
  graphActivity,
  gcpAudit,
  googleWorkspace,
  okta,
  github,
  m365Audit,
  dropbox,
  sendgrid,
  twilio,
  ocsf,
  ecs,
];
