import { call, not, text } from '@interloper/plan';
import type { Expression, FunctionName, SupportEntry } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantText } from './constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { refuse } from '../lowering.js';
import { translateRegex } from '../regex.js';
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
    lower(left, right, node, env) {
      const pattern = constantText(right);
      if (pattern === undefined) return refuse(env, 'KQL0105', 'The pattern of matches regex', node);
      const translated = translateRegex(pattern);
      if ('problem' in translated) return refuse(env, 'KQL0111', translated.problem, node);
      return call('matchesRegex', [convert(left, 'string'), text(translated.pattern)]);
    },
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
