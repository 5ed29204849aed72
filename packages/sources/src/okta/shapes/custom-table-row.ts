import { text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf } from '../../expressions.js';
import { hasCell, logAnalyticsCells } from '../../log-analytics-cells.js';
import type { Shape } from '../../source.js';
import { rowOf } from '../../stored-log/row.js';
import { customNames, debugField } from '../custom-table.js';
import { log } from '../log.js';
import { chainText, objectText } from '../object-text.js';

/**
 * Rows of `Okta_CL`, with the suffixes of their columns or without: debug data whole, as JSON text, or a column for
 * each of its fields (log-format reference, section 12).
 */
export const customTableRow: Shape = {
  id: 'okta-custom-table',
  title: 'Log Analytics rows of Okta_CL (CSV, query API, export, lines)',
  recognises: (record) => {
    const given = record['Type'];
    if (typeof given === 'string' && given !== '' && hasCell(record, 'TimeGenerated'))
      return given.toLowerCase() === 'okta_cl';
    return (
      hasCell(record, 'eventType') &&
      ['actor_alternateId', 'actor_id', 'outcome_result', 'client_ipAddress'].some((name) =>
        hasCell(record, name),
      )
    );
  },
  read: (observed, { dayFirst }) => {
    const { cell, fields } = logAnalyticsCells(observed);
    const texts: Record<string, Expression> = {};
    for (const name of ['TimeGenerated', 'TenantId', 'SourceSystem']) texts[name] = cell(name);
    for (const [name, target] of customNames) {
      const known = name === 'request_ipChain' ? chainText(cell(name)) : cell(name);
      texts[target] = firstOf(texts[target], known);
    }
    const parts = new Map<string, Expression>();
    for (const name of observed.names) {
      const field = debugField(name);
      if (field !== undefined) parts.set(field, cell(`debugContext_debugData_${field}`));
    }
    if (parts.size > 0) texts['DebugData'] = firstOf(texts['DebugData'], objectText(parts));
    return { fields, ...rowOf(log, { table: text('Okta_CL'), texts, dayFirst }) };
  },
};
