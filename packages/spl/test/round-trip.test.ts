import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, printPipeline } from '../src/index.js';
import { printExpression, printSearch } from '../src/syntax/print-parts.js';
import type { BinaryOperator, Expr, SearchExpr, Word } from '../src/syntax/tree.js';

const span = { start: 0, end: 0 };
const name = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,6}$/)
  .filter((text) => !/^(?:and|or|not|xor|in|like)$/.test(text));
const oddName = fc.stringMatching(/^[a-z][a-z0-9_.{} -]{0,8}$/).map((text) => `${text}x`);
const anyText = fc.string({ maxLength: 8 }).filter((text) => !text.includes('`'));
const OPERATORS: readonly BinaryOperator[] = [
  'OR',
  'XOR',
  'AND',
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'LIKE',
  '.',
  '+',
  '-',
  '*',
  '/',
  '%',
];

const expressions = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyText.map((value): Expr => ({ kind: 'text', value, span })),
    fc.nat(1000).map((value): Expr => ({ kind: 'number', text: String(value), span })),
    fc.oneof(name, oddName).map((field): Expr => ({ kind: 'field', name: field, span })),
    fc
      .tuple(name, fc.array(tie('expr'), { maxLength: 3 }))
      .map(([fn, args]): Expr => ({ kind: 'call', name: fn, args, span })),
    fc
      .tuple(fc.constantFrom<'NOT' | '-'>('NOT', '-'), tie('expr'))
      .map(([operator, operand]): Expr => ({ kind: 'unary', operator, operand, span })),
    fc
      .tuple(fc.constantFrom(...OPERATORS), tie('expr'), tie('expr'))
      .map(([operator, left, right]): Expr => ({ kind: 'binary', operator, left, right, span })),
    fc
      .tuple(tie('expr'), fc.array(tie('expr'), { minLength: 1, maxLength: 3 }), fc.boolean())
      .map(([value, list, negated]): Expr => ({ kind: 'in', value, list, negated, span })),
  ),
}));

const value: fc.Arbitrary<Word> = fc.oneof(
  anyText.map((text): Word => ({ text, quoted: true, span })),
  fc.stringMatching(/^[a-z0-9*._:-]{1,8}$/).map((text): Word => ({ text, quoted: false, span })),
);
const field = fc
  .stringMatching(/^[a-z][a-z0-9_.{}]{0,8}$/)
  .map((text): Word => ({ text, quoted: false, span }));

const searches = fc.letrec<{ term: SearchExpr }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc
      .tuple(field, fc.constantFrom('=' as const, '!=' as const, '<' as const, '>=' as const), value)
      .map(([left, operator, right]): SearchExpr => ({
        kind: 'compare',
        field: left,
        operator,
        value: right,
        span,
      })),
    fc
      .tuple(field, fc.array(value, { minLength: 1, maxLength: 3 }))
      .map(([left, values]): SearchExpr => ({ kind: 'in', field: left, values, span })),
    value.map((word): SearchExpr => ({ kind: 'term', word, span })),
    tie('term').map((term): SearchExpr => ({ kind: 'not', term, span })),
    fc
      .tuple(
        fc.constantFrom<'and' | 'or'>('and', 'or'),
        fc.array(tie('term'), { minLength: 2, maxLength: 3 }),
      )
      .map(([kind, terms]): SearchExpr => ({ kind, terms, span })),
  ),
}));

test('an eval expression that is printed and read again is the same tree', () => {
  fc.assert(
    fc.property(expressions.expr, (expression) => {
      const { pipeline, diagnostics } = parse(`| where ${printExpression(expression)}`);
      expect(diagnostics).toEqual([]);
      const [command] = pipeline.commands;
      expect(withoutSpans(command?.kind === 'where' ? command.condition : command)).toEqual(
        withoutSpans(expression),
      );
    }),
    { numRuns: 500 },
  );
});

test('a search expression that is printed and read again is the same tree', () => {
  fc.assert(
    fc.property(searches.term, (expression) => {
      const { pipeline, diagnostics } = parse(`search ${printSearch(expression, printPipeline)}`);
      expect(diagnostics).toEqual([]);
      const [command] = pipeline.commands;
      expect(withoutSpans(command?.kind === 'search' ? command.expression : command)).toEqual(
        withoutSpans(expression),
      );
    }),
    { numRuns: 500 },
  );
});

function withoutSpans(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, item: unknown) => (key === 'span' ? undefined : item)));
}
