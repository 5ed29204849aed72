import { call, text } from '@interloper/plan';
import { modelEvents, namedModel, prefixedField } from '../data-models/model-events.js';
import { diagnostic } from '../diagnostics.js';
import { fieldsIn } from '../lower/fields-in.js';
import { optionsOf } from '../lower/macros.js';
import { lowerEvents } from '../lower/source.js';
import type { Lowering, State } from '../lower/state.js';
import { emptyState, fieldValue, report, setField } from '../lower/state.js';
import { aggregate } from '../lower/statistics.js';
import { asText, isNullLiteral } from '../lower/values.js';
import {
  printAggregation,
  printMacro,
  printOptions,
  printSearch,
  printWord,
  printWords,
} from '../syntax/print-parts.js';
import type { Scanner } from '../syntax/scanner.js';
import {
  atEnd,
  commandEnd,
  expect,
  failExpected,
  macro,
  options,
  skipSpace,
  spanFrom,
  take,
  takeKeyword,
  tryWord,
  word,
} from '../syntax/scanner.js';
import { parseSearch } from '../syntax/search-expression.js';
import { parseAggregations } from '../syntax/statistics.js';
import type { CommandOf, Macro, Option, SearchExpr, Word } from '../syntax/tree.js';
import { bin } from './bin.js';
import { command } from './definition.js';

const OPTIONS = [
  'prestats',
  'local',
  'append',
  'summariesonly',
  'include_reduced_buckets',
  'allow_old_summaries',
  'use_summary_index_values',
  'chunk_size',
  'fillnull_value',
];

const CLAUSES = ['from', 'where', 'by', 'groupby'];

/**
 * Search Reference: tstats. Statistics over the events of a data model, or of the indexes by what they index: there are
 * no summaries to prefer, so all events count.
 */
export const tstats = command<'tstats'>({
  parse: (scanner, start) => {
    const found: Option[] = [];
    const macros: Macro[] = [];
    for (;;) {
      found.push(...options(scanner, 'tstats', OPTIONS));
      skipSpace(scanner);
      if (scanner.source[scanner.position] !== '`') break;
      macros.push(macro(scanner));
    }
    const aggregations = parseAggregations(scanner, CLAUSES);
    const model = takeKeyword(scanner, 'from') ? parseModel(scanner) : undefined;
    const condition = takeKeyword(scanner, 'where') ? parseCondition(scanner) : undefined;
    const grouped = takeKeyword(scanner, 'by') || takeKeyword(scanner, 'groupby');
    const { by, spans } = grouped ? parseGroups(scanner) : { by: [], spans: [] };
    return {
      kind: 'tstats',
      options: found,
      macros,
      aggregations,
      ...(model === undefined ? {} : { model }),
      ...(condition === undefined ? {} : { condition }),
      by,
      spans,
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, _, lowering) => {
    const given = givenOptions(it, lowering);
    for (const name of ['prestats', 'append']) {
      if (/^(?:t|true|1)$/i.test(given[name] ?? '')) {
        const help = 'leave it out: the results are those of stats';
        report(
          lowering,
          diagnostic('SPL0504', [`tstats ${name}=${given[name] ?? ''}`], { span: it.span, help }),
        );
      }
    }
    for (const { argument } of it.aggregations) {
      if (argument !== undefined && 'text' in argument && argument.text.includes('*'))
        report(lowering, diagnostic('SPL0504', ['a wildcard in tstats'], { span: argument.span }));
    }
    const events = it.model === undefined ? indexed(it, lowering) : ofModel(it, it.model, lowering);
    if (events.lost === true) return events;
    const filled = given['fillnull_value'];
    const ready = it.by.reduce(
      (state, field) => (filled === undefined ? state : fill(field, filled, state, lowering)),
      binned(it, events, lowering),
    );
    return aggregate(it.aggregations, it.by, ready, lowering);
  },
  print: (it, printPipeline) => {
    const clauses = [
      ...it.macros.map(printMacro),
      it.aggregations.map(printAggregation).join(', '),
      ...(it.model === undefined ? [] : [`FROM datamodel=${printWord(it.model)}`]),
      ...(it.condition === undefined ? [] : [`WHERE ${printSearch(it.condition, printPipeline)}`]),
      ...(it.by.length === 0 ? [] : [`BY ${printWords(it.by)} ${printOptions(it.spans)}`.trimEnd()]),
    ];
    return `tstats ${printOptions(it.options)}${clauses.join(' ')}`;
  },
  partial:
    'data models Authentication, Change and Web; without one only sourcetype and _time; no prestats, no PREFIX()',
});

function parseModel(scanner: Scanner): Word {
  if (!takeKeyword(scanner, 'datamodel')) return failExpected(scanner, 'datamodel=');
  expect(scanner, '=');
  return word(scanner, 'the name of a data model');
}

/** Search terms up to the keyword that begins the group fields. */
function parseCondition(scanner: Scanner): SearchExpr | undefined {
  const inner: Scanner = { ...scanner, end: endOfCondition(scanner) };
  const condition = parseSearch(inner);
  if (!atEnd(inner)) failExpected(inner, 'BY or the end of the command');
  scanner.position = inner.position;
  return condition;
}

function endOfCondition(scanner: Scanner): number {
  const end = commandEnd(scanner);
  const pattern = /"(?:[^"\\]|\\[\s\S])*"|`[^`]*`|\[|\]|[\s)](?:group)?by(?=\s)/giy;
  let depth = 0;
  let at = scanner.position;
  while (at < end) {
    pattern.lastIndex = at;
    const token = pattern.exec(scanner.source)?.[0];
    if (token === '[') depth += 1;
    if (token === ']') depth -= 1;
    if (token !== undefined && depth === 0 && /^[\s)](?:group)?by$/i.test(token)) return at + 1;
    at += token?.length ?? 1;
  }
  return end;
}

/** Fields, with `span=` among or behind them. */
function parseGroups(scanner: Scanner): { readonly by: readonly Word[]; readonly spans: readonly Option[] } {
  const by: Word[] = [];
  const spans: Option[] = [];
  for (;;) {
    take(scanner, ',');
    spans.push(...options(scanner, 'tstats', ['span']));
    take(scanner, ',');
    const next = tryWord(scanner);
    if (next === undefined) break;
    by.push(next);
  }
  return by.length === 0 ? failExpected(scanner, 'a field to group by') : { by, spans };
}

function givenOptions(it: CommandOf<'tstats'>, lowering: Lowering): Readonly<Record<string, string>> {
  const written = it.options.map(({ name, value }) => [name, value.text] as const);
  const macros = it.macros.map((each) => optionsOf(each, lowering));
  return Object.assign({}, ...macros, Object.fromEntries(written)) as Readonly<Record<string, string>>;
}

function ofModel(it: CommandOf<'tstats'>, written: Word, lowering: Lowering): State {
  const named = namedModel(written, lowering);
  if (named === undefined) return emptyState();
  const condition = it.condition === undefined ? {} : { condition: it.condition };
  return modelEvents(
    {
      ...named,
      ...condition,
      fields: usedFields(it),
      fieldOf: prefixedField(named.model),
      span: written.span,
    },
    lowering,
  );
}

/** Events by what is known of them without a data model. */
function indexed(it: CommandOf<'tstats'>, lowering: Lowering): State {
  const stranger = [...usedFields(it)].find((name) => !INDEXED.has(name));
  if (stranger === undefined) return lowerEvents(it.condition, lowering, it.span);
  const help = 'search the events and use stats, or name a data model: from datamodel=Authentication';
  report(lowering, diagnostic('SPL0504', [`tstats of the field ${stranger}`], { span: it.span, help }));
  return emptyState();
}

const INDEXED: ReadonlySet<string> = new Set([
  '_time',
  'sourcetype',
  'index',
  'source',
  'earliest',
  'latest',
]);

function usedFields({ aggregations, by, condition }: CommandOf<'tstats'>): readonly string[] {
  const ofArguments = aggregations.flatMap(({ argument }) =>
    argument === undefined ? [] : 'kind' in argument ? fieldsIn(argument) : [argument.text],
  );
  const ofGroups = by.map((field) => field.text);
  return [...ofArguments, ...ofGroups, ...(condition === undefined ? [] : fieldsOfSearch(condition))];
}

function fieldsOfSearch(expression: SearchExpr): readonly string[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.terms.flatMap(fieldsOfSearch);
    case 'not':
      return fieldsOfSearch(expression.term);
    case 'compare':
    case 'in':
      return [expression.field.text];
    case 'term':
    case 'macro':
    case 'subsearch':
      return [];
  }
}

/** `_time` cut down to the span that its grouping names. */
function binned(it: CommandOf<'tstats'>, state: State, lowering: Lowering): State {
  const time = it.by.find((field) => field.text === '_time');
  if (time === undefined) return state;
  if (it.spans.length === 0) {
    const place = { span: time.span, help: 'write: by _time span=1h' };
    report(lowering, diagnostic('SPL0504', ['tstats by _time without span'], place));
    return state;
  }
  return bin.lower({ kind: 'bin', options: it.spans, field: time, span: it.span }, state, lowering);
}

/** A group field that is null is its filling: its events stay in the answer. */
function fill(field: Word, filling: string, state: State, lowering: Lowering): State {
  if (field.text === '_time') return state;
  const value = fieldValue(field.text, state, lowering, field.span);
  if (isNullLiteral(value)) return setField(state, field.text, text(filling));
  if (value.type === 'multivalue') return state;
  return setField(state, field.text, call('coalesce', [asText(value), text(filling)]));
}
