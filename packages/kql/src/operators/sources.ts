import { literal } from '@interloper/plan';
import type { LiteralValue } from '@interloper/plan';
import { convert } from '../convert.js';
import { elements, nameOf, part, schemaColumns } from '../kusto/syntax.js';
import { hoist, lowerExpression, lowerTabular, refuse } from '../lowering.js';
import type { Rows } from '../lowering.js';
import { boundNames, projected } from './project.js';
import type { Source } from './operator.js';

/** One row without columns, for expressions that need no table. */
const ONE_ROW: Rows = {
  relation: { kind: 'values', columns: [{ name: '$one', type: 'long' }], rows: [[1]] },
  nullable: new Set(),
};

/** https://learn.microsoft.com/kusto/query/print-operator */
export const print: Source = {
  name: 'print',
  classes: ['PrintOperator'],
  support: 'supported',
  page: 'print-operator',
  lower: (node, { context, scope }) => projected(node, ONE_ROW, { context, scope }, boundNames(node)),
};

/** https://learn.microsoft.com/kusto/query/datatable-operator */
export const datatable: Source = {
  name: 'datatable',
  classes: ['DataTableExpression'],
  support: 'supported',
  page: 'datatable-operator',
  lower(node, env) {
    const columns = schemaColumns(part(node, 'Schema'));
    const values = elements(node, 'Values').map((item, index): LiteralValue => {
      const type = columns[index % Math.max(columns.length, 1)]?.type ?? 'dynamic';
      const value = convert(lowerExpression(item, env), type);
      if (value.kind === 'literal') return value.value;
      refuse(env, 'KQL0105', 'A value of datatable', item);
      return literal(type, null).value;
    });
    const rows: LiteralValue[][] = [];
    for (let start = 0; start < values.length && columns.length > 0; start += columns.length) {
      rows.push(values.slice(start, start + columns.length));
    }
    return { relation: { kind: 'values', columns, rows }, nullable: new Set() };
  },
};

/** https://learn.microsoft.com/kusto/query/range-operator */
export const range: Source = {
  name: 'range',
  classes: ['RangeOperator'],
  support: 'supported',
  page: 'range-operator',
  lower(node, env) {
    const name = nameOf(part(node, 'Name'));
    const [from, to, step] = ['From', 'To', 'Step'].map((item) => lowerExpression(part(node, item), env));
    if (from === undefined || to === undefined || step === undefined) throw new Error('range lacks a part');
    const type = from.type === 'int' ? 'long' : from.type;
    const wide = [from, to, step].some((item) => item.type === 'real') && type === 'long' ? 'real' : type;
    const whole = (item: typeof from): typeof from =>
      item.type === 'timespan' || item.type === 'datetime' ? item : convert(item, wide);
    return {
      relation: {
        kind: 'range',
        column: { name, type: wide },
        from: whole(from),
        to: whole(to),
        step: whole(step),
      },
      nullable: new Set(),
    };
  },
};

/** https://learn.microsoft.com/kusto/query/materialize-function */
export const materialize: Source = {
  name: 'materialize',
  classes: ['MaterializeExpression'],
  support: 'supported',
  page: 'materialize-function',
  lower: (node, env) => hoist(env, lowerTabular(part(node, 'Expression'), env), 'materialized', true),
};
