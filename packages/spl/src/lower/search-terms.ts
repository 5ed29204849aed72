import type { Expression, Relation } from '@interloper/plan';
import { call, column, columnsOf, text } from '@interloper/plan';
import type { State } from './state.js';
import { isInternal, knownOrder, sortKeys } from './state.js';
import { asText } from './values.js';

/** What stands around and between the terms of `format` unless it says otherwise. */
export const USUAL_WORDS: readonly string[] = ['(', '(', 'AND', ')', 'OR', ')'];

/**
 * Results as one search expression: `field="value"` of all fields of a result in the order of their names, joined, and
 * all results joined. `words` are what stands around and between: row prefix, column prefix, column separator, column
 * end, row separator, row end. Gives the name of a field with several values instead when there is one.
 */
export function searchTerms(
  before: State,
  words: readonly string[],
  most: number,
  empty: string,
): State | { readonly list: string } {
  const [rowPrefix = '', prefix = '', separator = '', end = '', rowSeparator = '', rowEnd = ''] = words;
  const known = knownOrder(before);
  const fields = columnsOf(known.relation)
    .filter(({ name }) => !isInternal(name) && !name.startsWith('_'))
    .toSorted((left, right) => (left.name < right.name ? -1 : Number(left.name > right.name)));
  const list = fields.find(({ type }) => type === 'multivalue');
  if (list !== undefined) return { list: list.name };
  const limited: Relation = {
    kind: 'limit',
    input: { kind: 'sort', input: known.relation, keys: sortKeys(known) },
    count: most,
  };
  const pairs = fields.map(({ name, type }) => pair(name, column(name, type)));
  const joined =
    pairs.length === 0 ? text('') : call('mvJoin', [call('mvAppend', pairs), text(` ${separator} `)]);
  const row = call('concat', [text(`${prefix} `), joined, text(` ${end}`)]);
  const together: Relation = {
    kind: 'aggregate',
    input: most === 0 ? known.relation : limited,
    groups: [],
    aggregates: [{ name: 'search', fn: 'mvList', args: [row], type: 'multivalue', order: sortKeys(known) }],
  };
  const rows = call('mvJoin', [column('search', 'multivalue'), text(` ${rowSeparator} `)]);
  const whole = call('concat', [text(`${rowPrefix} `), rows, text(` ${rowEnd}`)]);
  const relation: Relation = {
    kind: 'project',
    input: together,
    columns: [{ name: 'search', expression: call('coalesce', [whole, text(empty)]) }],
  };
  return { relation, order: [], hidesTime: false };
}

/** `name="value"`, null without a value. */
export function pair(name: string, value: Expression): Expression {
  const escaped = ['\\', '"'].reduce<Expression>(
    (before, character) => call('replaceText', [before, text(character), text(`\\${character}`)]),
    asText(value),
  );
  return call('concat', [text(`${name}="`), escaped, text('"')]);
}
