import { call, text } from '@interloper/plan';
import type { NamedExpression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantText } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { elements, nameOf, optionalPart, part, schemaColumns } from '../kusto/syntax.js';
import { lowerExpression, refuseRows } from '../lowering.js';
import type { Env } from '../lowering.js';
import { extend, present } from '../text.js';
import { orderAfter } from './computed.js';
import type { Operator } from './operator.js';

/** Values behind their names in a text. https://learn.microsoft.com/kusto/query/parse-kv-operator */
export const parseKv: Operator = {
  name: 'parse-kv',
  classes: ['ParseKvOperator'],
  support: 'supported',
  page: 'parse-kv-operator',
  keepsParts: true,
  lower(node, input, env) {
    const keys = schemaColumns(part(node, 'Keys'));
    const options = optionsOf(node, env);
    if (options === undefined) return refuseRows(env, 'KQL0105', 'An option of parse-kv', node);
    const source = convert(lowerExpression(part(node, 'Expression'), { ...env, rows: input }), 'string');
    const names = keys.map(({ name }) => name);
    const found = call('keyValues', [source, text(JSON.stringify({ ...options, keys: names }))]);
    const values = keys.map(({ name, type }): NamedExpression => {
      const value = call('pathText', [found, text(name)]);
      return { name, expression: type === 'string' ? present(value) : convert(value, type) };
    });
    return { ...extend(input, values), ...orderAfter(input, new Set()) };
  },
};

interface Options {
  readonly pair?: string;
  readonly value?: string;
  readonly regex?: string;
  readonly greedy: boolean;
  readonly quotes: readonly string[];
  readonly escapes: readonly string[];
}

function optionsOf(node: SyntaxNode, env: Env): Options | undefined {
  const clause = optionalPart(node, 'WithClause');
  const given = (clause === undefined ? [] : elements(clause, 'Properties')).map((item) => ({
    name: nameOf(part(item, 'Name')).toLowerCase(),
    value: lowerExpression(part(item, 'Expression'), env),
  }));
  const texts = (name: string): readonly (string | undefined)[] =>
    given.filter((item) => item.name === name).map(({ value }) => constantText(value));
  const [pair] = texts('pair_delimiter');
  const [value] = texts('kv_delimiter');
  const [regex] = texts('regex');
  const [quotes, escapes] = [texts('quote'), texts('escape')];
  if ([...quotes, ...escapes].includes(undefined)) return undefined;
  const greedy = given.find(({ name }) => name === 'greedy');
  return {
    ...(pair === undefined ? {} : { pair }),
    ...(value === undefined ? {} : { value }),
    ...(regex === undefined ? {} : { regex }),
    greedy: greedy !== undefined && constantBool(greedy.value) === true,
    quotes: quotes.flatMap((quote) => quote ?? []),
    escapes: escapes.flatMap((escape) => escape ?? []),
  };
}
