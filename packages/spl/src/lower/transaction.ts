import type { AggregateCall, Expression, Relation, SortKey, WindowCall } from '@interloper/plan';
import {
  and,
  bool,
  call,
  column,
  columnType,
  columnsOf,
  long,
  not,
  nullOf,
  or,
  text,
  timespan,
} from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { parseSearch } from '../syntax/search-expression.js';
import type { Boundary, CommandOf } from '../syntax/tree.js';
import { lowerCondition } from './expression.js';
import { isNeverNull } from './never-null.js';
import { lowerSearch } from './search.js';
import type { Lowering, State } from './state.js';
import { emptyState, fieldValue, isInternal, knownOrder, report, sortKeys } from './state.js';
import { limitsOf } from './transaction-limits.js';
import { listsOf } from './transaction-lists.js';
import { transactionProgram } from './transaction-program.js';
import type { Limits } from './transaction-program.js';
import { asText } from './values.js';

const NUMBER = '_interloper:number';
const GROUP = '_interloper:group';
const STARTS = '_interloper:starts';
const ENDS = '_interloper:ends';
const AFTER = '_interloper:after';
const FIRST = '_interloper:first';
const PLACE = '_interloper:place';

/** Search Reference: transaction, "maxevents: the default is 1000". */
const MOST_EVENTS = 1000;

const time = column('_time', 'datetime');

/**
 * Events of one value (or of all) become one result: `_time` of the earliest, `duration`, `eventcount`, and every
 * other field with its different values. Events are seen newest first, as Splunk sees them: one that is further than
 * maxpause from the one before, or the 1001st, opens a new transaction; `endswith` opens one and `startswith` closes
 * it, and what has no such end is left out.
 */
export function lowerTransaction(it: CommandOf<'transaction'>, before: State, lowering: Lowering): State {
  const limits = limitsOf(it, lowering);
  const values = it.fields.map(({ text: name, span }) => fieldValue(name, before, lowering, span));
  const several = values.find((value) => value.type === 'multivalue');
  const problem =
    columnType(before.relation, '_time') !== 'datetime'
      ? 'there is no _time any more'
      : several !== undefined
        ? 'it takes fields with a single value'
        : clashOf(it);
  if (problem !== undefined) {
    report(lowering, diagnostic('SPL0203', ['transaction', problem], { span: it.span }));
    return emptyState();
  }
  // Where events may lack some of several fields, those that share one link others.
  const links =
    it.fields.length > 1 && it.fields.some(({ text: name }) => !isNeverNull(before.relation, name));
  if (limits === undefined) return emptyState();
  const there = values.map((value) => not(call('isNull', [value])));
  const present = links ? or(...there) : and(...there);
  const state = numbered({
    ...before,
    relation: { kind: 'filter', input: before.relation, predicate: present },
  });
  const bounded = it.startswith !== undefined || it.endswith !== undefined;
  const limited = Object.values(limits).some((limit) => limit !== undefined);
  // Whether an event opens a transaction depends, of these, on where the one before opened.
  const walks = links || limits.span !== undefined || (bounded && limited);
  const grouped = walks
    ? walked(it, marked(it, state, lowering), values, limits, links)
    : bounded
      ? betweenBounds(it, marked(it, state, lowering), values)
      : byPauses(state.relation, values, limits);
  return combined(it, { ...state, relation: grouped }, values, links);
}

function clashOf({ fields }: CommandOf<'transaction'>): string | undefined {
  const names = fields.map((word) => word.text);
  const clash = names.find((name, at) => MADE.has(name) || names.indexOf(name) !== at);
  if (clash === undefined) return undefined;
  return MADE.has(clash) ? `${clash} is the name of a result too` : `${clash} stands twice`;
}

/** What a transaction has besides the fields of its events. */
const MADE: ReadonlySet<string> = new Set(['_time', '_raw', 'duration', 'eventcount']);

const byNumber: SortKey = { expression: column(NUMBER, 'long'), descending: false, nulls: 'last' };

/** Events numbered newest first; later ones of the same time keep their order. */
function numbered(before: State): State {
  const known = before.order === 'events' ? before : knownOrder(before);
  const order: readonly SortKey[] = [
    { expression: time, descending: true, nulls: 'last' },
    ...(before.order === 'events' ? [] : sortKeys(known)),
  ];
  const number: WindowCall = {
    name: NUMBER,
    fn: 'rowNumber',
    args: [],
    type: 'long',
    frame: { unit: 'all' },
  };
  return {
    ...known,
    relation: { kind: 'window', input: known.relation, partition: [], order, calls: [number] },
  };
}

const upToHere = { unit: 'rows', before: 'unbounded', after: 0 } as const;
const beforeHere = { unit: 'rows', before: 'unbounded', after: -1 } as const;

function over(
  input: Relation,
  partition: readonly Expression[],
  ...items: readonly (Omit<WindowCall, 'type'> & { readonly type?: WindowCall['type'] })[]
): Relation {
  const calls = items.map((item): WindowCall => ({ type: 'long', ...item }));
  return { kind: 'window', input, partition, order: [byNumber], calls };
}

function extended(input: Relation, name: string, expression: Expression): Relation {
  return { kind: 'extend', input, columns: [{ name, expression }] };
}

function byPauses(
  input: Relation,
  values: readonly Expression[],
  { pause, events = MOST_EVENTS }: Limits,
): Relation {
  // Windows over the same rows in the same order share one sort: two steps, whatever is asked of each.
  const placed = over(
    input,
    values,
    { name: AFTER, fn: 'lag', args: [time, long(1)], type: 'datetime', frame: { unit: 'all' } },
    { name: PLACE, fn: 'rowNumber', args: [], frame: { unit: 'all' } },
  );
  const place = column(PLACE, 'long');
  const gap = call('subtract', [column(AFTER, 'datetime'), time], 'timespan');
  // Where a stretch of events without a pause begins: at the last place so far that opens one.
  const begins = or(
    ...(pause === undefined ? [] : [call('gt', [gap, timespan(pause)])]),
    call('eq', [place, long(1)]),
  );
  const opener = extended(placed, STARTS, call('if', [begins, place, nullOf('long')]));
  const sessions = over(opener, values, {
    name: FIRST,
    fn: 'lastNotNull',
    args: [column(STARTS, 'long')],
    frame: upToHere,
  });
  const before = call('subtract', [place, column(FIRST, 'long')], 'long');
  // The place of the event that opens the transaction, and no other one of these values.
  const group = call('subtract', [place, call('modulo', [before, long(events)], 'long')], 'long');
  return extended(sessions, GROUP, group);
}

/** Events with 1 or 0 for whether a transaction starts or ends with them. */
function marked(it: CommandOf<'transaction'>, state: State, lowering: Lowering): Relation {
  const mark = (boundary: Boundary | undefined): Expression => {
    const condition = boundary === undefined ? bool(false) : conditionOf(boundary, state, lowering);
    return call('if', [condition, long(1), long(0)]);
  };
  return extended(extended(state.relation, STARTS, mark(it.startswith)), ENDS, mark(it.endswith));
}

/** Transactions within limits, event by event: see `transactionProgram`. */
function walked(
  it: CommandOf<'transaction'>,
  input: Relation,
  values: readonly Expression[],
  limits: Limits,
  links: boolean,
): Relation {
  const own = [column(NUMBER, 'long'), call('toLong', [time]), column(STARTS, 'long'), column(ENDS, 'long')];
  const cells = [...own.map((value) => call('toText', [value])), ...(links ? values.map(asText) : [])];
  const key = links ? text('') : call('toText', [call('makeArray', values.map(asText))]);
  const gathered: Relation = {
    kind: 'aggregate',
    input,
    groups: [{ name: AFTER, expression: key }],
    aggregates: [
      {
        name: FIRST,
        fn: 'listWithNulls',
        args: [call('makeArray', cells)],
        type: 'dynamic',
        order: [byNumber],
      },
    ],
  };
  const bounds = { starts: it.startswith !== undefined, ends: it.endswith !== undefined };
  const most = { ...limits, events: limits.events ?? MOST_EVENTS };
  const rows = column(FIRST, 'dynamic');
  const walk = links
    ? call('linkedRows', [rows, text(linkOptions(most, bounds))])
    : call('scanRows', [rows, text(JSON.stringify(transactionProgram(most, bounds)))]);
  const each: Relation = {
    kind: 'unnest',
    input: gathered,
    lists: [
      {
        list: walk,
        column: { name: FIRST, type: 'dynamic' },
      },
    ],
    outer: false,
  };
  const cell = (at: number): Expression => call('pathText', [column(FIRST, 'dynamic'), long(at)]);
  const places: Relation = {
    kind: 'project',
    input: each,
    columns: [
      { name: NUMBER, expression: call('toLong', [cell(0)]) },
      { name: GROUP, expression: call('concat', [column(AFTER, 'string'), text(':'), cell(1)]) },
      { name: AFTER, expression: cell(2) },
    ],
  };
  const members: Relation = {
    kind: 'filter',
    input: places,
    predicate: call('eq', [column(AFTER, 'string'), text('1')]),
  };
  return {
    kind: 'join',
    flavour: 'inner',
    left: input,
    right: members,
    condition: call('eq', [column(NUMBER, 'long', 'left'), column(NUMBER, 'long', 'right')]),
    columns: [
      ...columnsOf(input).map(({ name }) => ({ name, side: 'left', source: name }) as const),
      { name: GROUP, side: 'right', source: GROUP },
    ],
  };
}

function linkOptions(
  { span, pause, events }: Limits,
  bounds: { readonly starts: boolean; readonly ends: boolean },
): string {
  return JSON.stringify({
    ...(span === undefined ? {} : { span: String(span) }),
    ...(pause === undefined ? {} : { pause: String(pause) }),
    events: events ?? MOST_EVENTS,
    ...bounds,
  });
}

/** Transactions that begin with one event and end with another; the rest is left out. */
function betweenBounds(
  it: CommandOf<'transaction'>,
  marks: Relation,
  values: readonly Expression[],
): Relation {
  const starts = column(STARTS, 'long');
  const ends = column(ENDS, 'long');
  const opened: Relation =
    it.endswith === undefined
      ? extended(marks, AFTER, long(1))
      : over(marks, values, { name: AFTER, fn: 'sum', args: [ends], frame: upToHere });
  const opening = column(AFTER, 'long');
  const closed: Relation =
    it.startswith === undefined
      ? extended(opened, FIRST, long(0))
      : over(opened, [...values, opening], { name: FIRST, fn: 'sum', args: [starts], frame: beforeHere });
  const closedBefore = call('coalesce', [column(FIRST, 'long'), long(0)]);
  const group = call('concat', [
    call('toText', [opening]),
    text(':'),
    // Without endswith, what comes before a start belongs to the next transaction.
    it.endswith === undefined ? call('toText', [closedBefore]) : text('0'),
  ]);
  const inside =
    it.endswith === undefined
      ? bool(true)
      : and(call('gt', [opening, long(0)]), call('eq', [closedBefore, long(0)]));
  return { kind: 'filter', input: extended(closed, GROUP, group), predicate: inside };
}

function conditionOf(boundary: Boundary, state: State, lowering: Lowering): Expression {
  if (boundary.how === 'eval') return lowerCondition(boundary.condition, { state, lowering }, true);
  const expression = parseSearch({
    source: boundary.text,
    position: 0,
    end: boundary.text.length,
    diagnostics: lowering.diagnostics,
    parsePipeline: () => {
      throw new Error('a boundary holds no subsearch');
    },
  });
  return expression === undefined ? bool(true) : lowerSearch(expression, state, lowering);
}

function combined(
  it: CommandOf<'transaction'>,
  state: State,
  values: readonly Expression[],
  links: boolean,
): State {
  const { relation } = state;
  const by = it.fields.map(({ text: name }, index) => ({ name, expression: values[index] ?? bool(true) }));
  const own = new Set([...MADE, ...by.map((item) => item.name)]);
  const others = columnsOf(relation).filter(({ name }) => !isInternal(name) && !own.has(name));
  const raw = columnType(relation, '_raw');
  const lists = listsOf(it);
  const oldestFirst: SortKey = { ...byNumber, descending: true };
  const aggregates: AggregateCall[] = [
    // Linked events have one value of each field, and some may have none.
    ...(links
      ? by.map(({ name, expression }): AggregateCall => ({
          name,
          fn: 'max',
          args: [expression],
          type: expression.type,
        }))
      : []),
    { name: '_time', fn: 'min', args: [time], type: 'datetime' },
    { name: AFTER, fn: 'max', args: [time], type: 'datetime' },
    { name: 'eventcount', fn: 'count', args: [], type: 'long' },
    { name: NUMBER, fn: 'max', args: [column(NUMBER, 'long')], type: 'long' },
    ...(it.startswith === undefined
      ? []
      : [{ name: STARTS, fn: 'max', args: [column(STARTS, 'long')], type: 'long' } as const]),
    ...(raw === undefined
      ? []
      : [
          {
            name: '_raw',
            fn: 'mvList',
            args: [asText(column('_raw', raw))],
            type: 'multivalue',
            order: [oldestFirst],
          } as const,
        ]),
    ...others.map(({ name, type }): AggregateCall => {
      const value = column(name, type);
      if (lists.keeps(name)) {
        const kept = type === 'multivalue' ? value : asText(value);
        const nothing = type === 'multivalue' ? call('mvAppend', [text(lists.nothing)]) : text(lists.nothing);
        const args = [call('coalesce', [kept, nothing])];
        return { name, fn: 'mvList', args, type: 'multivalue', order: [oldestFirst] };
      }
      return {
        name,
        fn: 'mvValues',
        args: [type === 'multivalue' ? value : asText(value)],
        type: 'multivalue',
      };
    }),
  ];
  const groups = [
    ...(links ? [] : by),
    { name: GROUP, expression: column(GROUP, columnType(relation, GROUP) ?? 'string') },
  ];
  const together: Relation = { kind: 'aggregate', input: relation, groups, aggregates };
  // One that has no start was never closed: Splunk evicts it.
  const whole: Relation =
    it.startswith === undefined
      ? together
      : { kind: 'filter', input: together, predicate: call('gt', [column(STARTS, 'long'), long(0)]) };
  const seconds = call(
    'subtract',
    [call('epochSeconds', [column(AFTER, 'datetime')]), call('epochSeconds', [time])],
    'real',
  );
  const sorted: Relation = { kind: 'sort', input: whole, keys: [byTime, byNumber] };
  const project: Relation = {
    kind: 'project',
    input: sorted,
    columns: [
      { name: '_time', expression: time },
      ...by.map(({ name, expression }) => ({ name, expression: column(name, expression.type) })),
      { name: 'duration', expression: seconds },
      { name: 'eventcount', expression: column('eventcount', 'long') },
      ...others.map(({ name }) => ({ name, expression: column(name, 'multivalue') })),
      ...(raw === undefined
        ? []
        : [{ name: '_raw', expression: call('mvJoin', [column('_raw', 'multivalue'), text('\n')]) }]),
    ],
  };
  const { origin } = state;
  return {
    relation: project,
    order: [],
    hidesTime: false,
    ...(origin === undefined
      ? {}
      : { origin: (name: string) => (name === '_raw' || own.has(name) ? undefined : origin(name)) }),
  };
}

const byTime: SortKey = { expression: time, descending: true, nulls: 'last' };
