import { call, column, long, text } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { convert } from '../convert.js';
import { refuseRows } from '../lowering.js';
import { allColumns, present, project } from '../text.js';
import type { Plugin } from './plugin.js';

/** A row for each cell, as text. https://learn.microsoft.com/kusto/query/narrow-plugin */
export const narrow: Plugin = (node, input, env) => {
  if ((input.carried ?? []).length > 0) return refuseRows(env, 'KQL0104', 'narrow in a subquery', node);
  const [row, cell] = [env.context.fresh('row'), env.context.fresh('cell')];
  const numbered: Relation = {
    kind: 'window',
    input: input.relation,
    partition: [],
    order: input.order ?? [],
    calls: [{ name: row, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const cells = allColumns(input).map(({ name, expression }) =>
    call('makeArray', [text(name), convert(expression, 'string')]),
  );
  const relation: Relation = {
    kind: 'unnest',
    input: numbered,
    lists: [{ list: call('makeArray', cells), column: { name: cell, type: 'dynamic' } }],
    outer: false,
  };
  const at = (index: number) => present(call('pathText', [column(cell, 'dynamic'), long(index)]));
  return project({ relation, nullable: new Set() }, [
    { name: 'Row', expression: call('subtract', [column(row, 'long'), long(1)], 'long') },
    { name: 'Column', expression: at(0) },
    { name: 'Value', expression: at(1) },
  ]);
};
