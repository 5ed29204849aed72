import { auditNames } from './audit-names.js';
import { cloudTrailRows } from './cloudtrail-rows.js';
import { ecsDotted } from './ecs-dotted.js';
import { ecsOriginal } from './ecs-original.js';
import { gcpBigqueryRows } from './gcp-bigquery-rows.js';
import { gcpIamRows } from './gcp-iam-rows.js';
import { graphPowerShell } from './graph-powershell.js';
import { guardDutyApi } from './guardduty-api.js';
import { jsonInText } from './json-in-text.js';
import { pubsubMessages } from './pubsub-messages.js';
import { pythonLiterals } from './python-literals.js';
import type { Rewrite } from './rewrite.js';
import { splunkFields } from './splunk-fields.js';
import { splunkRaw } from './splunk-raw.js';
import { workspaceEvents } from './workspace-events.js';
import { workspaceRows } from './workspace-rows.js';

/** Every rewrite, in the order in which they are tried. A file beside this one for each. */
export const rewrites: readonly Rewrite[] = [
  splunkRaw,
  ecsOriginal,
  ecsDotted,
  splunkFields,
  pubsubMessages,
  gcpBigqueryRows,
  gcpIamRows,
  workspaceEvents,
  workspaceRows,
  cloudTrailRows,
  guardDutyApi,
  auditNames,
  graphPowerShell,
  pythonLiterals,
  jsonInText,
];
