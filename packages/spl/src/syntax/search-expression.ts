import type { Scanner } from './scanner.js';
import {
  atEnd,
  expect,
  fail,
  failExpected,
  isCurlyQuote,
  macro,
  matchAt,
  quotedText,
  skipSpace,
  spanFrom,
  subsearch,
  take,
} from './scanner.js';
import { diagnostic } from '../diagnostics.js';
import type { Comparison, Directive, SearchExpr, Word } from './tree.js';

const VALUE = /(?:[^\s,|()[\]"`\\]|\\[\s\S])+/y;
const FIELD = /[^\s,|()[\]"'=`<>!]+/y;

/**
 * Parses the terms of a search. Terms side by side are joined by AND; OR is evaluated before AND, and NOT before both
 * (Search Manual, Boolean expressions). The operators are capital.
 */
export function parseSearch(scanner: Scanner): SearchExpr | undefined {
  if (atEnd(scanner)) return undefined;
  const expression = parseAnd(scanner);
  if (!atEnd(scanner)) failExpected(scanner, 'a search term');
  return expression;
}

function parseAnd(scanner: Scanner): SearchExpr {
  skipSpace(scanner);
  const start = scanner.position;
  const terms = [parseOr(scanner)];
  for (;;) {
    const explicit = takeOperator(scanner, 'AND');
    if (!explicit && (atEnd(scanner) || scanner.source[scanner.position] === ')')) break;
    terms.push(parseOr(scanner));
  }
  return join('and', terms, scanner, start);
}

function parseOr(scanner: Scanner): SearchExpr {
  skipSpace(scanner);
  const start = scanner.position;
  const terms = [parseNot(scanner)];
  while (takeOperator(scanner, 'OR')) terms.push(parseNot(scanner));
  return join('or', terms, scanner, start);
}

function join(kind: 'and' | 'or', terms: SearchExpr[], scanner: Scanner, start: number): SearchExpr {
  const [first] = terms;
  return first !== undefined && terms.length === 1 ? first : { kind, terms, span: spanFrom(scanner, start) };
}

function parseNot(scanner: Scanner): SearchExpr {
  skipSpace(scanner);
  const start = scanner.position;
  if (takeOperator(scanner, 'NOT')) {
    const term = parseNot(scanner);
    return { kind: 'not', term, span: spanFrom(scanner, start) };
  }
  return parseTerm(scanner);
}

function parseTerm(scanner: Scanner): SearchExpr {
  if (atEnd(scanner)) return failExpected(scanner, 'a search term');
  const start = scanner.position;
  if (take(scanner, '(')) {
    const inner = parseAnd(scanner);
    if (!take(scanner, ')')) failExpected(scanner, '")"');
    return inner;
  }
  const character = scanner.source[start];
  if (character === '[') {
    const pipeline = subsearch(scanner);
    return { kind: 'subsearch', pipeline, span: spanFrom(scanner, start) };
  }
  if (character === '`') return { kind: 'macro', macro: macro(scanner), span: spanFrom(scanner, start) };
  const found = tryDirective(scanner);
  if (found === undefined) return parseComparison(scanner, start);
  return { kind: 'term', word: found.value, directive: found.directive, span: spanFrom(scanner, start) };
}

interface Directed {
  readonly value: Word;
  readonly directive: Directive;
}

/** `CASE(term)` or `TERM(term)`. Search Manual, "Use CASE() and TERM() to match phrases". */
function tryDirective(scanner: Scanner): Directed | undefined {
  const name = matchAt(scanner, /(?:CASE|TERM)\(/y);
  if (name === undefined) return undefined;
  const from = scanner.position;
  const text = matchAt(scanner, /[^()]+/y) ?? failExpected(scanner, 'a term');
  const bare = /^"[^"]*"$/.test(text.trim()) ? text.trim().slice(1, -1) : text.trim();
  const value: Word = { text: bare, quoted: false, span: spanFrom(scanner, from) };
  expect(scanner, ')');
  return { value, directive: name === 'CASE(' ? 'CASE' : 'TERM' };
}

/** What a field is compared with. */
function parseCompared(scanner: Scanner): { readonly value: Word; readonly directive?: Directive } {
  skipSpace(scanner);
  return tryDirective(scanner) ?? { value: parseValue(scanner) };
}

function parseComparison(scanner: Scanner, start: number): SearchExpr {
  const field = tryField(scanner);
  if (field !== undefined) {
    const behind = scanner.position;
    if (matchAt(scanner, /\s+in\s*\(/iy) !== undefined) {
      const values = [parseValue(scanner)];
      for (;;) {
        take(scanner, ',');
        if (take(scanner, ')')) break;
        values.push(parseValue(scanner));
      }
      return { kind: 'in', field, values, span: spanFrom(scanner, start) };
    }
    scanner.position = behind;
    skipSpace(scanner);
    const operator = matchAt(scanner, /==|!=|<=|>=|[=<>]/y);
    if (operator !== undefined) {
      const { value, directive } = parseCompared(scanner);
      const plain = (operator === '==' ? '=' : operator) as Comparison;
      const how = directive === undefined ? {} : { directive };
      return { kind: 'compare', field, operator: plain, value, ...how, span: spanFrom(scanner, start) };
    }
  }
  scanner.position = start;
  const word = parseValue(scanner);
  if (!word.quoted && (word.text === 'OR' || word.text === 'AND')) {
    const help = 'AND and OR stand between two terms';
    fail(diagnostic('SPL0102', ['a search term', `"${word.text}"`], { span: word.span, help }));
  }
  return { kind: 'term', word, span: spanFrom(scanner, start) };
}

function tryField(scanner: Scanner): Word | undefined {
  const start = scanner.position;
  const first = scanner.source[start];
  if (first === '"' || first === "'") {
    const closing = scanner.source.indexOf(first, start + 1);
    if (closing === -1 || closing >= scanner.end) return undefined;
    return { text: quotedText(scanner, first), quoted: true, span: spanFrom(scanner, start) };
  }
  const text = matchAt(scanner, FIELD);
  return text === undefined ? undefined : { text, quoted: false, span: spanFrom(scanner, start) };
}

function parseValue(scanner: Scanner): Word {
  skipSpace(scanner);
  const start = scanner.position;
  if (scanner.source[start] === '"' && start < scanner.end) {
    return { text: quotedText(scanner, '"'), quoted: true, span: spanFrom(scanner, start) };
  }
  // In them a text would be looked for with its quotes.
  if (isCurlyQuote(scanner.source[start])) return failExpected(scanner, 'a value');
  const text = matchAt(scanner, VALUE);
  if (text === undefined) return failExpected(scanner, 'a value');
  return { text, quoted: false, span: spanFrom(scanner, start) };
}

/** Takes a capital operator that stands as a word of its own. */
function takeOperator(scanner: Scanner, operator: 'AND' | 'OR' | 'NOT'): boolean {
  skipSpace(scanner);
  const start = scanner.position;
  if (matchAt(scanner, /[A-Z]+(?=[\s("[`]|$)/y) === operator) return true;
  scanner.position = start;
  return false;
}
