import { cloudTrailRows } from './cloudtrail-rows.js';
import { graphPowerShell } from './graph-powershell.js';
import { guardDutyApi } from './guardduty-api.js';
import { jsonInText } from './json-in-text.js';
import { pythonLiterals } from './python-literals.js';
import type { Rewrite } from './rewrite.js';
import { splunkFields } from './splunk-fields.js';
import { splunkRaw } from './splunk-raw.js';

/** Every rewrite, in the order in which they are tried. A file beside this one for each. */
export const rewrites: readonly Rewrite[] = [
  splunkRaw,
  splunkFields,
  cloudTrailRows,
  guardDutyApi,
  graphPowerShell,
  pythonLiterals,
  jsonInText,
];
