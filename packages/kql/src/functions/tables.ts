import { literal } from '@interloper/plan';
import { argumentsOf } from '../kusto/syntax.js';
import { lowerTabular, refuse } from '../lowering.js';
import { visibleColumns } from '../text.js';
import type { WindowEntry } from './windows.js';

/** Functions of a table that give a value. */
export const tableFunctions: Readonly<Record<string, WindowEntry>> = {
  column_names_of: {
    page: 'column-names-of-function',
    support: 'supported',
    lower(node, env) {
      const [table] = argumentsOf(node);
      if (table === undefined) return refuse(env, 'KQL0104', 'column_names_of nothing', node);
      const rows = lowerTabular(table, { context: env.context, scope: env.scope });
      return literal('dynamic', JSON.stringify(visibleColumns(rows).map(({ name }) => name)));
    },
  },
};
