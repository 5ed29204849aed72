import type { Diagnostic, PlacedText, Span } from '@interloper/plan';
import { diagnostic } from './diagnostics.js';
import { constantOf } from './macro-value.js';
import type { Scanner } from './syntax/scanner.js';
import { macro } from './syntax/scanner.js';
import type { Macro } from './syntax/tree.js';

/** A search macro as macros.conf defines it. Knowledge Manager Manual: Define search macros. */
export interface MacroDefinition {
  readonly name: string;
  /** The names of its arguments; macros of one name with other numbers of them are other macros. */
  readonly parameters: readonly string[];
  /** What it stands for, with `$name$` where an argument goes. */
  readonly definition: string;
  /** The definition is an eval expression that computes the text. */
  readonly computed?: boolean;
  /** An eval expression that its arguments must fulfil, or that says what is wrong with them; null says nothing is. */
  readonly validation?: string;
  /** What to say when they do not. */
  readonly message?: string;
}

/** A search with its macros in their place, and what is wrong with them. */
export interface ExpandedText extends PlacedText {
  readonly diagnostics: readonly Diagnostic[];
}

/** How far back published searches look for what is new; they name it inside eval expressions. */
export const builtInTexts: readonly MacroDefinition[] = [
  'cloud_api_calls_from_previously_unseen_user_roles_activity_window',
  'previously_unseen_cloud_provisioning_activity_window',
].map((name) => ({ name, parameters: [], definition: '"-70m@m"' }));

const DEEPEST = 20;

/** What may not be looked into for macros: texts in quotes and comments. */
const APART = /"(?:[^"\\]|\\[\s\S])*"|```[\s\S]*?```|\\[\s\S]/y;

/**
 * Puts the macros that are defined in their place, as text, before the search is read: Search Manual, "Use search
 * macros in searches". Others stay as they are written. All that comes of a macro stands where its backticks do.
 */
export function expandMacroText(text: string, macros: readonly MacroDefinition[]): ExpandedText {
  const diagnostics: Diagnostic[] = [];
  const pieces: { readonly text: string; readonly span?: Span; readonly from: number }[] = [];
  let from = 0;
  for (const found of macrosIn(text)) {
    const replacement = textOf(found, macros, [], diagnostics);
    if (replacement === undefined) continue;
    pieces.push({ text: text.slice(from, found.span.start), from });
    pieces.push({ text: replacement, span: found.span, from: found.span.start });
    from = found.span.end;
  }
  pieces.push({ text: text.slice(from), from });
  const starts: number[] = [];
  const ends: number[] = [];
  for (const piece of pieces) {
    for (let at = 0; at < piece.text.length; at += 1) {
      starts.push(piece.span?.start ?? piece.from + at);
      ends.push(piece.span?.end ?? piece.from + at + 1);
    }
  }
  return { text: pieces.map((piece) => piece.text).join(''), starts, ends, diagnostics };
}

/** What a macro stands for, its own macros expanded; undefined when it is not defined here. */
function textOf(
  { name, args, span }: Macro,
  macros: readonly MacroDefinition[],
  within: readonly string[],
  diagnostics: Diagnostic[],
): string | undefined {
  const named = macros.filter((each) => each.name === name);
  const definition = named.find(({ parameters }) => parameters.length === args.length);
  if (named.length === 0) return undefined;
  if (definition === undefined) {
    const counts = named.map(({ parameters }) => String(parameters.length)).join(' or ');
    diagnostics.push(diagnostic('SPL0412', [name, counts, args.length], { span }));
    return '';
  }
  const key = `${name}(${args.length})`;
  if (within.includes(key) || within.length >= DEEPEST) {
    diagnostics.push(diagnostic('SPL0413', [name], { span }));
    return '';
  }
  const fill = (text: string): string =>
    definition.parameters.reduce(
      (body, parameter, at) => body.replaceAll(`$${parameter}$`, () => args[at] ?? ''),
      text,
    );
  const wrong = mistakeIn(definition, fill);
  if (wrong !== undefined) {
    diagnostics.push(diagnostic('SPL0423', [name, wrong], { span }));
    return '';
  }
  const filled = fill(definition.definition);
  const whole = macrosIn(filled)
    .toReversed()
    .reduce((body, inner) => {
      const replacement = textOf({ ...inner, span }, macros, [...within, key], diagnostics);
      if (replacement === undefined) return body;
      return body.slice(0, inner.span.start) + replacement + body.slice(inner.span.end);
    }, filled);
  if (definition.computed !== true) return whole;
  const value = constantOf(whole)?.value;
  if (typeof value === 'string') return value;
  const help = 'only expressions of constants that give a text are computed: write it in its place';
  const what = `what the macro ${name} (iseval) computes`;
  diagnostics.push(diagnostic('SPL0504', [what], { span, help }));
  return '';
}

/** What its validation says of a macro's arguments; undefined when nothing is wrong, or when only the data can tell. */
function mistakeIn(
  { validation, message }: MacroDefinition,
  fill: (text: string) => string,
): string | undefined {
  const value = validation === undefined ? undefined : constantOf(fill(validation))?.value;
  if (typeof value === 'string') return value;
  return value === false ? fill(message ?? 'its arguments are not valid') : undefined;
}

/** The macros of a text, in order; one that is not closed is left to the parser. */
function macrosIn(text: string): readonly Macro[] {
  const found: Macro[] = [];
  for (let at = 0; at < text.length;) {
    APART.lastIndex = at;
    const apart = APART.exec(text)?.[0];
    if (apart !== undefined) at += apart.length;
    else if (text[at] !== '`') at += 1;
    else if (text.indexOf('`', at + 1) === -1) break;
    else {
      const scanner = scannerAt(text, at);
      found.push(macro(scanner));
      at = scanner.position;
    }
  }
  return found;
}

function scannerAt(source: string, position: number): Scanner {
  return {
    source,
    position,
    end: source.length,
    diagnostics: [],
    parsePipeline: () => {
      throw new Error('a macro holds no subsearch');
    },
  };
}
