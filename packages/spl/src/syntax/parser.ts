import type { Diagnostic } from '@interloper/plan';
import { commandNames, definitionOf } from '../commands/index.js';
import { diagnostic, suggestion } from '../diagnostics.js';
import { parseSearchCommand } from '../commands/search.js';
import type { Scanner } from './scanner.js';
import {
  SyntaxFailure,
  atEnd,
  commandEnd,
  fail,
  failExpected,
  macro,
  matchAt,
  skipSpace,
  spanFrom,
} from './scanner.js';
import type { Command, Pipeline } from './tree.js';

/** Parses a rule. The tree holds the commands that could be read; what could not is in the diagnostics. */
export function parse(source: string): {
  readonly pipeline: Pipeline;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const scanner: Scanner = { source, position: 0, end: source.length, diagnostics, parsePipeline };
  const isEmpty = atEnd({ ...scanner });
  const pipeline = parsePipeline(scanner);
  if (isEmpty) diagnostics.push(diagnostic('SPL0102', ['a search', 'nothing'], { span: pipeline.span }));
  return { pipeline, diagnostics };
}

/** Parses commands up to the scanner's end. A command that cannot be read is reported and left out. */
function parsePipeline(scanner: Scanner): Pipeline {
  skipSpace(scanner);
  const start = scanner.position;
  const commands: Command[] = [];
  // A pipeline that begins with a pipe generates its events; any other begins with a search.
  const piped = scanner.source[scanner.position] === '|';
  let search = !piped && scanner.continues !== true;
  if (piped) scanner.position += 1;
  while (scanner.position < scanner.end || commands.length === 0) {
    const end = commandEnd(scanner);
    const inner: Scanner = { ...scanner, end, continues: false };
    try {
      commands.push(search ? parseFirst(inner) : parseCommand(inner));
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      scanner.diagnostics.push(error.problem);
      if (end >= scanner.end) {
        scanner.position = end;
        break;
      }
    }
    scanner.position = end + 1;
    search = false;
    if (end >= scanner.end) break;
  }
  scanner.position = Math.min(scanner.position, scanner.end);
  return { commands, span: { start, end: scanner.end } };
}

/** The first command without a pipe: a search, whether or not its name is written. */
function parseFirst(scanner: Scanner): Command {
  skipSpace(scanner);
  const start = scanner.position;
  const explicit = matchAt(scanner, /search(?=[\s(])/y) !== undefined;
  if (!explicit && isGenerating(scanner)) return parseCommand(scanner);
  return parseSearchCommand(scanner, start, explicit);
}

/** In a subsearch the pipe before a generating command may be left out (`[makeresults]` is common). */
function isGenerating(scanner: Scanner): boolean {
  const start = scanner.position;
  const name = matchAt(scanner, /[a-z]+(?=\s|$)/y);
  scanner.position = start;
  return name !== undefined && ['makeresults', 'inputlookup', 'tstats', 'gentimes', 'rest'].includes(name);
}

function parseCommand(scanner: Scanner): Command {
  if (atEnd(scanner)) return failExpected(scanner, 'a command');
  const start = scanner.position;
  if (scanner.source[start] === '`') {
    const found = macro(scanner);
    if (!atEnd(scanner)) failExpected(scanner, '"|"');
    return { kind: 'macro', macro: found, span: spanFrom(scanner, start) };
  }
  const name = matchAt(scanner, /[A-Za-z][A-Za-z0-9_]*/y) ?? failExpected(scanner, 'a command');
  const definition = definitionOf(name.toLowerCase());
  if (definition === undefined) {
    const help = suggestion(name, commandNames) ?? 'the commands are listed by: interloper functions --spl';
    return fail(diagnostic('SPL0103', [name], { span: spanFrom(scanner, start), help }));
  }
  if (definition.unsupported !== undefined) {
    const span = { start, end: scanner.position };
    return fail(diagnostic('SPL0501', [name], { span, help: definition.unsupported }));
  }
  const command = definition.parse(scanner, start, name.toLowerCase());
  if (!atEnd(scanner)) failExpected(scanner, '"|" or the end of the rule');
  return command;
}
