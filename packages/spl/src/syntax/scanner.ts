import type { Diagnostic, Span } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Macro, Option, Pipeline, Word } from './tree.js';

/** A place in the rule's text, within the bounds of one command. */
export interface Scanner {
  readonly source: string;
  position: number;
  readonly end: number;
  readonly diagnostics: Diagnostic[];
  /** The commands go on from results that are there: the first is not a search (appendpipe, foreach). */
  readonly continues?: boolean;
  /** Parses the commands of a subsearch; handed in, because commands hold pipelines and pipelines commands. */
  readonly parsePipeline: (scanner: Scanner) => Pipeline;
}

/** Ends the parsing of one command; the pipeline reports it and goes on behind the next pipe. */
export class SyntaxFailure extends Error {
  constructor(readonly problem: Diagnostic) {
    super(problem.message);
  }
}

const SPACE = /(?:\s+|```[\s\S]*?```)*/y;
const BARE_WORD = /[^\s,|()[\]"=`<>!]+(?:!(?!=)[^\s,|()[\]"=`<>!]*)*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** Moves behind white space and comments. */
export function skipSpace(scanner: Scanner): void {
  matchAt(scanner, SPACE);
}

/** True when only white space is left of the command. */
export function atEnd(scanner: Scanner): boolean {
  skipSpace(scanner);
  return scanner.position >= scanner.end;
}

/** Takes what a sticky pattern matches here; undefined, without moving, when it does not. */
export function matchAt(scanner: Scanner, pattern: RegExp): string | undefined {
  pattern.lastIndex = scanner.position;
  const found = pattern.exec(scanner.source)?.[0];
  if (found === undefined || scanner.position + found.length > scanner.end) return undefined;
  scanner.position += found.length;
  return found;
}

/** Takes a symbol behind white space. */
export function take(scanner: Scanner, symbol: string): boolean {
  skipSpace(scanner);
  if (!scanner.source.startsWith(symbol, scanner.position)) return false;
  if (scanner.position + symbol.length > scanner.end) return false;
  scanner.position += symbol.length;
  return true;
}

/** Takes a keyword in any case, which must end there. */
export function takeKeyword(scanner: Scanner, keyword: string): boolean {
  skipSpace(scanner);
  const start = scanner.position;
  if (matchAt(scanner, NAME)?.toLowerCase() === keyword.toLowerCase()) return true;
  scanner.position = start;
  return false;
}

export function expect(scanner: Scanner, symbol: string): void {
  if (!take(scanner, symbol)) failExpected(scanner, `"${symbol}"`);
}

/** What is left of the command, as it is written. */
export function restOf(scanner: Scanner): string {
  const text = scanner.source.slice(scanner.position, scanner.end).trimEnd();
  scanner.position += text.length;
  return text.trimStart();
}

export function spanFrom(scanner: Scanner, start: number): Span {
  return { start, end: scanner.position };
}

export function fail(problem: Diagnostic): never {
  throw new SyntaxFailure(problem);
}

/** Fails with what should have stood here and what does. */
export function failExpected(scanner: Scanner, expected: string): never {
  skipSpace(scanner);
  const start = scanner.position;
  const token = matchAt(scanner, /"(?:[^"\\]|\\[\s\S])*"|[\w.*{}:-]+|\S/y);
  const found = token === undefined ? 'the end of the command' : token.startsWith('"') ? token : `"${token}"`;
  // What is missing is missing behind the last word, not where the next command begins.
  const end = scanner.source.slice(0, start).trimEnd().length;
  const span = token === undefined ? { start: end, end } : { start, end: Math.max(scanner.position, start) };
  fail(diagnostic('SPL0102', [expected, found], { span, help: slipOf(scanner.source, start) }));
}

/** What to write for signs of other languages and of word processors. */
function slipOf(source: string, at: number): string | undefined {
  if (source.startsWith('&&', at)) return 'write AND';
  return isCurlyQuote(source[at]) ? 'write straight quotes: "…"' : undefined;
}

/** Quotes that word processors put in the place of straight ones. */
export function isCurlyQuote(character: string | undefined): boolean {
  return character !== undefined && '“”„‘’'.includes(character);
}

/** The text of a quoted string whose opening quote stands here; `\"` and `\\` are escapes, others stay as written. */
export function quotedText(scanner: Scanner, quote: '"' | "'"): string {
  const start = scanner.position;
  scanner.position += 1;
  let text = '';
  while (scanner.position < scanner.end) {
    const character = scanner.source[scanner.position] ?? '';
    const next = scanner.source[scanner.position + 1];
    if (character === '\\' && (next === quote || next === '\\')) {
      text += next;
      scanner.position += 2;
    } else if (character === quote) {
      scanner.position += 1;
      return text;
    } else {
      text += character;
      scanner.position += 1;
    }
  }
  return fail(diagnostic('SPL0101', ['the quoted text'], { span: spanFrom(scanner, start) }));
}

/** A word: quoted, or everything up to white space, a comma, a bracket or a comparison. */
export function tryWord(scanner: Scanner): Word | undefined {
  skipSpace(scanner);
  const start = scanner.position;
  const first = scanner.source[start];
  if (start >= scanner.end) return undefined;
  if (first === '"') return { text: quotedText(scanner, '"'), quoted: true, span: spanFrom(scanner, start) };
  if (first === "'") {
    const closing = scanner.source.indexOf("'", start + 1);
    if (closing !== -1 && closing < scanner.end) {
      return { text: quotedText(scanner, "'"), quoted: true, span: spanFrom(scanner, start) };
    }
  }
  const text = matchAt(scanner, BARE_WORD);
  return text === undefined ? undefined : { text, quoted: false, span: spanFrom(scanner, start) };
}

export function word(scanner: Scanner, expected: string): Word {
  return tryWord(scanner) ?? failExpected(scanner, expected);
}

/** Field names up to the end or to something else, with commas or spaces between them. */
export function wordList(scanner: Scanner, expected: string, stopAt: readonly string[] = []): Word[] {
  const words: Word[] = [];
  for (;;) {
    take(scanner, ',');
    const start = scanner.position;
    const next = tryWord(scanner);
    if (next === undefined || (!next.quoted && stopAt.includes(next.text.toLowerCase()))) {
      scanner.position = next === undefined ? scanner.position : start;
      break;
    }
    words.push(next);
  }
  return words.length === 0 ? failExpected(scanner, expected) : words;
}

/** The options that stand here; a name that is not known is an error and is skipped. */
export function options(scanner: Scanner, command: string, known: readonly string[]): Option[] {
  const found: Option[] = [];
  for (let next = tryOption(scanner); next !== undefined; next = tryOption(scanner)) {
    if (known.includes(next.name)) found.push(next);
    else {
      const help = `the options are ${known.join(', ')}`;
      scanner.diagnostics.push(diagnostic('SPL0104', [command, next.name], { span: next.span, help }));
    }
  }
  return found;
}

/** All `name=value` that stand here, whatever they are called. */
export function anyOptions(scanner: Scanner): Option[] {
  const found: Option[] = [];
  for (let next = tryOption(scanner); next !== undefined; next = tryOption(scanner)) found.push(next);
  return found;
}

function tryOption(scanner: Scanner): Option | undefined {
  skipSpace(scanner);
  const start = scanner.position;
  const name = matchAt(scanner, NAME);
  if (name !== undefined && take(scanner, '=')) {
    const value = optionValue(scanner, name);
    return { name: name.toLowerCase(), value, span: spanFrom(scanner, start) };
  }
  scanner.position = start;
  return undefined;
}

/** A word, or a condition in brackets. */
function optionValue(scanner: Scanner, name: string): Word {
  skipSpace(scanner);
  const start = scanner.position;
  if (scanner.source[start] !== '(') return word(scanner, `a value for ${name}`);
  const text = bracketedBy(scanner);
  return { text, quoted: true, span: spanFrom(scanner, start) };
}

/** A whole number that stands here as a word of its own. */
export function tryCount(scanner: Scanner): number | undefined {
  skipSpace(scanner);
  const digits = matchAt(scanner, /\d+(?![^\s,|)\]])/y);
  return digits === undefined ? undefined : Number(digits);
}

/** Commands in square brackets. */
export function subsearch(scanner: Scanner, continues = false): Pipeline {
  skipSpace(scanner);
  const start = scanner.position;
  expect(scanner, '[');
  const end = closingBracket(scanner, start);
  const inner = { ...scanner, end, continues };
  const pipeline = scanner.parsePipeline(inner);
  scanner.position = end + 1;
  return pipeline;
}

/** The text in square brackets, as it is. */
export function bracketed(scanner: Scanner): { readonly text: string; readonly start: number } {
  skipSpace(scanner);
  const start = scanner.position;
  expect(scanner, '[');
  const end = closingBracket(scanner, start);
  const from = scanner.position;
  scanner.position = end + 1;
  return { text: scanner.source.slice(from, end).trim(), start: from };
}

/** The text between round brackets that balance, outside quotes. */
export function bracketedBy(scanner: Scanner): string {
  skipSpace(scanner);
  const start = scanner.position;
  let depth = 0;
  for (let at = start; at < scanner.end; at = behindToken(scanner.source, at)) {
    const character = scanner.source[at];
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0) {
      scanner.position = at + 1;
      return scanner.source.slice(start + 1, at).trim();
    }
  }
  return fail(diagnostic('SPL0101', ['the bracket'], { span: { start, end: scanner.end } }));
}

function closingBracket(scanner: Scanner, start: number): number {
  let depth = 0;
  for (let at = start; at < scanner.end; at = behindToken(scanner.source, at)) {
    const character = scanner.source[at];
    if (character === '[') depth += 1;
    if (character === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return fail(diagnostic('SPL0101', ['the bracket'], { span: { start, end: scanner.end } }));
}

/** Where the command that begins here ends: at the next pipe outside quotes, brackets and backticks. */
export function commandEnd(scanner: Scanner): number {
  let depth = 0;
  let at = scanner.position;
  for (; at < scanner.end; at = behindToken(scanner.source, at)) {
    const character = scanner.source[at];
    if (character === '[') depth += 1;
    if (character === ']') depth -= 1;
    if (character === '|' && depth <= 0) return at;
  }
  return Math.min(at, scanner.end);
}

const QUOTED = /"(?:[^"\\]|\\[\s\S])*"|```[\s\S]*?```|`[^`]*`/y;

function behindToken(source: string, at: number): number {
  if (source[at] === '\\') return at + 2;
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(source)?.[0];
  return at + (quoted?.length ?? 1);
}

/** A macro in backticks. */
export function macro(scanner: Scanner): Macro {
  skipSpace(scanner);
  const start = scanner.position;
  const text = matchAt(scanner, /`[^`]*`/y);
  if (text === undefined) {
    const span = { start, end: scanner.end };
    return fail(diagnostic('SPL0101', ['the macro'], { span, help: 'a macro stands between two backticks' }));
  }
  const inner = text.slice(1, -1).trim();
  const open = inner.indexOf('(');
  const name = open === -1 ? inner : inner.slice(0, open).trim();
  const list = open === -1 ? '' : inner.slice(open + 1, inner.lastIndexOf(')'));
  const args = list.trim() === '' ? [] : splitArguments(list);
  return { name, args, span: spanFrom(scanner, start) };
}

function splitArguments(list: string): string[] {
  const parts = list.match(/(?:"(?:[^"\\]|\\[\s\S])*"|[^,"])+/g) ?? [];
  return parts.map((part) => {
    const trimmed = part.trim();
    return /^"[\s\S]*"$/.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
  });
}
