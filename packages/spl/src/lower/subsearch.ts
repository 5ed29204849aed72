import type { Diagnostic, Expression, Relation, Span } from '@interloper/plan';
import { and, bool, call, column, columnType, lambda, long, not, or, text, variable } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { parseSearch } from '../syntax/search-expression.js';
import { SyntaxFailure, fail } from '../syntax/scanner.js';
import type { Scanner } from '../syntax/scanner.js';
import type { Pipeline, SearchExpr } from '../syntax/tree.js';
import { isNeverNull } from './never-null.js';
import { returned } from './returned.js';
import { USUAL_WORDS, searchTerms } from './search-terms.js';
import type { Lowering, State } from './state.js';
import { arrange, fieldNames, fieldValue, report } from './state.js';
import { asText, isNullLiteral, kindOf } from './values.js';

/** Stands between the values of several fields; no log holds it. */
const SEPARATOR = '\u001F';

/** Each field that may be missing from a result doubles the conditions that are needed. */
const MOST_NULLABLE = 3;

/** How search terms become a condition; handed in, because terms hold subsearches and subsearches give terms. */
type LowerSearch = (expression: SearchExpr, state: State, lowering: Lowering) => Expression;

/** A field of the subsearch's results, and of the events that are searched. */
interface Field {
  readonly name: string;
  readonly own: Expression;
  readonly subject: Expression;
}

/**
 * A subsearch among search terms. Its results become terms: the fields of one joined by AND, without those it lacks,
 * and the results joined by OR. Values match in any case, as those of a search do. Search Manual, "About subsearches",
 * and Search Reference, format and return.
 */
export function lowerSubsearch(
  pipeline: Pipeline,
  state: State,
  lowering: Lowering,
  lowerSearch: LowerSearch,
): Expression {
  const inner = resultsOf(pipeline, lowering);
  if (inner.lost === true) return bool(false);
  const names = fieldNames(inner).filter((name) => !name.startsWith('_'));
  const refuse = (what: string, help: string): Expression => {
    report(lowering, diagnostic('SPL0504', [what], { span: pipeline.span, help }));
    return bool(false);
  };
  const help = 'end the subsearch with: | fields one_field';
  if (names.length === 0) return refuse('a subsearch without fields', help);
  const terms = names.find((name) => ['search', 'query'].includes(name));
  if (terms !== undefined) {
    if (names.length > 1)
      return refuse(`a subsearch whose field ${terms} holds search terms, beside others`, help);
    return lowerTerms(terms, inner, pipeline, state, lowering, lowerSearch);
  }
  // Bounds of time are no fields: what they are has to be known.
  if (names.includes('earliest') || names.includes('latest')) {
    const written = searchTerms(inner, USUAL_WORDS, 0, '');
    return 'list' in written
      ? refuse('a subsearch over a field with several values', 'use mvexpand')
      : lowerTerms('search', written, pipeline, state, lowering, lowerSearch);
  }
  const fields = names.map((name): Field => {
    const type = columnType(inner.relation, name) ?? 'string';
    const subject = fieldValue(name, state, lowering, pipeline.span);
    return { name, own: column(name, type), subject };
  });
  const listed = fields.some(({ own, subject }) => isList(own) || isList(subject));
  if (listed) return refuse('a subsearch over a field with several values', 'use mvexpand');
  const nullable = fields.filter(({ name }) => !isNeverNull(inner.relation, name));
  const [first, ...rest] = fields;
  if (first !== undefined && rest.length === 0) return isAmong(fields, inner.relation);
  if (nullable.length > MOST_NULLABLE) {
    const what = 'a subsearch of more than three fields that may be missing';
    return refuse(what, 'leave fields out with: | fields …, or use fillnull');
  }
  return or(
    ...subsetsOf(nullable).flatMap((missing) => {
      const present = fields.filter((field) => !missing.includes(field));
      if (present.length === 0) return [];
      const condition = and(
        ...nullable.map((field) => {
          const isNull = call('isNull', [field.own]);
          return missing.includes(field) ? isNull : not(isNull);
        }),
      );
      const relation: Relation =
        nullable.length === 0
          ? inner.relation
          : { kind: 'filter', input: inner.relation, predicate: condition };
      return [isAmong(present, relation)];
    }),
  );
}

/** What a subsearch gives: `format`, which every subsearch ends with, need not be written; `return` says which results. */
export function resultsOf(pipeline: Pipeline, lowering: Lowering): State {
  const last = pipeline.commands.at(-1);
  const before: Pipeline = { ...pipeline, commands: pipeline.commands.slice(0, -1) };
  if (last?.kind === 'return') return returned(last, lowering.lowerPipeline(before, lowering), lowering);
  const plain = last?.kind === 'format' && last.options.length === 0 && last.words.length === 0;
  return lowering.lowerPipeline(plain ? before : pipeline, lowering);
}

/** More results than any rule hands on as search terms. */
const MOST_TERMS = 1000;

/** Search terms that the results themselves hold: what they are is asked of the data, then read as the rule's own. */
function lowerTerms(
  field: string,
  inner: State,
  pipeline: Pipeline,
  state: State,
  lowering: Lowering,
  lowerSearch: LowerSearch,
): Expression {
  const { span } = pipeline;
  const source = termsIn(field, inner, span, lowering);
  const expression = source === undefined ? undefined : readText(source, span, parseSearch, lowering);
  if (expression === undefined) return bool(false);
  const problems: Diagnostic[] = [];
  const condition = lowerSearch(expression, state, { ...lowering, diagnostics: problems });
  for (const problem of problems) report(lowering, { ...problem, span });
  return condition;
}

/** The texts that a field of the results holds, joined by OR; undefined while they are not known, or without any. */
export function termsIn(field: string, inner: State, span: Span, lowering: Lowering): string | undefined {
  const own = asText(column(field, columnType(inner.relation, field) ?? 'string'));
  const ordered = arrange(inner);
  const present: Relation = {
    kind: 'filter',
    input: ordered.relation,
    predicate: not(call('isNull', [own])),
  };
  const answer = lowering.ask({
    kind: 'project',
    input: { kind: 'limit', input: present, count: MOST_TERMS + 1 },
    columns: [
      { name: 'name', expression: own },
      { name: 'type', expression: text('terms') },
    ],
  });
  const found = (answer ?? []).map(({ name }) => name).filter((name) => name.trim() !== '');
  if (found.length > MOST_TERMS) {
    const what = `a subsearch of more than ${MOST_TERMS} search terms`;
    report(lowering, diagnostic('SPL0504', [what], { span }));
    return undefined;
  }
  return found.length > 1 ? found.map((name) => `( ${name} )`).join(' OR ') : found[0];
}

/** Reads the text that a subsearch gave; mistakes in it stand where the subsearch does. */
export function readText<Tree>(
  source: string,
  span: Span,
  parse: (scanner: Scanner) => Tree,
  lowering: Lowering,
): Tree | undefined {
  const problems: Diagnostic[] = [];
  const refuse = (): never =>
    fail(diagnostic('SPL0504', ['a subsearch in the text that a subsearch gives'], { span }));
  const scanner = { source, position: 0, end: source.length, diagnostics: problems, parsePipeline: refuse };
  try {
    return parse(scanner);
  } catch (error) {
    if (!(error instanceof SyntaxFailure)) throw error;
    problems.push(error.problem);
    return undefined;
  } finally {
    for (const problem of problems) report(lowering, { ...problem, span });
  }
}

function isList(value: Expression): boolean {
  return value.type === 'multivalue' && !isNullLiteral(value);
}

/**
 * The event's values of the fields are those of one of the results. A value with stars is a pattern, as it would be if
 * the result were written as a term; a network holds its addresses.
 */
function isAmong(fields: readonly Field[], results: Relation): Expression {
  if (fields.some(({ subject }) => isNullLiteral(subject))) return bool(false);
  const subject = keyOf(fields.map((field) => field.subject));
  const relation: Relation = {
    kind: 'project',
    input: results,
    columns: [{ name: fields[0]?.name ?? '', expression: keyOf(fields.map(({ own }) => own)) }],
  };
  const among: Expression = { kind: 'inQuery', type: 'bool', value: subject, relation };
  // What cannot hold a star needs no second look.
  if (fields.every(({ own }) => kindOf(own.type) !== 'text')) return among;
  const key = column(fields[0]?.name ?? '', 'string');
  /** The values of the results for which a test holds. */
  const valuesThat = (test: Expression): Expression => ({
    kind: 'scalarQuery',
    type: 'multivalue',
    relation: {
      kind: 'aggregate',
      input: { kind: 'filter', input: relation, predicate: test },
      groups: [],
      aggregates: [{ name: 'values', fn: 'mvValues', args: [key], type: 'multivalue' }],
    },
  });
  const pattern = variable('pattern', 'string');
  const fits = call('matchesStars', [subject, pattern]);
  const patterned = call('mvAny', [valuesThat(call('contains', [key, text('*')])), lambda('pattern', fits)]);
  const network = variable('network', 'string');
  const networks = valuesThat(call('matchesRegex', [key, text(NETWORK_AMONG)]));
  const isInside = fields.length === 1 ? liesIn(subject, network) : isPlaced(fields, network);
  const inside = call('mvAny', [networks, lambda('network', isInside)]);
  return or(among, patterned, inside);
}

/** Each field is what the result's values are, one after the other: the same, of its pattern, or in its network. */
function isPlaced(fields: readonly Field[], values: Expression): Expression {
  return and(
    ...fields.map((field, at) => {
      const subject = keyOf([field.subject]);
      const pattern = `^(?:[^${SEPARATOR}]*${SEPARATOR}){${at}}([^${SEPARATOR}]*)`;
      const value = call('regexExtract', [values, text(pattern), long(1)]);
      return or(call('matchesStars', [subject, value]), call('addressLiesIn', [subject, value]));
    }),
  );
}

/** An address with the bits of its network behind a slash. */
const NETWORK = String.raw`(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f:.]*:[0-9a-f:.]*)/\d{1,3}`;
const NETWORK_AMONG = `(?:^|${SEPARATOR})${NETWORK}(?:$|${SEPARATOR})`;

/** True of an address in a network that only the data knows: cut to as many bits both are the same. */
function liesIn(address: Expression, network: Expression): Expression {
  const bits = call('toLong', [call('regexExtract', [network, text(String.raw`/(\d+)$`), long(1)])]);
  const isV6 = call('contains', [network, text(':')]);
  const counted = call('if', [isV6, bits, call('add', [bits, long(96)], 'long')]);
  const cut = call('addressText', [address, counted]);
  return call('isTrue', [call('eq', [cut, call('addressText', [network, long(128)])])]);
}

function keyOf(values: readonly Expression[]): Expression {
  const [first, ...rest] = values.map((value) => call('lower', [asText(value)]));
  if (first === undefined) throw new Error('a key needs a field');
  return rest.length === 0
    ? first
    : call('concat', [first, ...rest.flatMap((value) => [text(SEPARATOR), value])]);
}

function subsetsOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.reduce<readonly (readonly Item[])[]>(
    (subsets, item) => [...subsets, ...subsets.map((subset) => [...subset, item])],
    [[]],
  );
}
