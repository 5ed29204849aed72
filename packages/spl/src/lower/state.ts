import type {
  Catalog,
  Column,
  Diagnostic,
  Expression,
  Learnt,
  LookupWrite,
  NamedExpression,
  Relation,
  SortKey,
  Span,
} from '@interloper/plan';
import { column, columnType, columnsOf, nullOf } from '@interloper/plan';
import { diagnostic, suggestion } from '../diagnostics.js';
import type { Pipeline } from '../syntax/tree.js';

/** Columns that serve the plan and are never shown or matched by wildcards. */
const INTERNAL = '_interloper:';

/** The internal column of a path inside the event's raw text, which the view knows as a field. */
export const RAW_PATH = `${INTERNAL}raw:`;

/** The internal column of an event's place among the rows of its log, which decides between equal times. */
export const ROW = `${INTERNAL}row`;

/** The internal column that says whether an event is in a dataset of a data model. */
export const NODE = `${INTERNAL}node:`;

/** The internal column that says whether an event carries a tag. */
export const TAG = `${INTERNAL}tag:`;

/**
 * Results between two commands.
 *
 * `order` says how they are ordered: by keys over the columns, which `arrange` makes real where it shows; empty when the
 * relation itself is in order. `events` means newest first (Splunk returns events in reverse time order).
 */
export interface State {
  readonly relation: Relation;
  readonly order: 'events' | readonly SortKey[];
  /** Where a field that is not among the columns would come from in the events; absent once fields are closed. */
  readonly origin?: (name: string) => string | undefined;
  /** `fields` keeps `_time` for later commands without showing it. */
  readonly hidesTime: boolean;
  /** What gave the results was refused: their fields are not known, and none is reported as unknown. */
  readonly lost?: boolean;
}

/** From when (inclusive) and up to when a search looks; set when its terms are read. */
interface TimeWindow {
  earliest?: Expression;
  latest?: Expression;
}

/** What lowering one rule needs and gathers. */
export interface Lowering {
  readonly catalog: Catalog;
  readonly diagnostics: Diagnostic[];
  readonly missing: Set<string>;
  /** Fields of the events that commands asked for and the views do not list under that name. */
  readonly demands: Set<string>;
  readonly warned: Set<string>;
  readonly macroDepth: number;
  /** Texts of the rule that may ask for a sourcetype behind its search. */
  readonly texts: readonly string[];
  /**
   * Asks what only the data can say: rows of a name and a type. Undefined until it is answered; what follows is then
   * lowered with the answer, when the rule is compiled again.
   */
  ask(question: Relation): Learnt['columns'] | undefined;
  /** Whether an answer is awaited. */
  waits(): boolean;
  /** The lookups that the search has written so far. */
  readonly writes: LookupWrite[];
  /** Whether this is a search inside another. */
  readonly nested: boolean;
  /** The time bounds that the search of this pipeline names. */
  readonly window: TimeWindow;
  /** A name that no other part of the plan has. */
  fresh(purpose: string): string;
  lowerPipeline(pipeline: Pipeline, lowering: Lowering, input?: State): State;
  parse(text: string): { readonly pipeline: Pipeline; readonly diagnostics: readonly Diagnostic[] };
}

export function report(lowering: Lowering, problem: Diagnostic): void {
  lowering.diagnostics.push(problem);
}

/** The names of the columns a user sees. */
export function fieldNames(state: State): string[] {
  return columnsOf(state.relation)
    .map(({ name }) => name)
    .filter((name) => !isInternal(name));
}

export function isInternal(name: string): boolean {
  return name.startsWith(INTERNAL);
}

/** The columns of a result that a user sees. */
export function shownColumns({ relation, hidesTime }: State): readonly Column[] {
  return columnsOf(relation).filter(({ name }) => !isInternal(name) && !(hidesTime && name === '_time'));
}

/** A field's value; null, with a warning, when there is no such field. */
export function fieldValue(
  name: string,
  state: State,
  lowering: Lowering,
  span: Span | undefined,
): Expression {
  const found = tryField(name, state, lowering);
  if (found !== undefined) return found;
  if (!lowering.warned.has(name) && state.lost !== true) {
    lowering.warned.add(name);
    if (name === '_raw' && state.origin?.('_raw') === '_raw') {
      report(lowering, diagnostic('SPL0404', [], span === undefined ? {} : { span }));
      return nullOf('string');
    }
    const help = suggestion(name, fieldNames(state));
    const place = { severity: 'warning' as const, help, ...(span === undefined ? {} : { span }) };
    report(lowering, diagnostic('SPL0403', [name], place));
  }
  return nullOf('string');
}

/** A field's value; undefined when there is no such field. */
export function tryField(name: string, state: State, lowering: Lowering): Expression | undefined {
  const type = columnType(state.relation, name);
  if (type !== undefined) return column(name, type);
  const source = state.origin?.(name);
  if (source !== undefined) lowering.demands.add(source);
  return undefined;
}

/** Sets a field. What the order of the results rests on is kept when the field is part of it. */
export function setField(state: State, name: string, value: Expression): State {
  const pinned = keepOrder(state, [name]);
  const relation: Relation = {
    kind: 'extend',
    input: pinned.relation,
    columns: [{ name, expression: value }],
  };
  const { origin } = pinned;
  // `_raw` that a rule has written is no longer the event's.
  const closed = name === '_raw' && origin !== undefined;
  return {
    ...pinned,
    relation,
    hidesTime: pinned.hidesTime && name !== '_time',
    ...(closed ? { origin: (other: string) => (other === '_raw' ? undefined : origin(other)) } : {}),
  };
}

/** Keeps exactly these columns (and the internal ones); the order survives. */
export function keepFields(state: State, names: readonly string[]): State {
  const kept = new Set(names);
  const lost = sortKeys(state).some(
    (key) => key.expression.kind === 'column' && !kept.has(key.expression.name),
  );
  const pinned = lost && !isPinned(state) ? stashOrder(state) : state;
  const columns = columnsOf(pinned.relation);
  const byName = new Map(columns.map((item) => [item.name, item]));
  const internal = columns.filter((item) => isInternal(item.name)).map((item) => item.name);
  const relation: Relation = {
    kind: 'project',
    input: pinned.relation,
    columns: [...names, ...internal].flatMap((name) => {
      const found = byName.get(name);
      return found === undefined ? [] : [{ name, expression: column(name, found.type) }];
    }),
  };
  return { ...pinned, relation };
}

function isPinned(state: State): boolean {
  return sortKeys(state).every((key) => key.expression.kind === 'column' && isInternal(key.expression.name));
}

/** The state whose order outlives that fields of these names are replaced. */
export function keepOrder(state: State, names: readonly string[]): State {
  return names.some((name) => ordersBy(state, name)) ? stashOrder(state) : state;
}

function ordersBy(state: State, name: string): boolean {
  return sortKeys(state).some((key) => key.expression.kind === 'column' && key.expression.name === name);
}

/** The keys that order the results, as far as they are known. */
export function sortKeys(state: State): readonly SortKey[] {
  if (state.order !== 'events') return state.order;
  const type = columnType(state.relation, '_time');
  if (type === undefined) return [];
  const newest: SortKey = { expression: column('_time', type), descending: true, nulls: 'last' };
  const row: SortKey = { expression: column(ROW, 'long'), descending: false, nulls: 'last' };
  return hasRows(state) ? [newest, row] : [newest];
}

function hasRows(state: State): boolean {
  return columnType(state.relation, ROW) !== undefined;
}

/** Whether the results are events, each with a place of its own: their keys leave none two in doubt. */
export function areToldApart(state: State): boolean {
  return state.order === 'events' && hasRows(state);
}

/** Puts the results in their order; from then on the relation itself knows it. */
export function arrange(state: State): State {
  const keys = sortKeys(state);
  if (keys.length === 0) return { ...state, order: [] };
  return { ...state, relation: { kind: 'sort', input: state.relation, keys }, order: [] };
}

/** Copies what the order rests on, so that it outlives the fields; but for what is kept as it is. */
export function stashOrder(state: State, isKept: (key: Expression) => boolean = () => false): State {
  const keys = sortKeys(state);
  const name = freshName(state, 'key');
  const columns: NamedExpression[] = [];
  const order = keys.map((key, index): SortKey => {
    if (isKept(key.expression)) return key;
    columns.push({ name: `${name}_${index}`, expression: key.expression });
    return { ...key, expression: column(`${name}_${index}`, key.expression.type) };
  });
  const relation: Relation = { kind: 'extend', input: state.relation, columns };
  return { ...state, relation: columns.length === 0 ? state.relation : relation, order };
}

/** The state with an order that windows can follow: the keys there are, else numbers. */
export function knownOrder(state: State): State {
  return sortKeys(state).length > 0 ? state : pinOrder(state);
}

/**
 * The same for a command that looks at the results one after the other: events of one time come in the order of their
 * log. Their places are brought when the rule is lowered again.
 */
export function rowOrder(state: State, { demands }: Lowering): State {
  demands.add(ROW);
  return knownOrder(state);
}

/** Numbers the results, so that their order outlives the columns it rests on and windows can follow it. */
function pinOrder(state: State): State {
  if (state.order !== 'events' && state.order.length > 0 && isPinned(state)) return state;
  const name = freshName(state, 'order');
  const relation: Relation = {
    kind: 'window',
    input: state.relation,
    partition: [],
    order: sortKeys(state),
    calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const key: SortKey = { expression: column(name, 'long'), descending: false, nulls: 'last' };
  return { ...state, relation, order: [key] };
}

/** A name for an internal column that the relation does not have yet. */
export function freshName(state: State, purpose: string): string {
  const taken = new Set(columnsOf(state.relation).map((item) => item.name));
  let number = 1;
  while (taken.has(`${INTERNAL}${purpose}${number}`)) number += 1;
  return `${INTERNAL}${purpose}${number}`;
}

/** The names among `names` that match a name in which `*` stands for any text. */
export function matchNames(pattern: string, names: readonly string[]): readonly string[] {
  if (!pattern.includes('*')) return names.filter((name) => name === pattern);
  const expression = namePattern(pattern);
  // Splunk leaves internal fields (leading underscore) out of wildcards unless the pattern names the underscore.
  return names.filter((name) => expression.test(name) && (pattern.startsWith('_') || !name.startsWith('_')));
}

/** A regular expression for a name with wildcards; each `*` is a group. */
export function namePattern(pattern: string): RegExp {
  const escaped = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('(.*)')}$`);
}

/** No results, in the place of those that cannot be had; what follows is still read for its own mistakes. */
export function emptyState(): State {
  return {
    relation: { kind: 'values', columns: [{ name: '_time', type: 'datetime' }], rows: [] },
    order: [],
    hidesTime: false,
    lost: true,
  };
}
