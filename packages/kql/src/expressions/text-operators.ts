import { call, not } from '@interloper/plan';
import type { Expression, FunctionName, SupportEntry } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import { refuse } from '../lowering.js';
import type { Env } from '../lowering.js';

/** An operator on two texts. */
export interface TextOperator {
  lower(left: Expression, right: Expression, node: SyntaxNode, env: Env): Expression;
  readonly support: SupportEntry['support'];
}

/**
 * The operators on text by their spelling. A term is a maximal run of letters and digits.
 * https://learn.microsoft.com/kusto/query/datatypes-string-operators
 */
export const textOperators: Readonly<Record<string, TextOperator>> = {
  '=~': test('eqIgnoreCase'),
  '!~': test('eqIgnoreCase', true),
  ...family('has', 'has'),
  ...family('hasprefix', 'hasPrefix'),
  ...family('hassuffix', 'hasSuffix'),
  ...family('contains', 'contains'),
  ...family('startswith', 'startsWith'),
  ...family('endswith', 'endsWith'),
  notcontains: test('containsIgnoreCase', true),
  containscs: test('contains'),
  notcontainscs: test('contains', true),
  'matches regex': {
    support: 'supported',
    lower: (left, right, node, env) =>
      right.kind === 'literal' && typeof right.value === 'string'
        ? call('matchesRegex', [convert(left, 'string'), right])
        : refuse(env, 'KQL0105', 'The pattern of matches regex', node),
  },
};

function family(
  name: string,
  fn: 'has' | 'hasPrefix' | 'hasSuffix' | 'contains' | 'startsWith' | 'endsWith',
) {
  return {
    [name]: test(`${fn}IgnoreCase`),
    [`!${name}`]: test(`${fn}IgnoreCase`, true),
    [`${name}_cs`]: test(fn),
    [`!${name}_cs`]: test(fn, true),
  };
}

function test(fn: FunctionName, negated = false): TextOperator {
  return {
    support: 'supported',
    lower(left, right) {
      const holds = call(fn, [convert(left, 'string'), convert(right, 'string')]);
      return negated ? not(holds) : holds;
    },
  };
}
