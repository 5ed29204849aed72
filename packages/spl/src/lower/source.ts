import type { Column, Expression, NamedExpression, Relation, View } from '@interloper/plan';
import {
  bool,
  call,
  column,
  columnType,
  columnsOf,
  findField,
  long,
  nullOf,
  text,
  viewRows,
} from '@interloper/plan';
import { diagnostic, suggestion } from '../diagnostics.js';
import type { SearchExpr } from '../syntax/tree.js';
import { taggedRows } from '../data-models/tags.js';
import { atPath } from './json-path.js';
import { expandMacros } from './macros.js';
import type { PickedView } from './once-each.js';
import { onceEach } from './once-each.js';
import { decideSearch, lowerSearch, matchesName, sourcetypesIn } from './search.js';
import type { Lowering, State } from './state.js';
import { RAW_PATH, ROW, TAG, emptyState, report } from './state.js';
import { formatTime } from './time-format.js';
import { instantOf } from './time-modifier.js';
import { tellsApart } from './told-apart.js';
import { asField, convert, unify } from './values.js';

/** The events a search finds: those of the views it names, under their fields' names, newest first. */
export function lowerEvents(
  written: SearchExpr | undefined,
  lowering: Lowering,
  span: SearchExpr['span'],
): State {
  const expression = written === undefined ? undefined : expandMacros(written, lowering);
  if (expression !== undefined) noteWindow(expression, lowering);
  const named = expression === undefined ? [] : sourcetypesIn(expression);
  const views = lowering.catalog.sourcetypes;
  const picked = views.flatMap((view) => {
    const decided = expression === undefined ? true : decideSearch(expression, view, lowering);
    return decided === false ? [] : [{ view, decided }];
  });
  const unknown = named.filter((word) => !views.some((view) => matchesName(word.text, view.name)));
  for (const word of unknown) {
    const all = unknown.length === named.length;
    if (all) lowering.missing.add(word.text);
    const near = suggestion(
      word.text,
      views.map((view) => view.name),
    );
    const list = views.map((view) => view.name).join(', ');
    const help = near ?? `there are: ${list === '' ? 'none' : list}`;
    const severity = all ? ('error' as const) : ('warning' as const);
    report(lowering, diagnostic('SPL0401', [word.text], { span: word.span, help, severity }));
  }
  if (named.length > 0 && unknown.length === named.length) return emptyState();
  const once = onceEach(picked);
  if (once === undefined) {
    const help = `name one of them: ${picked.map(({ view }) => `sourcetype=${view.name}`).join(', ')}`;
    report(lowering, diagnostic('SPL0402', [], { span, help }));
    return emptyState();
  }
  for (const { view, others } of once) {
    if (others.length > 0) sayReadAs(view.name, others, span, lowering);
  }
  sayUntold(
    once.map(({ view }) => view),
    span,
    lowering,
  );
  // Some logs have a field of that name; together with others, each event's is where it is from.
  const mixed = once.length > 1 && once.some(({ view }) => view.columns.some((item) => item.name === SOURCE));
  if (mixed) lowering.demands.add(SOURCE);
  const events = shareDemands(
    once.map((each) => {
      refuseAmbiguous(each, span, lowering);
      return eventsOf(each, lowering);
    }),
    lowering,
  );
  return unite(
    once.map(({ decided }, index) => {
      const state = events[index] ?? emptyState();
      if (decided === undefined || typeof decided === 'boolean') return state;
      const predicate = lowerSearch(decided, state, lowering);
      return { ...state, relation: { kind: 'filter', input: state.relation, predicate } };
    }),
  );
}

/** Keeps the time bounds that every event must fulfil, for commands that ask for them. */
function noteWindow(expression: SearchExpr, lowering: Lowering): void {
  if (expression.kind === 'and') for (const term of expression.terms) noteWindow(term, lowering);
  if (expression.kind !== 'compare' || expression.operator !== '=') return;
  const name = expression.field.text.toLowerCase();
  if (name !== 'earliest' && name !== 'latest') return;
  const instant = instantOf(expression.value.text);
  if (instant !== undefined) lowering.window[name] = instant;
}

/** Says which of several sourcetypes that name the same records they are read as. */
function sayReadAs(
  name: string,
  others: readonly string[],
  span: SearchExpr['span'],
  lowering: Lowering,
): void {
  if (lowering.warned.has(`read as:${name}`)) return;
  lowering.warned.add(`read as:${name}`);
  report(lowering, diagnostic('SPL0408', [others.join(', '), name], { span, severity: 'info' }));
}

/** A field that means different things in views put together cannot be used: the rule must say which it means. */
function refuseAmbiguous(
  { view, others, ambiguous }: PickedView,
  span: SearchExpr['span'],
  lowering: Lowering,
): void {
  for (const demand of lowering.demands) {
    const name = demand.startsWith(RAW_PATH) ? demand.slice(RAW_PATH.length) : demand;
    const [first = ''] = name.replace(/^properties\./i, '').split(/[.{]/);
    const asked = name === 'sourcetype' && lowering.texts.some((each) => tellsApart(each, view.name, others));
    const taken = asked ? name : [name, first].find((part) => ambiguous.has(part.toLowerCase()));
    if (taken === undefined || lowering.warned.has(`ambiguous:${taken}`)) continue;
    lowering.warned.add(`ambiguous:${taken}`);
    const names = [view.name, ...others].map((each) => `sourcetype=${each}`).join(', ');
    report(lowering, diagnostic('SPL0409', [taken], { span, help: `name one of them: ${names}` }));
  }
}

/** All events of a view, as fields: `_time` first, then the view's columns, then what the rule asks for besides. */
function eventsOf({ view, ambiguous }: PickedView, lowering: Lowering): State {
  const time = view.columns.find((item) => item.name === view.time);
  const columns: NamedExpression[] = [
    { name: '_time', expression: time?.expression ?? nullOf('datetime') },
    ...view.columns
      .filter((item) => item.name !== '_time' && item !== time)
      .map((item) => ({ name: item.name, expression: eventField(item.expression) })),
  ];
  const present = new Set(columns.map((item) => item.name));
  for (const name of lowering.demands) {
    if (present.has(name) || ambiguous.has(name.toLowerCase())) continue;
    const expression = name.startsWith(TAG)
      ? tagged(view, name.slice(TAG.length), lowering)
      : demanded(view, name, time?.expression);
    if (expression !== undefined) columns.push({ name, expression });
  }
  const added: Column[] = [];
  if (lowering.demands.has(SOURCE)) {
    if (view.source === undefined) added.push(FILE);
    const expression = view.source === undefined ? column(FILE.name, FILE.type) : text(view.source);
    const own = columns.findIndex((item) => item.name === SOURCE);
    columns.splice(own < 0 ? columns.length : own, 1, { name: SOURCE, expression });
  }
  // Parts of a record have no place of their own.
  if (lowering.demands.has(ROW) && view.each === undefined) {
    added.push(PLACE);
    columns.push({ name: ROW, expression: column(PLACE.name, PLACE.type) });
  }
  const scan = { ...view.scan, columns: [...view.scan.columns, ...added] };
  return {
    relation: { kind: 'project', input: viewRows({ ...view, scan }), columns },
    order: 'events',
    origin: (name) => name,
    hidesTime: false,
  };
}

/** Where an event is from: to Splunk, of one that was read from a file, the file; a record's own `source` is hidden by it. */
const SOURCE = 'source';

/** The file that engines keep with a row of a log. */
const FILE: Column = { name: '_file', type: 'string' };

/** The number that engines give a row of a log. */
const PLACE: Column = { name: '_row', type: 'long' };

/** `yes` for events that carry a tag, else `no`: a log that does not say has none of them. */
function tagged(view: View, tag: string, { catalog }: Lowering): Expression {
  const rows = taggedRows(tag, view, catalog);
  if (rows === undefined || typeof rows === 'boolean') return text(rows === true ? 'yes' : 'no');
  return call('if', [call('isTrue', [rows]), text('yes'), text('no')]);
}

/** Says of which logs it is not known which events carry a tag that the rule asks for. */
function sayUntold(views: readonly View[], span: SearchExpr['span'], lowering: Lowering): void {
  for (const demand of lowering.demands) {
    if (!demand.startsWith(TAG) || lowering.warned.has(demand)) continue;
    const tag = demand.slice(TAG.length);
    const untold = views.filter((view) => taggedRows(tag, view, lowering.catalog) === undefined);
    if (untold.length === 0) continue;
    lowering.warned.add(demand);
    const logs = untold.map(({ name }) => name).join(', ');
    report(lowering, diagnostic('SPL0419', [tag, logs], { span, severity: 'warning' }));
  }
}

/** A field that the rule asks for and only some of several views have is there in all: null in the others. */
function shareDemands(states: readonly State[], { demands }: Lowering): readonly State[] {
  const types = new Map(
    states.flatMap((state) => columnsOf(state.relation).map((item) => [item.name, item.type] as const)),
  );
  return states.map((state) => {
    const own = new Set(columnsOf(state.relation).map((item) => item.name));
    const columns = [...demands].flatMap((name): readonly NamedExpression[] => {
      const type = name === ROW ? undefined : types.get(name);
      return type === undefined || own.has(name) ? [] : [{ name, expression: nullOf(type) }];
    });
    if (columns.length === 0) return state;
    return { ...state, relation: { kind: 'extend', input: state.relation, columns } };
  });
}

/** A view's value as an event's field: only `_time` is a time, others are the text that the record holds. */
export function eventField(value: Expression): Expression {
  return value.type === 'datetime' ? call('isoText', [value]) : asField(value);
}

function demanded(view: View, name: string, time: Expression | undefined): Expression | undefined {
  if (name === ROW) return undefined;
  if (name === 'sourcetype') return text(view.name);
  if (name === '_raw') return rawOf(view);
  const calendar = time === undefined ? undefined : calendarField(name, time);
  if (calendar !== undefined) return calendar;
  const wanted = name.startsWith(RAW_PATH) ? name.slice(RAW_PATH.length) : name;
  const match = findField(view, wanted, true);
  if (match === undefined) {
    const raw = name.startsWith(RAW_PATH) ? rawOf(view) : undefined;
    return raw === undefined ? undefined : atPath(call('parseJson', [raw]), wanted);
  }
  const value = match.column.expression;
  if (match.path.length === 0) return wanted.endsWith('{}') ? elementsOf(value) : eventField(value);
  const json = value.type === 'dynamic' ? value : call('parseJson', [asField(value)]);
  const steps = wanted.split('.');
  const prefix = steps.slice(0, steps.length - match.path.length).join('.');
  return atPath(json, [...(prefix.endsWith('{}') ? ['{}'] : []), ...match.path].join('.'));
}

/** The text of the record as it was read; undefined where it is not kept. */
function rawOf(view: View): Expression | undefined {
  const type = view.scan.columns.find((item) => item.name === view.raw)?.type;
  return view.raw === undefined || type === undefined ? undefined : asField(column(view.raw, type));
}

/** The values of a JSON array, as Splunk extracts them under `name{}`. */
function elementsOf(value: Expression): Expression {
  if (value.type === 'multivalue') return value;
  return call('mvFromJson', [value.type === 'dynamic' ? value : call('parseJson', [asField(value)])]);
}

const CALENDAR: Readonly<Record<string, string>> = {
  date_hour: 'hour',
  date_mday: 'day',
  date_minute: 'minute',
  date_second: 'second',
  date_year: 'year',
};

/** Splunk's default fields for parts of the event's time. */
function calendarField(name: string, time: Expression): Expression | undefined {
  const part = CALENDAR[name];
  if (part !== undefined) return call('datetimePart', [text(part), time]);
  const format = name === 'date_wday' ? '%A' : name === 'date_month' ? '%B' : undefined;
  const formatted = format === undefined ? undefined : formatTime(time, format);
  return formatted === undefined || 'unknown' in formatted ? undefined : call('lower', [formatted]);
}

/**
 * Events of several views together; a field that one lacks is null there. The places of their rows are told apart, so
 * long as all have them.
 */
export function unite(states: readonly State[]): State {
  const [first, ...rest] = states;
  if (first === undefined) return emptyState();
  if (rest.length === 0) return first;
  const all = new Set(states.flatMap((state) => columnsOf(state.relation).map((item) => item.name)));
  if (!states.every((state) => columnType(state.relation, ROW) !== undefined)) all.delete(ROW);
  const names = [...all];
  const values = names.map((name) => {
    if (name === ROW) return states.map((_, index) => placeAmong(states.length, index));
    const found = states.map((state) => {
      const own = columnsOf(state.relation).find((item) => item.name === name);
      return own === undefined ? nullOf('string') : column(name, own.type);
    });
    const [type = 'string'] = unify(found).map((value) => value.type);
    return found.map((value) => convert(value, type));
  });
  const inputs = states.map((state, index): Relation => ({
    kind: 'project',
    input: state.relation,
    columns: names.map((name, at) => ({ name, expression: values[at]?.[index] ?? nullOf('string') })),
  }));
  const events = states.every((state) => state.order === 'events');
  return {
    relation: { kind: 'union', inputs },
    order: events ? 'events' : [],
    hidesTime: states.every((state) => state.hidesTime),
    ...(first.origin === undefined ? {} : { origin: first.origin }),
  };
}

/** The place of a row among those of so many relations, of which it is in that one. */
function placeAmong(count: number, index: number): Expression {
  return call('add', [call('multiply', [column(ROW, 'long'), long(count)], 'long'), long(index)], 'long');
}

/** A filter that holds for every row says nothing. */
export function filtered(state: State, predicate: Expression): State {
  if (predicate.kind === 'literal' && predicate.value === true) return state;
  const condition = predicate.kind === 'literal' && predicate.value === null ? bool(false) : predicate;
  return { ...state, relation: { kind: 'filter', input: state.relation, predicate: condition } };
}
