import type { Expression, LiteralValue, Relation, ScalarType, Values } from '@interloper/plan';
import { constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { nameOf } from '../kusto/syntax.js';
import { lowerExpression, refuseRows } from '../lowering.js';
import type { Env } from '../lowering.js';
import { settle } from '../text.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

/**
 * A column for each property of a bag, in the order of their names. Which properties there are is only known of rows
 * that are written in the rule. https://learn.microsoft.com/kusto/query/bag-unpack-plugin
 */
export const bagUnpack: Plugin = (call, input, env) => {
  const { positional, named } = pluginArguments(call);
  const option = (name: string, otherwise?: SyntaxNode): Expression | undefined => {
    const node = named.get(name) ?? otherwise;
    return node === undefined ? undefined : lowerExpression(node, env);
  };
  const [bag, second] = positional;
  const prefix = option('OutputColumnPrefix', second);
  const conflict = option('columnsConflict');
  const values = writtenRows(settle(input), env);
  const place =
    bag === undefined ? -1 : (values?.columns.findIndex(({ name }) => name === nameOf(bag)) ?? -1);
  if (values === undefined || place === -1)
    return refuseRows(env, 'KQL0106', 'What bag_unpack finds in a bag', call);
  const onConflict = conflict === undefined ? 'error' : constantText(conflict);
  const start = prefix === undefined ? '' : constantText(prefix);
  if (start === undefined || !['error', 'keep_source'].includes(onConflict ?? '')) {
    return refuseRows(env, 'KQL0104', 'bag_unpack with these options', call);
  }
  const bags = values.rows.map((row) => bagOf(row[place] ?? null));
  if (values.rows.some((row) => WHOLE_REAL.test(String(row[place])))) {
    return refuseRows(env, 'KQL0104', 'bag_unpack of a whole number with a point', call);
  }
  const names = [...new Set(bags.flatMap((item) => Object.keys(item)))].toSorted();
  const kept = values.columns.filter((_, index) => index !== place);
  const clashes = (name: string): boolean => kept.some((item) => item.name === `${start}${name}`);
  if (onConflict === 'error' && names.some(clashes)) {
    return refuseRows(env, 'KQL0104', 'bag_unpack of a property whose name is taken', call);
  }
  const added = names
    .filter((name) => !clashes(name))
    .map((name) => ({ name, type: typeFor(bags.map((item) => item[name])) }));
  if (added.some(({ type }) => type === undefined)) {
    return refuseRows(
      env,
      'KQL0104',
      'bag_unpack of a property of several types, or of text that may be an instant',
      call,
    );
  }
  const relation: Relation = {
    kind: 'values',
    columns: [
      ...kept,
      ...added.map(({ name, type }) => ({ name: `${start}${name}`, type: type ?? 'dynamic' })),
    ],
    rows: values.rows.map((row, index) => [
      ...row.filter((_, at) => at !== place),
      ...added.map(({ name, type }) => stored(bags[index]?.[name], type ?? 'dynamic')),
    ]),
  };
  return { relation, nullable: new Set() };
};

/** A real that JavaScript takes for a whole number. */
const WHOLE_REAL = /\d\.0*(?![0-9])|\d[eE]/;

/** The rows of a datatable, also behind a let. */
function writtenRows(relation: Relation, env: Env): Values | undefined {
  if (relation.kind === 'values') return relation;
  if (relation.kind !== 'reference') return undefined;
  const item = env.context.lets.find(({ name }) => name === relation.name);
  return item === undefined ? undefined : writtenRows(item.value, env);
}

function bagOf(value: LiteralValue): Readonly<Record<string, unknown>> {
  const parsed: unknown = typeof value === 'string' ? JSON.parse(value) : null;
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : {};
}

/** The one type of all values that are there; undefined where JSON does not tell what Kusto would see. */
function typeFor(values: readonly unknown[]): ScalarType | undefined {
  const types = new Set(values.filter((value) => value !== undefined && value !== null).map(typeOfValue));
  const [only] = types;
  return types.size === 1 ? only : undefined;
}

function typeOfValue(value: unknown): ScalarType | undefined {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'long' : 'real';
  if (typeof value === 'string')
    return /^\d{4}-\d\d-\d\dT|^-?(\d+\.)?\d\d:\d\d:\d\d|^[\da-f]{8}-/i.test(value) ? undefined : 'string';
  return 'dynamic';
}

function stored(value: unknown, type: ScalarType): LiteralValue {
  if (value === undefined || value === null) return type === 'string' ? '' : null;
  if (type === 'dynamic') return JSON.stringify(value);
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  return null;
}
