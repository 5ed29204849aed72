import { bool, call, literal, long, not, or } from '@interloper/plan';
import type { Expression, SupportEntry, WindowCall } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantNumber } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf } from '../kusto/syntax.js';
import { lowerExpression, refuse } from '../lowering.js';
import type { Env, WindowUse } from '../lowering.js';
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

const denseRank: WindowEntry = {
  page: 'row-rank-dense-function',
  support: 'supported',
  lower(node, env) {
    const [value, restart] = lowered(node, env);
    if (value === undefined) return refuse(env, 'KQL0104', 'row_rank_dense of nothing', node);
    const session = sessionOf(restart, node, env);
    const step = call('if', [isNew(value, session, node, env), long(1), long(0)]);
    return take(node, env, { fn: 'sum', args: [step], type: 'long', frame: SO_FAR, ...session });
  },
};

/** https://learn.microsoft.com/kusto/query/window-functions */
export const windowFunctions: Readonly<Record<string, WindowEntry>> = {
  row_number: {
    page: 'row-number-function',
    support: 'supported',
    lower(node, env) {
      const [start, restart] = lowered(node, env);
      const first = start === undefined ? 1 : constantNumber(start);
      if (first === undefined) return refuse(env, 'KQL0105', 'The start of row_number', node);
      const number = rowNumber(node, env, sessionOf(restart, node, env));
      return first === 1 ? number : call('add', [number, long(first - 1)], 'long');
    },
  },
  prev: { page: 'prev-function', support: 'supported', lower: neighbour('lag') },
  next: { page: 'next-function', support: 'supported', lower: neighbour('lead') },
  row_cumsum: {
    page: 'row-cumsum-function',
    support: 'supported',
    lower(node, env) {
      const [value, restart] = lowered(node, env);
      if (value === undefined) return refuse(env, 'KQL0104', 'row_cumsum of nothing', node);
      const type = value.type === 'int' ? 'long' : value.type;
      const item = { fn: 'sum', args: [convert(value, type)], type, frame: SO_FAR } as const;
      return take(node, env, { ...item, ...sessionOf(restart, node, env) });
    },
  },
  row_window_session: {
    page: 'row-window-session-function',
    support: 'supported',
    lower(node, env) {
      const [value, fromFirst, fromLast, restart = bool(false)] = lowered(node, env);
      if (
        value === undefined ||
        fromFirst === undefined ||
        fromLast === undefined ||
        env.session === undefined
      )
        return refuse(env, 'KQL0104', 'row_window_session here', node);
      return env.session({ value, fromFirst, fromLast, restart: convert(restart, 'bool') });
    },
  },
  row_rank_dense: denseRank,
  row_rank: denseRank,
  row_rank_min: {
    page: 'row-rank-min-function',
    support: 'supported',
    lower(node, env) {
      const [value, restart] = lowered(node, env);
      if (value === undefined) return refuse(env, 'KQL0104', 'row_rank_min of nothing', node);
      const session = sessionOf(restart, node, env);
      const number = rowNumber(node, env, session);
      const first = call('if', [isNew(value, session, node, env), number, long(0)]);
      return take(node, env, { fn: 'max', args: [first], type: 'long', frame: SO_FAR, ...session });
    },
  },
};

/** Rows between two restarts have the same number of restarts before them. */
function sessionOf(
  restart: Expression | undefined,
  node: SyntaxNode,
  env: Env,
): { readonly within?: Expression } {
  if (restart === undefined) return {};
  const step = call('if', [convert(restart, 'bool'), long(1), long(0)]);
  return { within: take(node, env, { fn: 'sum', args: [step], type: 'long', frame: SO_FAR }) };
}

function rowNumber(node: SyntaxNode, env: Env, session: { readonly within?: Expression }): Expression {
  return take(node, env, { fn: 'rowNumber', args: [], type: 'long', frame: ALL, ...session });
}

/** The value differs from the row before, or there is none. */
function isNew(
  value: Expression,
  session: { readonly within?: Expression },
  node: SyntaxNode,
  env: Env,
): Expression {
  const args = [value, literal('long', 1)];
  const before = take(node, env, { fn: 'lag', args, type: value.type, frame: ALL, ...session });
  const number = rowNumber(node, env, session);
  return or(call('eq', [number, long(1)]), not(call('same', [value, before])));
}

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

function take(node: SyntaxNode, env: Env, item: WindowUse): Expression {
  return env.window === undefined
    ? refuse(env, 'KQL0104', 'A function over neighbouring rows here', node)
    : env.window(item);
}
