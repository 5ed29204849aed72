import type { Expression, Relation } from '@interloper/plan';
import { call, column, columnType, columnsOf, long, not, text } from '@interloper/plan';
import { atPath } from './json-path.js';
import type { Lowering, State } from './state.js';
import { freshName, isInternal, setField } from './state.js';
import { asText, convert } from './values.js';

/** Names that no table is read with. */
const MOST_NAMES = 1000;

/** A field that JSON holds: its name, and whether it has several values. */
interface JsonField {
  readonly name: string;
  readonly list: boolean;
}

/** Fields from the JSON of a value, or why there are none: too many names. Undefined until the names are known. */
type Extracted = State | 'too many' | undefined;

/** The properties of JSON objects as fields, named by `named`: an array as its values, an object as JSON. */
export function topFields(
  before: State,
  value: Expression,
  named: (name: string) => string,
  lowering: Lowering,
): Extracted {
  const { state, object } = parsed(before, value);
  const pair = freshName(state, 'pair');
  const own = column(pair, 'dynamic');
  const isArray = call('eq', [call('jsonType', [call('path', [own, long(1)])]), text('array')]);
  const fields = namesIn(state, call('objectPairs', [object]), pair, lowering, [
    { name: 'name', expression: call('pathText', [own, long(0)]) },
    { name: 'type', expression: call('if', [isArray, text('list'), text('value')]) },
  ]);
  if (fields === undefined) return undefined;
  const names = [...new Set(fields.map(({ name }) => name))];
  if (names.length > MOST_NAMES) return 'too many';
  return names.reduce((after, name) => {
    const list = fields.some((field) => field.name === name && field.type === 'list');
    const found = list
      ? call('mvFromJson', [call('path', [object, text(name)])])
      : call('pathText', [object, text(name)]);
    return assigned(after, named(name), found);
  }, state);
}

/** All values inside JSON as fields, named by their paths (`a.b`, `list{}.c`). Search Reference: spath, "auto". */
export function deepFields(before: State, value: Expression, lowering: Lowering): Extracted {
  const { state, object } = parsed(before, value);
  const path = freshName(state, 'path');
  const places = call('replaceRegex', [column(path, 'string'), text('\\[[0-9]+\\]'), text('[]')]);
  const fields = namesIn(state, call('treePaths', [object]), path, lowering, [
    { name: 'name', expression: places },
    { name: 'type', expression: text('value') },
  ]);
  if (fields === undefined) return undefined;
  if (fields.length > MOST_NAMES) return 'too many';
  const paths = fields.map(({ name }) => name);
  // What holds other values is no value itself.
  const leaves = paths.filter((one) => !paths.some((other) => other !== one && other.startsWith(one)));
  return leaves.map(fieldOf).reduce((after, { name }) => {
    return assigned(after, name, atPath(object, name));
  }, state);
}

/** `['a'][]['b']` as `a{}.b`. */
function fieldOf(path: string): JsonField {
  const steps = [...path.matchAll(/\['((?:[^'\\]|\\.)*)'\]|\[\]/g)];
  const name = steps.reduce((before, [step, property]) => {
    if (property === undefined) return step === '[]' ? `${before}{}` : before;
    return before === '' ? property : `${before}.${property}`;
  }, '');
  return { name, list: name.includes('{}') };
}

/** The JSON object of a value, read once, in a column that no field replaces. */
function parsed(before: State, value: Expression): { readonly state: State; readonly object: Expression } {
  const name = freshName(before, 'json');
  const columns = [{ name, expression: call('parseObject', [asText(value)]) }];
  const relation: Relation = { kind: 'extend', input: before.relation, columns };
  return { state: { ...before, relation }, object: column(name, 'dynamic') };
}

function namesIn(
  state: State,
  list: Expression,
  element: string,
  lowering: Lowering,
  columns: Extract<Relation, { kind: 'project' }>['columns'],
): ReturnType<Lowering['ask']> {
  const each: Relation = {
    kind: 'unnest',
    input: state.relation,
    lists: [{ list, column: { name: element, type: element.includes(':path') ? 'string' : 'dynamic' } }],
    outer: false,
  };
  const named: Relation = { kind: 'project', input: each, columns };
  const own = column('name', 'string');
  const present: Relation = { kind: 'filter', input: named, predicate: not(call('isNull', [own])) };
  const sorted: Relation = {
    kind: 'sort',
    input: { kind: 'distinct', input: present },
    keys: [{ expression: own, descending: false, nulls: 'last' }],
  };
  return lowering.ask({ kind: 'limit', input: sorted, count: 2 * MOST_NAMES + 1 });
}

/** Sets a field where a value was found; where there is none it stays as it is. */
function assigned(state: State, name: string, found: Expression): State {
  if (name === '' || isInternal(name)) return state;
  const type = columnType(state.relation, name);
  if (type === undefined) return setField(state, name, found);
  const common = type === 'multivalue' || found.type === 'multivalue' ? 'multivalue' : 'string';
  const own = columnsOf(state.relation).some((item) => item.name === name) ? column(name, type) : found;
  return setField(state, name, call('coalesce', [convert(found, common), convert(own, common)]));
}
