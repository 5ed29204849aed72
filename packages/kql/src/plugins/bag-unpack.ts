import { call, literal, text } from '@interloper/plan';
import type { Expression, NamedExpression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantElements, constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { nameOf } from '../kusto/syntax.js';
import { lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { allColumns, present, project } from '../text.js';
import { isAmong, propertyNames, unpackedColumns } from './bag-properties.js';
import type { Unpacking } from './bag-properties.js';
import { learn } from './learn.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

/**
 * A column for each property of a bag, in the order of their names, behind the other columns.
 * https://learn.microsoft.com/kusto/query/bag-unpack-plugin
 */
export const bagUnpack: Plugin = (node, input, env, schema) => {
  if ((input.carried ?? []).length > 0) return refuseRows(env, 'KQL0104', 'bag_unpack in a subquery', node);
  const options = optionsOf(node, input, env);
  if (typeof options === 'string') return refuseRows(env, 'KQL0104', options, node);
  if (schema === undefined) return learn(node, env, unpackedColumns(input, options));
  if (schema.length === 0) return refuseRows(env, 'KQL0104', 'bag_unpack that leaves no column', node);
  const { bag, prefix, conflict, others, ignored } = options;
  return project(
    input,
    schema.map(({ name, type }): NamedExpression => {
      const other = others.find((item) => item.name === name);
      const isProperty = name.startsWith(prefix) && !ignored.includes(name.slice(prefix.length));
      if (other !== undefined && (conflict !== 'replace_source' || !isProperty)) return other;
      const value = call('path', [bag.expression, text(name.slice(prefix.length))]);
      const given = isProperty ? converted(value, type) : nothing(type);
      if (other === undefined || other.expression.type !== type) return { name, expression: given };
      const replaced = isAmong(text(name), propertyNames(input, options));
      return { name, expression: call('if', [replaced, given, other.expression]) };
    }),
  );
};

function nothing(type: ScalarType): Expression {
  return type === 'string' ? text('') : literal(type, null);
}

function converted(value: Expression, type: ScalarType): Expression {
  return type === 'string' ? present(convert(value, type)) : convert(value, type);
}

const OPTIONS: ReadonlySet<string> = new Set(['OutputColumnPrefix', 'columnsConflict', 'ignoredProperties']);
const CONFLICTS: ReadonlySet<string> = new Set(['error', 'replace_source', 'keep_source']);

/** What the call asks for; what is not supported about it otherwise. */
function optionsOf(node: SyntaxNode, input: Rows, env: Env): Unpacking | string {
  const { positional, named } = pluginArguments(node);
  if (positional.length > 4 || [...named.keys()].some((name) => !OPTIONS.has(name)))
    return 'bag_unpack with this option';
  const option = (name: string, place: number): Expression | undefined => {
    const given = named.get(name) ?? positional[place];
    return given === undefined ? undefined : lowerExpression(given, env);
  };
  const [written] = positional;
  const bag = allColumns(input).find(({ name }) => written !== undefined && name === nameOf(written));
  if (bag?.expression.type !== 'dynamic') return 'bag_unpack of something that is no dynamic column';
  const prefix = option('OutputColumnPrefix', 1);
  const conflict = option('columnsConflict', 2);
  const ignored = option('ignoredProperties', 3);
  const [start, onConflict] = [
    prefix === undefined ? '' : constantText(prefix),
    conflict === undefined ? 'error' : constantText(conflict),
  ];
  const names = ignored === undefined ? [] : constantElements(ignored);
  if (start === undefined || onConflict === undefined || names === undefined || !CONFLICTS.has(onConflict))
    return 'bag_unpack with these options';
  return {
    bag,
    prefix: start,
    conflict: onConflict,
    ignored: names.map(({ value }) => String(value)),
    others: allColumns(input).filter(({ name }) => name !== bag.name),
  };
}
