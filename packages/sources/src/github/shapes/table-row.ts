import { hasCell } from '../../log-analytics-cells.js';
import type { Shape } from '../../source.js';
import { readTableRows } from '../table-rows.js';

const tables = ['githubauditlogsv2_cl', 'githubauditlogsv3_cl'];

/** Rows of `GitHubAuditLogsV2_CL` and `GitHubAuditLogsV3_CL`, whose record time is the event's. */
export const tableRow: Shape = {
  id: 'github-table-row',
  title: 'Log Analytics rows of GitHubAuditLogsV2_CL and V3 (CSV, query API, export, lines)',
  recognises: (row) => {
    const given = row['Type'];
    if (typeof given === 'string' && given !== '') return tables.includes(given.toLowerCase());
    const all = ['Action', 'Actor', 'CreatedAt'].every((name) => hasCell(row, name));
    return all && ['Org', 'Repo', 'CountryCode'].some((name) => hasCell(row, name));
  },
  read: (observed, options) =>
    readTableRows(
      { field: ({ column }) => column, created: 'CreatedAt', times: ['TimeGenerated'] },
      observed,
      options,
    ),
};
