import type { Expression, View } from '@interloper/plan';
import {
  and,
  bool,
  call,
  column,
  columnType,
  findField,
  lambda,
  long,
  not,
  or,
  text,
  variable,
} from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Comparison, SearchExpr, Word } from '../syntax/tree.js';
import type { Lowering, State } from './state.js';
import { fieldValue, report, tryField } from './state.js';
import { isNetwork } from './network.js';
import { decideTag, isTagTest, knowledgeTest } from './knowledge.js';
import { instantOf } from './time-modifier.js';
import type { TermKind } from './raw-terms.js';
import { holdsMajorBreaker, rawHolds } from './raw-terms.js';
import { lowerSubsearch } from './subsearch.js';
import {
  asNumber,
  asText,
  constantNumber,
  isNullLiteral,
  kindOf,
  looksNumeric,
  numberLiteral,
} from './values.js';

/** Fields that say where an event lies in Splunk and since when; files lie nowhere, so any value matches. */
const UNCONSTRAINED: ReadonlySet<string> = new Set([
  'index',
  'source',
  'splunk_server',
  'splunk_server_group',
  '_index_earliest',
  '_index_latest',
]);

/**
 * A search expression as far as a view decides it: `sourcetype` terms become true or false, and false those that no event
 * of the view fulfils; `undefined` is a term that constrains nothing, also under NOT.
 */
export function decideSearch(
  expression: SearchExpr,
  view: View,
  lowering: Lowering,
): SearchExpr | boolean | undefined {
  switch (expression.kind) {
    case 'and':
    case 'or': {
      const decided = expression.terms.map((term) => decideSearch(term, view, lowering));
      const known = decided.filter((term) => term !== undefined);
      const winner = expression.kind === 'or';
      if (known.length === 0) return undefined;
      if (known.includes(winner)) return winner;
      // A term that any value fulfils makes a disjunction hold.
      if (winner && known.length < decided.length) return true;
      const left = known.filter((term): term is SearchExpr => typeof term !== 'boolean');
      const [first] = left;
      if (first === undefined) return !winner;
      return left.length === 1 ? first : { ...expression, terms: left };
    }
    case 'not': {
      const term = decideSearch(expression.term, view, lowering);
      if (term === undefined) return undefined;
      return typeof term === 'boolean' ? !term : { ...expression, term };
    }
    case 'compare':
    case 'in': {
      const name = expression.field.text.toLowerCase();
      const isNamed = name === 'source' && isEqual(expression) && namesSource(expression, lowering);
      if (isNamed) return view.source !== undefined && hasName(expression, view.source);
      if (UNCONSTRAINED.has(name)) {
        noteUnconstrained(expression.field, lowering);
        return undefined;
      }
      if (isTagTest(expression)) return decideTag(expression, view, lowering);
      if (name !== 'sourcetype') return isNever(expression, view) ? false : expression;
      const matches = hasName(expression, view.name);
      return expression.kind === 'compare' && expression.operator === '!=' ? !matches : matches;
    }
    case 'term':
    case 'macro':
    case 'subsearch':
      return expression;
  }
}

/** True where all events of a view have one text in a field, and another is asked for. */
function isNever(expression: Naming, view: View): boolean {
  if (!isEqual(expression)) return false;
  const match = findField(view, expression.field.text, true);
  const value = match?.path.length === 0 ? match.column.expression : undefined;
  if (value?.kind !== 'literal' || typeof value.value !== 'string') return false;
  return !hasName(expression, value.value);
}

type Naming = Extract<SearchExpr, { kind: 'compare' | 'in' }>;

function isEqual(expression: Naming): boolean {
  return expression.kind === 'in' || expression.operator === '=';
}

function hasName(expression: Naming, name: string): boolean {
  const values = expression.kind === 'in' ? expression.values : [expression.value];
  return values.some((value) => matchesName(value.text, name));
}

/** True when a view goes by the source that is asked for. */
function namesSource(expression: Naming, { catalog }: Lowering): boolean {
  return catalog.sourcetypes.some(({ source }) => source !== undefined && hasName(expression, source));
}

function noteUnconstrained(field: Word, lowering: Lowering): void {
  const name = field.text.toLowerCase();
  if (lowering.warned.has(`unconstrained:${name}`)) return;
  lowering.warned.add(`unconstrained:${name}`);
  report(lowering, diagnostic('SPL0406', [field.text], { span: field.span, severity: 'info' }));
}

/** The names of sourcetypes a search asks for (not those it excludes). */
export function sourcetypesIn(expression: SearchExpr): readonly Word[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.terms.flatMap(sourcetypesIn);
    case 'compare':
      return expression.field.text.toLowerCase() === 'sourcetype' && expression.operator === '='
        ? [expression.value]
        : [];
    case 'in':
      return expression.field.text.toLowerCase() === 'sourcetype' ? expression.values : [];
    case 'not':
    case 'term':
    case 'macro':
    case 'subsearch':
      return [];
  }
}

/** A name against a pattern in which `*` is any text, in any case. */
export function matchesName(pattern: string, name: string): boolean {
  const escaped = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`).test(name.toLowerCase());
}

/**
 * A search expression as a condition. Search Reference: search. Values match without regard to case, `*` is any text,
 * a field that is null fulfils no comparison, `NOT` of a comparison is fulfilled by null.
 */
export function lowerSearch(expression: SearchExpr, state: State, lowering: Lowering): Expression {
  switch (expression.kind) {
    case 'and':
      return and(...expression.terms.map((term) => lowerSearch(term, state, lowering)));
    case 'or':
      return or(...expression.terms.map((term) => lowerSearch(term, state, lowering)));
    case 'not':
      return not(call('isTrue', [lowerSearch(expression.term, state, lowering)]));
    case 'compare':
      return knowledgeTest(expression, state, lowering) ?? lowerComparison(expression, state, lowering);
    case 'in': {
      const known = knowledgeTest(expression, state, lowering);
      if (known !== undefined) return known;
      if (liesAnywhere(expression, state, lowering)) return bool(true);
      if (refusesWildcard(expression.field, lowering)) return bool(false);
      const value = fieldValue(expression.field.text, state, lowering, expression.field.span);
      return isIn(value, expression.values);
    }
    case 'term':
      return lowerTerm(expression.word, expression.directive, state, lowering);
    case 'macro':
      // Macros have been expanded; one that is left was reported.
      return bool(true);
    case 'subsearch':
      return lowerSubsearch(expression.pipeline, state, lowering, lowerSearch);
  }
}

function lowerComparison(
  expression: Extract<SearchExpr, { kind: 'compare' }>,
  state: State,
  lowering: Lowering,
): Expression {
  const { field, operator, value } = expression;
  const name = field.text.toLowerCase();
  if (name === 'earliest' || name === 'latest') return timeBound(name, value, state, lowering);
  if (liesAnywhere(expression, state, lowering)) return bool(true);
  if (refusesWildcard(field, lowering)) return bool(false);
  const subject = fieldValue(field.text, state, lowering, field.span);
  if (isNullLiteral(subject)) return bool(false);
  return compareSearch(operator, subject, value.text, expression.directive === 'CASE');
}

/** True of `index` and its like where the results are still events: a later search asks for them, too. */
function liesAnywhere({ field }: Naming, state: State, lowering: Lowering): boolean {
  if (!UNCONSTRAINED.has(field.text.toLowerCase()) || state.origin === undefined) return false;
  if (tryField(field.text, state, lowering) !== undefined) return false;
  noteUnconstrained(field, lowering);
  return true;
}

function refusesWildcard(field: Word, lowering: Lowering): boolean {
  if (!field.text.includes('*')) return false;
  const help = 'name the fields, and join the comparisons by OR';
  const what = 'a wildcard in the name of a field that is searched';
  report(lowering, diagnostic('SPL0504', [what], { span: field.span, help }));
  return true;
}

/** `earliest` is inclusive, `latest` exclusive. Search Reference: Time modifiers. */
function timeBound(name: 'earliest' | 'latest', value: Word, state: State, lowering: Lowering): Expression {
  const instant = instantOf(value.text);
  const type = columnType(state.relation, '_time');
  if (instant === undefined || type !== 'datetime') {
    const help = 'a time is relative ("-24h@h"), seconds since 1970 or MM/DD/YYYY:HH:MM:SS';
    const expected = 'a time';
    report(lowering, diagnostic('SPL0105', [name, value.text, expected], { span: value.span, help }));
    return bool(false);
  }
  const time = column('_time', type);
  if (name === 'latest' && instant.kind === 'now') return bool(true);
  return name === 'earliest' ? call('ge', [time, instant]) : call('lt', [time, instant]);
}

/** A comparison of the search command, perhaps minding the case; false or null when it does not hold. */
function compareSearch(
  operator: Comparison,
  subject: Expression,
  wanted: string,
  mindsCase: boolean,
): Expression {
  if (subject.type === 'multivalue') {
    const test = compareSearch(operator, variable('value', 'string'), wanted, mindsCase);
    return call('mvAny', [subject, lambda('value', test)]);
  }
  const equal = mindsCase ? equalsAsWritten : equals;
  switch (operator) {
    case '=':
      return equal(subject, wanted);
    case '!=':
      return and(not(call('isNull', [subject])), not(call('isTrue', [equal(subject, wanted)])));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(operator, subject, wanted);
  }
}

/** `field=CASE(value)` */
function equalsAsWritten(subject: Expression, wanted: string): Expression {
  return wanted.includes('*')
    ? call('matchesWildcard', [asText(subject), text(wildcard(wanted))])
    : call('eq', [asText(subject), text(wanted)]);
}

const functions = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' } as const;

function ordered(operator: '<' | '<=' | '>' | '>=', subject: Expression, wanted: string): Expression {
  const number = constantNumber(text(wanted));
  const kind = kindOf(subject.type);
  if (number !== undefined && (kind === 'number' || kind === 'time')) {
    return call(functions[operator], [asNumber(subject), number]);
  }
  return call(functions[operator], [call('compareLoosely', [asText(subject), text(wanted)]), long(0)]);
}

/**
 * `field=value`. A value in digits is the text itself: an index finds events by what is written, so 0 is not found in
 * `00`. A number written otherwise (5.0) also equals other spellings of it. A network equals the addresses in it.
 */
function equals(subject: Expression, wanted: string): Expression {
  if (/^\*+$/.test(wanted)) return not(call('isNull', [subject]));
  if (wanted.includes('*'))
    return call('matchesWildcardIgnoreCase', [asText(subject), text(wildcard(wanted))]);
  const kind = kindOf(subject.type);
  if (kind === 'number' || kind === 'time') {
    return looksNumeric(wanted) ? call('eq', [asNumber(subject), numberLiteral(wanted)]) : bool(false);
  }
  const value = asText(subject);
  const same = sameInAnyCase(wanted)
    ? call('eq', [value, text(wanted)])
    : call('eqIgnoreCase', [value, text(wanted)]);
  if (isNetwork(wanted)) return or(same, call('addressInNetwork', [value, text(wanted)]));
  if (!looksNumeric(wanted) || /^(?:0|[1-9]\d*)$/.test(wanted)) return same;
  return or(same, call('eq', [call('toReal', [value]), asReal(wanted)]));
}

function asReal(wanted: string): Expression {
  return { kind: 'literal', type: 'real', value: Number(wanted) };
}

function sameInAnyCase(value: string): boolean {
  return value.toLowerCase() === value.toUpperCase();
}

function wildcard(pattern: string): string {
  return pattern.replace(/[?\\]/g, '\\$&').replace(/\*+/g, '*');
}

function isIn(subject: Expression, values: readonly Word[]): Expression {
  if (isNullLiteral(subject)) return bool(false);
  if (subject.type === 'multivalue') {
    const each = variable('value', 'string');
    return call('mvAny', [subject, lambda('value', isIn(each, values))]);
  }
  const plain = values.filter((value) => !value.text.includes('*') && !isNetwork(value.text));
  const simple = kindOf(subject.type) === 'text' ? plain : [];
  const others = values.filter((value) => !simple.includes(value));
  const [first] = simple;
  const exact = simple.every((value) => sameInAnyCase(value.text));
  const fn = exact ? 'in' : 'inIgnoreCase';
  const together =
    first === undefined ? [] : [call(fn, [asText(subject), ...simple.map((value) => text(value.text))])];
  return or(...together, ...others.map((value) => equals(subject, value.text)));
}

/** A term without a field is looked for in the raw text, as whole segments of it. */
function lowerTerm(word: Word, directive: TermKind, state: State, lowering: Lowering): Expression {
  if (/^\*+$/.test(word.text)) return bool(true);
  const raw = tryField('_raw', state, lowering);
  if (raw === undefined) {
    const help = `compare a field with it: field=${word.quoted ? `"${word.text}"` : word.text}`;
    report(lowering, diagnostic('SPL0404', [], { span: word.span, help }));
    return bool(false);
  }
  if (directive === 'TERM' && holdsMajorBreaker(word.text)) {
    const help = 'TERM() takes one segment: put a phrase in quotes instead';
    report(lowering, diagnostic('SPL0504', ['TERM() of several segments'], { span: word.span, help }));
    return bool(false);
  }
  return rawHolds(asText(raw), word.text, directive);
}
