import { bool, call, column, nullOf, or, text } from '@interloper/plan';
import type { Expression, NamedExpression } from '@interloper/plan';
import { filled, firstOf, instantOf, isSet } from '../expressions.js';
import type { Reading, Shape } from '../source.js';
import { timeNamesOf } from './own-table.js';
import type { OwnTable } from './own-table.js';

/** Records of any form, and rows of CSV, as rows of a table. */
export function ownShapes(table: OwnTable): { readonly records: Shape; readonly cells: Shape } {
  const stored = new Map(table.columns.map((item) => [item.name, item.stored]));
  const shape = (id: string, title: string, cells: boolean): Shape => ({
    id,
    title,
    recognises: () => true,
    read: ({ names }, { dayFirst }) => {
      const known = names.filter((name) => stored.has(name));
      const { fields, values } = known.some(standsBadly(known)) ? whole(known) : apart(known, cells);
      const valueOf = (name: string): Expression => column(`value of ${name}`, 'dynamic');
      const times = timeNamesOf(known).map((name) =>
        instantOf(filled(call('toText', [valueOf(name)])), dayFirst),
      );
      return {
        fields,
        values,
        columns: [
          { name: 'EventTime', expression: times.length === 0 ? nullOf('datetime') : firstOf(...times) },
          { name: 'Whole', expression: or(...known.map((name) => isSet(valueOf(name)))) },
          { name: 'Cells', expression: bool(cells) },
          ...known.map((name) => ({ name: stored.get(name) ?? name, expression: valueOf(name) })),
        ],
      };
    },
  });
  return {
    records: shape('own-records', 'Records of no known log', false),
    cells: shape('own-cells', 'Rows of CSV of no known log', true),
  };
}

type Values = Pick<Reading, 'fields' | 'values'>;

/** Every name a field of its own. */
function apart(names: readonly string[], cells: boolean): Values {
  return {
    fields: names.map((name) => ({
      name: `field ${name}`,
      type: cells ? 'string' : 'dynamic',
      path: [name],
    })),
    values: names.map((name): NamedExpression => {
      const field = column(`field ${name}`, cells ? 'string' : 'dynamic');
      return { name: `value of ${name}`, expression: cells ? call('toDynamic', [field]) : field };
    }),
  };
}

/** Names that the engine cannot read beside each other are taken out of the whole record. */
function whole(names: readonly string[]): Values {
  const record = call('parseJson', [column('record', 'string')]);
  return {
    fields: [{ name: 'record', type: 'string', path: [] }],
    values: names.map((name) => ({
      name: `value of ${name}`,
      expression: call('path', [record, text(name)]),
    })),
  };
}

/** Engines do not tell names of fields apart by case. */
function standsBadly(names: readonly string[]): (name: string) => boolean {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return (name) => counts.get(name.toLowerCase()) !== 1;
}
