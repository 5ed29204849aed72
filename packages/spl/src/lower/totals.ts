import type { AggregateCall, Expression, NamedExpression, Relation } from '@interloper/plan';
import { call, column, columnType, columnsOf, long, nullOf, real, text } from '@interloper/plan';
import type { Word } from '../syntax/tree.js';
import { unite } from './source.js';
import type { State } from './state.js';
import { arrange, fieldNames, freshName, isInternal, matchNames, setField } from './state.js';
import { asNumber, asText, kindOf } from './values.js';

/** The fields to add up: those named, else all but internal ones; a list has no sum. */
export function summable(fields: readonly Word[], state: State): readonly string[] {
  const all = fieldNames(state).filter((name) => !name.startsWith('_'));
  const named = fields.length === 0 ? all : fields.flatMap((word) => matchNames(word.text, all));
  return [...new Set(named)].filter((name) =>
    ['number', 'text'].includes(kindOf(columnType(state.relation, name) ?? 'multivalue')),
  );
}

/** A field with the sum of the numbers of each result. Search Reference: addtotals. */
export function rowTotals(state: State, names: readonly string[], field: string): State {
  const numbers = names.map((name) => numberOf(state, name));
  const whole = numbers.every(({ type }) => type === 'long');
  const zero = whole ? long(0) : real(0);
  const total = numbers.reduce<Expression>((sum, number) => {
    const value = whole || number.type === 'real' ? number : call('toReal', [number]);
    return call('add', [sum, call('coalesce', [value, zero])], whole ? 'long' : 'real');
  }, zero);
  return setField(state, field, total);
}

/** A result more, with the sum of each field. Search Reference: addtotals, addcoltotals. */
export function columnTotals(
  before: State,
  names: readonly string[],
  label: { readonly field: string | undefined; readonly text: string },
): State {
  const state = arrange(before);
  const summed = names.map((name): AggregateCall => {
    const number = numberOf(state, name);
    return { name, fn: 'sum', args: [number], type: number.type === 'long' ? 'long' : 'real' };
  });
  // Without a field to sum, the result is added all the same.
  const counted: AggregateCall = { name: freshName(state, 'count'), fn: 'count', args: [], type: 'long' };
  const aggregates = summed.length === 0 ? [counted] : summed;
  const sums: Relation = { kind: 'aggregate', input: state.relation, groups: [], aggregates };
  const types = new Map(summed.map(({ name, type }) => [name, type]));
  const own = columnsOf(state.relation).filter(({ name }) => !isInternal(name));
  const columns = own.map(({ name, type }): NamedExpression => {
    if (name === label.field) return { name, expression: text(label.text) };
    const sum = types.get(name);
    if (sum === undefined) return { name, expression: nullOf(type) };
    // What only some results hold as a number has a sum where there are any.
    const value = column(name, sum);
    return { name, expression: kindOf(type) === 'text' ? asText(value) : value };
  });
  const added =
    label.field !== undefined && !own.some(({ name }) => name === label.field)
      ? [{ name: label.field, expression: text(label.text) }]
      : [];
  const relation: Relation = { kind: 'project', input: sums, columns: [...columns, ...added] };
  const plain: Relation = {
    kind: 'project',
    input: state.relation,
    columns: own.map(({ name, type }) => ({ name, expression: column(name, type) })),
  };
  const totals: State = { relation, order: [], hidesTime: state.hidesTime };
  return { ...unite([{ ...state, relation: plain, order: [] }, totals]), order: [] };
}

function numberOf(state: State, name: string): Expression {
  return asNumber(column(name, columnType(state.relation, name) ?? 'string'));
}
