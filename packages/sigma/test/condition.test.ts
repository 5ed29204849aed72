import { describe, expect, test } from 'vitest';
import { parseCondition } from '../src/condition/parser.js';
import type { Condition } from '../src/condition/tree.js';
import { selectionsFor } from '../src/condition/tree.js';

const here = (start: number, end: number) => ({ start, end });

/** A condition with every pair of parentheses written out. */
function show(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return `(${condition.parts.map(show).join(` ${condition.kind} `)})`;
    case 'not':
      return `not ${show(condition.part)}`;
    case 'selection':
      return condition.name;
    case 'of':
      return `${condition.quantity} of ${condition.pattern}`;
  }
}

// Sigma Rules Specification, Condition: operator precedence from least to most binding is or, and, not, x of, ( ).
describe('conditions', () => {
  test.each([
    ['a', 'a'],
    ['a or b and c', '(a or (b and c))'],
    ['a and b or c', '((a and b) or c)'],
    ['not a and b', '(not a and b)'],
    ['not (a and b)', 'not (a and b)'],
    ['not not a', 'not not a'],
    ['a AND b Or NOT c', '((a and b) or not c)'],
    ['1 of them', 'any of them'],
    ['all of sel_* and not 1 of filter_*', '(all of sel_* and not any of filter_*)'],
    ['any of x*', 'any of x*'],
    ['(((a)))', 'a'],
    ['not 1 of a*b', 'not any of a*b'],
    ['a and b and c', '(a and b and c)'],
    ['selection-1 and filter.x', '(selection-1 and filter.x)'],
    ['  a\n  or b ', '(a or b)'],
    ['all', 'all'],
  ])('%s', (text, expected) => {
    const parsed = parseCondition(text, here);
    expect('condition' in parsed ? show(parsed.condition) : parsed.problem).toBe(expected);
  });

  test.each([
    ['', 'SIGMA0301', ''],
    ['a b', 'SIGMA0302', 'b'],
    ['a and', 'SIGMA0302', ''],
    ['and a', 'SIGMA0302', 'and'],
    ['(a or b', 'SIGMA0303', '('],
    ['a)', 'SIGMA0302', ')'],
    ['2 of them', 'SIGMA0304', '2'],
    ['1 of', 'SIGMA0305', ''],
    ['1 of (a)', 'SIGMA0305', '('],
    ['a | count() > 5', 'SIGMA0306', '|'],
    ['a & b', 'SIGMA0302', '&'],
    ['not', 'SIGMA0302', ''],
  ])('refuses “%s” with %s at “%s”', (text, code, at) => {
    const parsed = parseCondition(text, here);
    if (!('problem' in parsed)) throw new Error('the condition was taken');
    expect(parsed.problem.code).toBe(code);
    const { start, end } = parsed.problem.span ?? { start: -1, end: -1 };
    expect(text.slice(start, end)).toBe(at);
  });
});

// Specification, Condition: patterns use * at any place; identifiers that begin with an underscore are left out.
test.each([
  ['them', ['a', 'b_1']],
  ['b*', ['b_1']],
  ['*', ['a', 'b_1']],
  ['_*', ['_c']],
  ['*1', ['b_1']],
  ['a.', []],
])('%s names %j', (pattern, expected) => {
  expect(selectionsFor(pattern, ['a', 'b_1', '_c'])).toEqual(expected);
});
