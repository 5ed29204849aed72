import { diagnostic } from '../diagnostics.js';
import type { Scanner } from './scanner.js';
import {
  expect,
  fail,
  failExpected,
  matchAt,
  quotedText,
  skipSpace,
  spanFrom,
  subsearch,
  take,
  takeKeyword,
} from './scanner.js';
import type { Assignment, BinaryOperator, Expr } from './tree.js';

/**
 * How tightly operators bind, loosest first: in eval and where AND goes before OR (Search Manual, Boolean
 * expressions); the search command has it the other way round.
 */
export const precedence: Readonly<Record<BinaryOperator | 'NOT' | 'IN', number>> = {
  XOR: 1,
  OR: 2,
  AND: 3,
  NOT: 4,
  '=': 5,
  '!=': 5,
  '<': 5,
  '<=': 5,
  '>': 5,
  '>=': 5,
  LIKE: 5,
  IN: 5,
  '.': 6,
  '+': 6,
  '-': 6,
  '*': 7,
  '/': 7,
  '%': 7,
};

const IDENTIFIER = /[A-Za-z_@][A-Za-z0-9_:@]*(?:\{\d*\})*/y;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /==|!=|<=|>=|[=<>.+\-*/%]/y;
const WORD_OPERATORS: readonly BinaryOperator[] = ['XOR', 'OR', 'AND', 'LIKE'];

/** Parses an eval expression. Search Reference: eval, "Eval expressions". */
export function parseExpression(scanner: Scanner, least = 0): Expr {
  skipSpace(scanner);
  const start = scanner.position;
  let left = parsePrefix(scanner);
  for (;;) {
    const before = scanner.position;
    const negated = takeKeyword(scanner, 'NOT');
    if (precedence.IN >= least && takeKeyword(scanner, 'IN')) {
      left = { kind: 'in', value: left, list: parseList(scanner), negated, span: spanFrom(scanner, start) };
      continue;
    }
    scanner.position = before;
    const operator = negated ? undefined : tryOperator(scanner);
    if (operator === undefined || precedence[operator] < least) {
      scanner.position = before;
      return left;
    }
    const right = parseExpression(scanner, precedence[operator] + 1);
    left = { kind: 'binary', operator, left, right, span: spanFrom(scanner, start) };
  }
}

/** `field = expression, …` */
export function parseAssignments(scanner: Scanner): Assignment[] {
  const assignments: Assignment[] = [];
  do {
    skipSpace(scanner);
    const start = scanner.position;
    const field = parseTarget(scanner);
    expect(scanner, '=');
    const value = parseExpression(scanner);
    assignments.push({ field, value, span: spanFrom(scanner, start) });
  } while (take(scanner, ','));
  return assignments;
}

/** The field an assignment fills; unlike in an expression, dots belong to the name. */
function parseTarget(scanner: Scanner): string {
  const first = scanner.source[scanner.position];
  if (first === '"' || first === "'") return quotedText(scanner, first);
  const start = scanner.position;
  if (matchAt(scanner, /[\w.:@-]*\{[A-Za-z_][^}=]*\}[\w.:@-]*/y) !== undefined) {
    const help = 'use xyseries or chart, which make columns of values';
    const what = 'a field whose name is the value of another';
    fail(diagnostic('SPL0504', [what], { span: spanFrom(scanner, start), help }));
  }
  return matchAt(scanner, /[A-Za-z_@][\w.:{}@-]*/y) ?? failExpected(scanner, 'the name of a field');
}

function parsePrefix(scanner: Scanner): Expr {
  skipSpace(scanner);
  const start = scanner.position;
  if (takeKeyword(scanner, 'NOT')) {
    const operand = parseExpression(scanner, precedence.NOT);
    return { kind: 'unary', operator: 'NOT', operand, span: spanFrom(scanner, start) };
  }
  if (take(scanner, '(')) {
    const inner = parseExpression(scanner);
    expect(scanner, ')');
    return { ...inner, span: spanFrom(scanner, start) };
  }
  const character = scanner.position < scanner.end ? scanner.source[scanner.position] : undefined;
  if (character === '"') {
    return { kind: 'text', value: quotedText(scanner, '"'), span: spanFrom(scanner, start) };
  }
  if (character === "'") {
    return { kind: 'field', name: quotedText(scanner, "'"), span: spanFrom(scanner, start) };
  }
  if (character === '[') {
    const pipeline = subsearch(scanner);
    const written = scanner.source.slice(start + 1, scanner.position - 1).trim();
    return { kind: 'subsearch', pipeline, text: written, span: spanFrom(scanner, start) };
  }
  const digits = matchAt(scanner, NUMBER);
  if (digits !== undefined) return { kind: 'number', text: digits, span: spanFrom(scanner, start) };
  if (take(scanner, '-')) {
    const operand = parseExpression(scanner, precedence['*'] + 1);
    return { kind: 'unary', operator: '-', operand, span: spanFrom(scanner, start) };
  }
  if (take(scanner, '+')) return parsePrefix(scanner);
  const name = matchAt(scanner, IDENTIFIER);
  if (name === undefined) return failExpected(scanner, 'a value');
  return take(scanner, '(') ? parseCall(scanner, name, start) : fieldNode(scanner, name, start);
}

function fieldNode(scanner: Scanner, name: string, start: number): Expr {
  return { kind: 'field', name, span: spanFrom(scanner, start) };
}

function parseCall(scanner: Scanner, name: string, start: number): Expr {
  const args: Expr[] = [];
  if (!take(scanner, ')')) {
    do args.push(parseExpression(scanner));
    while (take(scanner, ','));
    if (!take(scanner, ')')) failExpected(scanner, '"," or ")"');
  }
  return { kind: 'call', name, args, span: spanFrom(scanner, start) };
}

function parseList(scanner: Scanner): Expr[] {
  expect(scanner, '(');
  const list: Expr[] = [];
  do list.push(parseExpression(scanner));
  while (take(scanner, ','));
  if (!take(scanner, ')')) failExpected(scanner, '"," or ")"');
  return list;
}

function tryOperator(scanner: Scanner): BinaryOperator | undefined {
  for (const name of WORD_OPERATORS) if (takeKeyword(scanner, name)) return name;
  skipSpace(scanner);
  const symbol = matchAt(scanner, SYMBOL);
  return symbol === '==' ? '=' : isOperator(symbol) ? symbol : undefined;
}

function isOperator(symbol: string | undefined): symbol is BinaryOperator {
  return symbol !== undefined && Object.hasOwn(precedence, symbol);
}
