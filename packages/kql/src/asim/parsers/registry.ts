import type { AsimParser } from '../asim-parser.js';
import { awsCloudTrail } from './aws-cloudtrail.js';
import { azureActivity } from './azure-activity.js';
import { entraAudit } from './entra-audit.js';
import { entraSignIns } from './entra-sign-ins.js';
import { exchangeAdmin } from './exchange-admin.js';
import { googleWorkspace } from './google-workspace.js';
import { okta } from './okta.js';

/** Every parser: what of which log fills which schema. */
export const parsers: readonly AsimParser[] = [
  ...entraSignIns,
  ...okta,
  googleWorkspace,
  entraAudit,
  azureActivity,
  exchangeAdmin,
  ...awsCloudTrail,
];
