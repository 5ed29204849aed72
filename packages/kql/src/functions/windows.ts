import { call, isNumeric, literal, long } from '@interloper/plan';
import type { Expression, SupportEntry, WindowCall } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantNumber } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf } from '../kusto/syntax.js';
import { lowerExpression, refuse } from '../lowering.js';
import type { Env } from '../lowering.js';
import { bare, present } from '../text.js';

/** A function that looks at neighbouring rows. */
export interface WindowEntry {
  readonly lower: (node: SyntaxNode, env: Env) => Expression;
  readonly support: SupportEntry['support'];
  readonly note?: string;
  readonly page: string;
}

const ALL: WindowCall['frame'] = { unit: 'all' };
const SO_FAR: WindowCall['frame'] = { unit: 'rows', before: 'unbounded', after: 0 };

/** https://learn.microsoft.com/kusto/query/window-functions */
export const windowFunctions: Readonly<Record<string, WindowEntry>> = {
  row_number: {
    page: 'row-number-function',
    support: 'partial',
    note: 'a restart condition is refused',
    lower(node, env) {
      const [start, restart] = lowered(node, env);
      if (restart !== undefined) return refuse(env, 'KQL0104', 'row_number with a restart', node);
      const first = start === undefined ? 1 : constantNumber(start);
      if (first === undefined) return refuse(env, 'KQL0105', 'The start of row_number', node);
      const number = take(node, env, { fn: 'rowNumber', args: [], type: 'long', frame: ALL });
      return first === 1 ? number : call('add', [number, long(first - 1)], 'long');
    },
  },
  prev: { page: 'prev-function', support: 'supported', lower: neighbour('lag') },
  next: { page: 'next-function', support: 'supported', lower: neighbour('lead') },
  row_cumsum: {
    page: 'row-cumsum-function',
    support: 'partial',
    note: 'a restart condition is refused',
    lower(node, env) {
      const [value, restart] = lowered(node, env);
      if (value === undefined || restart !== undefined) {
        return refuse(env, 'KQL0104', 'row_cumsum with a restart', node);
      }
      const type = isNumeric(value.type) ? (value.type === 'int' ? 'long' : value.type) : value.type;
      const sum = take(node, env, { fn: 'sum', args: [convert(value, type)], type, frame: SO_FAR });
      return sum;
    },
  },
};

function lowered(node: SyntaxNode, env: Env): readonly Expression[] {
  return argumentsOf(node).map((argument) => lowerExpression(argument, env));
}

function neighbour(fn: 'lag' | 'lead') {
  return (node: SyntaxNode, env: Env): Expression => {
    const [value, offset = long(1), otherwise] = lowered(node, env);
    const distance = constantNumber(offset);
    if (value === undefined || distance === undefined) {
      return refuse(env, 'KQL0105', 'The offset', node);
    }
    const found = take(node, env, {
      fn,
      args: [bare(value), literal('long', distance)],
      type: value.type,
      frame: ALL,
    });
    if (otherwise === undefined) return present(found);
    return call('coalesce', [found, convert(otherwise, value.type)]);
  };
}

function take(node: SyntaxNode, env: Env, item: Omit<WindowCall, 'name'>): Expression {
  return env.window === undefined
    ? refuse(env, 'KQL0104', 'A function over neighbouring rows here', node)
    : env.window(item);
}
