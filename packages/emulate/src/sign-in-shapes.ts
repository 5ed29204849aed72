import type { SignInShape } from './shape.js';
import { analystCsv } from './shapes/analyst-csv.js';
import { azureMonitorLines } from './shapes/azure-monitor-lines.js';
import { eventHub } from './shapes/event-hub.js';
import { graphBeta } from './shapes/graph-beta.js';
import { graphConcatenated } from './shapes/graph-concatenated.js';
import { graphPowerShell } from './shapes/graph-powershell.js';
import { graphV1 } from './shapes/graph-v1.js';
import { logAnalyticsCsv } from './shapes/log-analytics-csv.js';
import { logAnalyticsExport } from './shapes/log-analytics-export.js';
import { logAnalyticsQuery } from './shapes/log-analytics-query.js';
import { logAnalyticsSdkLines } from './shapes/log-analytics-sdk-lines.js';
import { logAnalyticsStrings } from './shapes/log-analytics-strings.js';
import { logAnalyticsUnionCsv } from './shapes/log-analytics-union-csv.js';
import { notebookCsv } from './shapes/notebook-csv.js';
import { portalAuthDetailsCsv } from './shapes/portal-auth-details-csv.js';
import { portalCsv } from './shapes/portal-csv.js';
import { portalJson } from './shapes/portal-json.js';
import { portalServicePrincipalCsv } from './shapes/portal-service-principal-csv.js';
import { portalXlsx } from './shapes/portal-xlsx.js';
import { splunkAadSigninCsv } from './shapes/splunk-aad-signin-csv.js';
import { splunkAadSigninJson } from './shapes/splunk-aad-signin-json.js';
import { splunkMonitorAadCsv } from './shapes/splunk-monitor-aad-csv.js';
import { splunkMonitorAadJson } from './shapes/splunk-monitor-aad-json.js';
import { storageLines } from './shapes/storage-lines.js';

/** Every shape, one file each in shapes/; a test compares the folder with this list. */
const shapes = [
  graphV1,
  graphBeta,
  graphConcatenated,
  graphPowerShell,
  eventHub,
  storageLines,
  azureMonitorLines,
  logAnalyticsCsv,
  logAnalyticsUnionCsv,
  logAnalyticsQuery,
  logAnalyticsStrings,
  logAnalyticsSdkLines,
  logAnalyticsExport,
  notebookCsv,
  portalCsv,
  portalXlsx,
  portalServicePrincipalCsv,
  portalAuthDetailsCsv,
  portalJson,
  analystCsv,
  splunkAadSigninJson,
  splunkAadSigninCsv,
  splunkMonitorAadJson,
  splunkMonitorAadCsv,
] as const satisfies readonly SignInShape[];

/** The shapes by id. */
export const signInShapes: ReadonlyMap<string, SignInShape> = new Map(
  shapes.map((shape) => [shape.id, shape]),
);
