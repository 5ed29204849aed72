import { call, text } from '@interloper/plan';
import type { Expression, View, ViewColumn } from '@interloper/plan';
import { derived, named, stored, tableViews } from '../stored-log/views.js';
import { customColumns } from './custom-table.js';
import type { CustomColumn } from './custom-table.js';
import { log } from './log.js';

/** Fields of the debug data that workspaces with `Okta_CL` have as columns: its published export and rules name them. */
const debugColumns = `
  attributesAdded_s attributesDeleted_s attributesModified_s appname_s authnRequestId_s behaviors_s
  countryCallingCode_s detailedmessage_s deviceFingerprint_g deviceFingerprint_s dtHash_s factor_s
  groupAppAssignmentId_s importLastToken_s importTrigger_s importType_s initiationType_s jobId_s
  logOnlySecurityData_s loginResult_s origin_s privilegeGranted_s requestId_s requestUri_s risk_s signOnMode_s
  smsProvider_s threatDetections_s threatSuspected_s transactionId_g url_s
`;

function debugColumn(name: string): ViewColumn {
  const field = name.replace(/_[sg]$/, '');
  return derived(`debugContext_debugData_${name}`, call('pathText', [stored(log, 'DebugData'), text(field)]));
}

/** The value of a column of `Okta_CL`, which has JSON as text and whole numbers as real ones. */
function customValue({ base, column, type }: CustomColumn): Expression {
  const value = stored(log, column);
  if (base === 'request_ipChain') return call('pathText', [value, text('ipChain')]);
  if (value.type === type) return value;
  return type === 'real' ? call('toReal', [value]) : call('toText', [value]);
}

const customView: Omit<View, 'name' | 'title'> = {
  scan: log.scan,
  columns: [
    named(log, 'TimeGenerated', 'TimeGenerated'),
    ...customColumns.map((item) => derived(item.name, customValue(item))),
    ...debugColumns.trim().split(/\s+/).map(debugColumn),
    named(log, 'authenticationContext_rootSessionId_s', 'AuthenticationContextRootSessionId'),
    named(log, 'domain_s', 'Domain'),
    named(log, 'TenantId', 'TenantId'),
    derived('SourceSystem', call('coalesce', [stored(log, 'SourceSystem'), text('RestAPI')])),
    derived('Type', text('Okta_CL')),
  ],
  time: 'TimeGenerated',
};

/**
 * All the names by which rules know the log, each with every event, whichever table an export was of. `OktaSSO` is
 * the vendor's parser over `Okta_CL` and `OktaV2_CL`: most published rules name it.
 */
export const tables: readonly View[] = [
  ...tableViews(log, 'Okta').map(({ name, title, scan, columns, time }) => ({
    name,
    title,
    scan,
    columns,
    time,
  })),
  { ...customView, name: 'Okta_CL', title: 'Okta System Log (connector with a function app)' },
  { ...customView, name: 'OktaSSO', title: 'Okta System Log (parser of the Sentinel solution)' },
];
