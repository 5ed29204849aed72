import { call, column, long } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import type { Env, Rows } from '../lowering.js';
import { carriedColumns } from '../text.js';
import { withoutHidden } from './computed.js';

/** So many rows, in their order; of each part where rows are kept apart. */
export function firstRows(rows: Rows, count: number, env: Env): Rows {
  const parts = carriedColumns(rows);
  if (parts.length === 0) return { ...rows, relation: { kind: 'limit', input: rows.relation, count } };
  const name = env.context.fresh('nth');
  const numbered: Relation = {
    kind: 'window',
    input: rows.relation,
    partition: parts.map(({ expression }) => expression),
    order: rows.order ?? [],
    calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const predicate = call('le', [column(name, 'long'), long(count)]);
  return withoutHidden({ ...rows, relation: { kind: 'filter', input: numbered, predicate } });
}
