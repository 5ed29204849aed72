import type { Diagnostic, PlacedText } from '@interloper/plan';
import { diagnostic } from './diagnostics.js';
import { modelTags } from './data-models/tags.js';
import { namePattern } from './lower/state.js';
import type { ExpandedText } from './macro-text.js';
import { parse } from './syntax/parser.js';
import type { CommandKind, Pipeline, SearchExpr } from './syntax/tree.js';

/** An event type as eventtypes.conf defines it: search terms without a pipe. */
export interface EventTypeDefinition {
  readonly name: string;
  readonly search: string;
}

/** The tags that tags.conf gives to a value of a field. */
export interface TagDefinition {
  readonly field: string;
  readonly value: string;
  readonly tags: readonly string[];
}

/** What a user's configuration knows of events. */
export interface EventKnowledge {
  readonly eventTypes: readonly EventTypeDefinition[];
  readonly tags: readonly TagDefinition[];
}

type Test = Extract<SearchExpr, { kind: 'compare' | 'in' }>;

const DEEPEST = 10;

/**
 * Puts the search terms that event types and tags stand for in their place, as text, before the search is compiled:
 * Knowledge Manager Manual, "About event types", "Tag field-value pairs in Search". Those that nobody gives stay as they
 * are written. All that comes of one stands where it was named.
 */
export function expandEventTypes(text: string, knowledge: EventKnowledge): ExpandedText {
  const diagnostics: Diagnostic[] = [];
  const expanded = expand(text, knowledge, [], diagnostics);
  return { ...expanded, diagnostics };
}

function expand(
  text: string,
  knowledge: EventKnowledge,
  within: readonly string[],
  diagnostics: Diagnostic[],
): PlacedText {
  const tests = testsIn(parse(text).pipeline).toSorted((left, right) => left.span.start - right.span.start);
  const starts: number[] = [];
  const ends: number[] = [];
  const pieces: string[] = [];
  let from = 0;
  const copy = (to: number): void => {
    pieces.push(text.slice(from, to));
    for (let at = from; at < to; at += 1) {
      starts.push(at);
      ends.push(at + 1);
    }
    from = to;
  };
  for (const test of tests) {
    const terms = termsOf(test, knowledge, within, diagnostics);
    if (terms === undefined) continue;
    copy(test.span.start);
    pieces.push(terms);
    for (let at = 0; at < terms.length; at += 1) {
      starts.push(test.span.start);
      ends.push(test.span.end);
    }
    from = test.span.end;
  }
  copy(text.length);
  return { text: pieces.join(''), starts, ends };
}

/** Commands behind which results are still events with all their fields. */
const STREAMING: ReadonlySet<CommandKind> = new Set([
  'search',
  'where',
  'eval',
  'rex',
  'regex',
  'spath',
  'lookup',
  'iplocation',
  'fillnull',
  'makemv',
  'macro',
]);

/** The tests of `eventtype` and `tag` among the search terms that events are asked for with. */
function testsIn({ commands }: Pipeline): readonly Test[] {
  const end = commands.findIndex(({ kind }) => !STREAMING.has(kind));
  return commands.flatMap((command, at) => {
    switch (command.kind) {
      case 'search':
        return end === -1 || at < end ? testsOf(command.expression) : [];
      case 'tstats':
        return testsOf(command.condition);
      case 'append':
      case 'appendcols':
      case 'join':
        return testsIn(command.pipeline);
      case 'multisearch':
        return command.pipelines.flatMap(testsIn);
      case 'set':
        return [command.left, command.right].flatMap(testsIn);
      default:
        return [];
    }
  });
}

function testsOf(expression: SearchExpr | undefined): readonly Test[] {
  switch (expression?.kind) {
    case 'and':
    case 'or':
      return expression.terms.flatMap(testsOf);
    case 'not':
      return testsOf(expression.term);
    case 'compare':
    case 'in':
      return /^(?:eventtype|tag|tag::.+)$/.test(expression.field.text) ? [expression] : [];
    case 'subsearch':
      return testsIn(expression.pipeline);
    case 'term':
    case 'macro':
    case undefined:
      return [];
  }
}

/** The search terms that a test stands for; undefined when nothing that is given goes by its names. */
function termsOf(
  test: Test,
  knowledge: EventKnowledge,
  within: readonly string[],
  diagnostics: Diagnostic[],
): string | undefined {
  const values = test.kind === 'in' ? test.values : [test.value];
  if (test.kind === 'compare' && test.operator !== '=' && test.operator !== '!=') return undefined;
  const other = test.kind === 'compare' && test.operator === '!=';
  // Values match in any case; tags do not.
  const isEventType = test.field.text === 'eventtype';
  const inCase = (name: string): string => (isEventType ? name.toLowerCase() : name);
  const matches = (name: string, text: string): boolean => namePattern(inCase(text)).test(inCase(name));
  const isAsked = (name: string): boolean => values.some(({ text }) => matches(name, text)) !== other;
  const terms = isEventType
    ? eventTypeTerms(isAsked, test, knowledge, within, diagnostics)
    : tagTerms(isAsked, test, knowledge, within, diagnostics);
  const known = [...terms.keys()];
  // A name that nobody gives is reported when the search is compiled.
  const strangers = other ? [] : values.filter(({ text }) => !known.some((name) => matches(name, text)));
  if (terms.size === 0) return undefined;
  return `(${[...terms.values(), ...strangers.map(({ text }) => `${test.field.text}="${text}"`)].join(' OR ')})`;
}

function eventTypeTerms(
  isAsked: (name: string) => boolean,
  { span }: Test,
  knowledge: EventKnowledge,
  within: readonly string[],
  diagnostics: Diagnostic[],
): ReadonlyMap<string, string> {
  const terms = new Map<string, string>();
  for (const { name, search } of knowledge.eventTypes) {
    if (!isAsked(name) || terms.has(name)) continue;
    const key = `eventtype ${name}`;
    if (within.includes(key) || within.length > DEEPEST) {
      diagnostics.push(diagnostic('SPL0420', [key], { span }));
    } else if (parse(search).pipeline.commands.length > 1) {
      const help = 'event types are search terms without commands';
      diagnostics.push(diagnostic('SPL0504', [`the ${key}, which has commands,`], { span, help }));
    } else {
      terms.set(name, `(${expand(search, knowledge, [...within, key], diagnostics).text})`);
    }
  }
  return terms;
}

/** A tag stands for the values that carry it, and for the data model's events where a model is built on it. */
function tagTerms(
  isAsked: (name: string) => boolean,
  test: Test,
  knowledge: EventKnowledge,
  within: readonly string[],
  diagnostics: Diagnostic[],
): ReadonlyMap<string, string> {
  const field = test.field.text.startsWith('tag::') ? test.field.text.slice('tag::'.length) : undefined;
  const terms = new Map<string, string>();
  for (const each of knowledge.tags) {
    if (field !== undefined && each.field !== field) continue;
    for (const tag of each.tags.filter(isAsked)) {
      const before = terms.get(tag);
      const written = `${each.field}="${each.value.replace(/["\\]/g, '\\$&')}"`;
      const term = expand(written, knowledge, within, diagnostics).text;
      const own = field === undefined && before === undefined && isModelTag(tag) ? [`tag="${tag}"`] : [];
      terms.set(tag, [...(before === undefined ? [] : [before]), ...own, term].join(' OR '));
    }
  }
  return terms;
}

function isModelTag(tag: string): boolean {
  return Object.hasOwn(modelTags, tag);
}
