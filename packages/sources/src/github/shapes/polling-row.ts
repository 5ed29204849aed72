import { hasCell } from '../../log-analytics-cells.js';
import type { Shape } from '../../source.js';
import { readTableRows } from '../table-rows.js';

/** Rows of `GitHubAuditLogPolling_CL`: the record's names, with suffixes or without. */
export const pollingRow: Shape = {
  id: 'github-polling-row',
  title: 'Log Analytics rows of GitHubAuditLogPolling_CL (CSV, query API, export, lines)',
  recognises: (row) => {
    const given = row['Type'];
    if (typeof given === 'string' && given !== '') return given.toLowerCase() === 'githubauditlogpolling_cl';
    return (
      ['action_s', 'created_at_d'].every((name) => name in row) ||
      (hasCell(row, 'TimeGenerated') &&
        ['action', 'actor', 'org', 'created_at'].every((name) => hasCell(row, name)))
    );
  },
  read: (observed, options) =>
    readTableRows(
      {
        field: ({ name }) => name.replaceAll('.', '_'),
        created: 'created_at',
        times: ['@timestamp', '_timestamp'],
      },
      observed,
      options,
    ),
};
