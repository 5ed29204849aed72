import { CannotSay, column, columnsOf, isPresent, presentColumns } from '@interloper/plan';
import type {
  AggregateCall,
  Expression,
  Relation,
  SortKey,
  Window,
  WindowCall,
  WindowFrame,
} from '@interloper/plan';
import { scalarText } from './scalar.js';
import type { Script } from './script.js';
import { aggregateText, nullOfNone } from './summarize.js';
import { literalText, nameText } from './words.js';

interface Printing {
  readonly script: Script;
  readonly pipeline: (input: Relation) => readonly string[];
  readonly keyText: (key: SortKey) => string;
}

/**
 * The columns that a window adds: the row before or after and running counts by functions over rows in order, all else by
 * a join of the rows with those that each of them sees.
 */
export function windowLines(relation: Window, printing: Printing): readonly string[] {
  const stepped = relation.calls.filter((item) => stepText(item, relation, printing.script) !== undefined);
  const paired = relation.calls.filter((item) => !stepped.includes(item));
  const rest: Relation = paired.length === 0 ? relation.input : { ...relation, calls: paired };
  if (stepped.length === 0) return pairedLines(relation, printing);
  const before =
    paired.length === 0
      ? printing.pipeline(relation.input)
      : pairedLines({ ...relation, calls: paired }, printing);
  return [...before, ...steppedLines({ ...relation, calls: stepped }, rest, printing)];
}

/** `row_number()` and its kin, which need the rows in their order; `prev` and `next` take columns. */
function steppedLines(given: Window, input: Relation, { script, keyText }: Printing): readonly string[] {
  const made: string[] = [];
  const asColumn = (value: Expression): Expression => {
    if (value.kind === 'column' || value.kind === 'literal') return value;
    const name = script.fresh('Value');
    made.push(`${name} = ${scalarText(value, script.words)}`);
    return column(name, value.type);
  };
  const relation: Window = {
    ...given,
    partition: given.partition.map(asColumn),
    calls: given.calls.map((item) =>
      item.fn === 'lag' || item.fn === 'lead' ? { ...item, args: item.args.map(asColumn) } : item,
    ),
  };
  const extended = made.length === 0 ? [] : [`| extend ${made.join(', ')}`];
  const parts = relation.partition.map((expression): SortKey => ({
    expression,
    descending: false,
    nulls: 'first',
  }));
  const keys = [...parts, ...relation.order];
  const sorted = parts.length === 0 && isSortedBy(input, relation.order);
  const sort = keys.length === 0 ? ['| serialize'] : [`| sort by ${keys.map(keyText).join(', ')}`];
  const items = relation.calls.map(
    (item) => `${nameText(item.name)} = ${stepText(item, relation, script) ?? ''}`,
  );
  return [
    ...(sorted && made.length === 0 ? [] : [...extended, ...(sorted ? [] : sort)]),
    `| extend ${items.join(', ')}`,
  ];
}

function isSortedBy(input: Relation, order: readonly SortKey[]): boolean {
  return order.length > 0 && input.kind === 'sort' && JSON.stringify(input.keys) === JSON.stringify(order);
}

/** A function over the rows in order that gives what a window gives; undefined where there is none. */
function stepText({ fn, args, frame }: WindowCall, relation: Window, script: Script): string | undefined {
  const keys = relation.partition.map((key) => scalarText(key, script.words));
  const begins = keys.map((key) => `${key} != prev(${key})`).join(' or ');
  const [value, places] = args;
  if (fn === 'rowNumber') return begins === '' ? 'row_number()' : `row_number(1, ${begins})`;
  if (fn === 'lag' || fn === 'lead') {
    if (value === undefined || places?.kind !== 'literal') return undefined;
    if (places.value === 0) return scalarText(value, script.words);
    const step = fn === 'lag' ? 'prev' : 'next';
    const count = places.value === 1 ? '' : `, ${literalText(places)}`;
    const said = `${step}(${scalarText(value, script.words)}${count})`;
    if (keys.length === 0) return said;
    const same = keys.map((key) => `${key} == ${step}(${key}${count})`).join(' and ');
    const none = literalText({ kind: 'literal', type: value.type, value: null });
    return `iff(${same}, ${said}, ${none})`;
  }
  const running = frame.unit === 'rows' && frame.before === 'unbounded' && frame.after === 0;
  if (!running) return undefined;
  if (fn === 'count') return begins === '' ? 'row_number()' : `row_number(1, ${begins})`;
  const present = presentColumns(relation.input);
  if (fn !== 'sum' || value === undefined || !isPresent(value, present)) return undefined;
  const said = scalarText(value, script.words);
  return begins === '' ? `row_cumsum(${said})` : `row_cumsum(${said}, ${begins})`;
}

/** Each row beside the rows that it sees. */
function pairedLines(given: Window, printing: Printing): readonly string[] {
  const frames = new Set(given.calls.map(({ frame }) => JSON.stringify(frame)));
  const [first] = given.calls;
  if (first === undefined) return printing.pipeline(given.input);
  if (frames.size > 1) {
    const own = given.calls.filter(({ frame }) => JSON.stringify(frame) === JSON.stringify(first.frame));
    const others = given.calls.filter((item) => !own.includes(item));
    return pairedLines({ ...given, calls: others, input: { ...given, calls: own } }, printing);
  }
  const { script, pipeline } = printing;
  const { frame } = first;
  const stream = frame.unit === 'range' ? streamOf(given, frame) : undefined;
  const relation = stream === undefined ? given : { ...given, input: stream.input };
  const gone = streamKeys(relation.input);
  const names = columnsOf(relation.input).flatMap(({ name }) => (gone.has(name) ? [] : [name]));
  const keys = keysOf(relation, script);
  const made = keys.filter(({ text }) => text !== undefined);
  const extended =
    made.length === 0
      ? []
      : [`| extend ${made.map(({ name, text }) => `${name} = ${text ?? ''}`).join(', ')}`];
  const numbered = frame.unit === 'rows' ? placeLines(relation, keys, printing) : undefined;
  const whole = [...pipeline(relation.input), ...extended, ...(numbered?.lines ?? [])];
  const rows = whole.length === 1 ? (whole[0] ?? '') : script.define('Events', whole);
  const added = relation.calls.map(({ name, fn }) => ({
    name: nameText(name),
    counts: fn.startsWith('count'),
  }));
  const all = `| project ${[...names.map(nameText), ...added.map(({ name }) => name)].join(', ')}`;
  const by = keys.map(({ name }) => name);
  if (frame.unit === 'all') {
    const items = relation.calls.map((item) => aggregateItem(item, script));
    if (by.length === 0) {
      const scalars = items.map(({ name, text }) => `${name} = toscalar(${rows} | summarize ${text})`);
      return [rows, `| extend ${scalars.join(', ')}`];
    }
    const summary = items.map(({ name, text }) => `${name} = ${text}`).join(', ');
    return [
      rows,
      `| join kind=inner (${rows} | summarize ${summary} by ${by.join(', ')}) on ${by.join(', ')}`,
      all,
    ];
  }
  const seeing = stream?.seeing ?? seeingOf(relation, frame, numbered?.name);
  const windows = script.define('Windows', seenLines(relation, seeing, by, rows, script));
  const places = seeing.places.map(nameText);
  // Of no rows a count is 0.
  const none = seeing.mayBeEmpty
    ? added.filter(({ counts }) => counts).map(({ name }) => `${name} = coalesce(${name}, 0)`)
    : [];
  return [
    rows,
    `| join kind=${seeing.mayBeEmpty ? 'leftouter' : 'inner'} ${windows} on ${[...by, ...places].join(', ')}`,
    all,
    ...(none.length === 0 ? [] : [`| extend ${none.join(', ')}`]),
  ];
}

/** By which columns a row is told what it sees, and which rows those are. */
interface Seeing {
  readonly places: readonly string[];
  /** `seen` names the column of the row that is seen. */
  readonly holds: (seen: (place: string) => string) => string;
  /** Some rows see none. */
  readonly mayBeEmpty: boolean;
}

function seeingOf(
  relation: Window,
  frame: Exclude<WindowFrame, { unit: 'all' }>,
  numbered: string | undefined,
): Seeing {
  const place = frame.unit === 'range' ? orderOf(relation) : numbered;
  if (place === undefined) throw new Error('rows have places');
  const type = columnsOf(relation.input).find(({ name }) => name === place)?.type ?? 'long';
  const mayBeEmpty =
    frame.unit === 'rows' ? typeof frame.after === 'number' && frame.after < 0 : frame.after.startsWith('-');
  return {
    places: [place],
    holds: (seen) =>
      rangeText(frame, nameText(place), seen(place), type === 'datetime' ? 'timespan' : 'long'),
    mayBeEmpty,
  };
}

/**
 * A window over time in which rows of one time stand one behind the other: its order is by ticks and, as parts of a
 * tick, the rows' numbers.
 */
function streamOf(
  { order, input }: Window,
  frame: Extract<WindowFrame, { unit: 'range' }>,
): { readonly input: Relation; readonly seeing: Seeing } | undefined {
  const key = order[0]?.expression;
  if (order.length !== 1 || key?.kind !== 'column' || input.kind !== 'extend') return undefined;
  const made = input.columns.find(({ name }) => name === key.name)?.expression;
  if (made?.kind !== 'call' || made.fn !== 'add' || made.type !== 'decimal') return undefined;
  const [ticks, part] = made.args;
  const descending = ticks?.kind === 'call' && ticks.fn === 'negate';
  const time = columnIn(ticks);
  const number = columnIn(part);
  if (time?.type !== 'datetime' || number === undefined) return undefined;
  const others = input.columns.filter(({ name }) => name !== key.name);
  const span = literalText({ kind: 'literal', type: 'timespan', value: frame.before.replace(/\..*$/, '') });
  const at = nameText(time.name);
  const near = descending ? `${at} .. (${at} + ${span})` : `(${at} - ${span}) .. ${at}`;
  const current = frame.after === '0';
  return {
    input: others.length === 0 ? input.input : { ...input, columns: others },
    seeing: {
      places: [number.name, time.name],
      holds: (seen) =>
        `${seen(time.name)} between (${near}) and ${seen(number.name)} ${current ? '<=' : '<'} ${nameText(number.name)}`,
      mayBeEmpty: true,
    },
  };
}

/** The orders of windows over time below, which are said without their columns. */
function streamKeys(relation: Relation): ReadonlySet<string> {
  switch (relation.kind) {
    case 'window': {
      const [key] = relation.order;
      const below = streamKeys(relation.input);
      const streams = relation.calls.some(
        ({ frame }) => frame.unit === 'range' && streamOf(relation, frame) !== undefined,
      );
      return streams && key?.expression.kind === 'column' ? new Set([...below, key.expression.name]) : below;
    }
    case 'extend':
    case 'filter':
    case 'sort':
    case 'limit':
      return streamKeys(relation.input);
    default:
      return new Set();
  }
}

/** The one column that an expression rests on. */
function columnIn(expression: Expression | undefined): Extract<Expression, { kind: 'column' }> | undefined {
  if (expression?.kind === 'column') return expression;
  return expression?.kind === 'call'
    ? expression.args.map(columnIn).find((found) => found !== undefined)
    : undefined;
}

/** Places in the order, from 1, within a part. */
function placeLines(
  relation: Window,
  keys: readonly { readonly name: string }[],
  { script, keyText }: Printing,
): { readonly name: string; readonly lines: readonly string[] } {
  const name = script.fresh('Place');
  const order = [...keys.map((key) => `${key.name} asc`), ...relation.order.map(keyText)];
  if (order.length === 0) throw new CannotSay('a window over rows in no order');
  const begins = keys.map((key) => `${key.name} != prev(${key.name})`).join(' or ');
  const number = begins === '' ? 'row_number()' : `row_number(1, ${begins})`;
  return { name, lines: [`| sort by ${order.join(', ')}`, `| extend ${name} = ${number}`] };
}

/** The number or time that a window slides over: the only key of its order, upwards. */
function orderOf(relation: Window): string {
  const [key, ...others] = relation.order;
  if (key === undefined || others.length > 0 || key.descending || key.expression.kind !== 'column')
    throw new CannotSay('a window over more than one time');
  const { name } = key.expression;
  if (!presentColumns(relation.input, new Set(['TimeGenerated', 'Timestamp'])).has(name))
    throw new CannotSay('a window over rows that may lack a time');
  return name;
}

function keysOf(
  { partition, input }: Window,
  script: Script,
): readonly { readonly name: string; readonly text?: string }[] {
  const present = presentColumns(input);
  return partition.map((key) => {
    // Absent text and empty text are one part to KQL.
    if (key.type === 'string' && !isPresent(key, present) && script.options.emptyIsAbsent !== true)
      throw new CannotSay('whether a text is absent or empty', '--empty-is-absent takes them for the same');
    if (key.kind === 'column') return { name: nameText(key.name) };
    const inner = key.kind === 'call' ? key.args[0] : undefined;
    const name = script.fresh(inner?.kind === 'column' ? `${inner.name}Key` : 'Key');
    return { name, text: scalarText(key, script.words) };
  });
}

/** For each place of a part, the aggregates of the rows that it sees. */
function seenLines(
  relation: Window,
  seeing: Seeing,
  keys: readonly string[],
  rows: string,
  script: Script,
): readonly string[] {
  const names = new Map<string, string>();
  const items: string[] = [];
  const earlier = (expression: Expression): Expression => {
    const text = scalarText(expression, script.words);
    const known = names.get(text);
    if (known !== undefined) return column(known, expression.type);
    const name = script.fresh(expression.kind === 'column' ? `Seen${capital(expression.name)}` : 'SeenValue');
    names.set(text, name);
    items.push(`${name} = ${text}`);
    return column(name, expression.type);
  };
  const seen = (place: string): string => {
    const type = columnsOf(relation.input).find(({ name }) => name === place)?.type ?? 'long';
    const found = earlier(column(place, type));
    return found.kind === 'column' ? found.name : place;
  };
  const range = seeing.holds(seen);
  const at = seeing.places.map(nameText).join(', ');
  const aggregates = relation.calls.map((item) =>
    aggregateItem(
      { ...item, args: item.args.map((part) => (part.kind === 'literal' ? part : earlier(part))) },
      script,
    ),
  );
  const dummy = keys.length === 0 ? script.fresh('All') : undefined;
  const by = dummy === undefined ? keys : [dummy];
  return [
    rows,
    `| distinct ${[...keys, at].join(', ')}`,
    ...(dummy === undefined ? [] : [`| extend ${dummy} = true`]),
    `| join kind=inner (${rows} | project ${[...(dummy === undefined ? keys : [`${dummy} = true`]), ...items].join(', ')}) on ${by.join(', ')}`,
    `| where ${range}`,
    `| summarize ${aggregates.map(({ name, text }) => `${name} = ${text}`).join(', ')} by ${[...keys, at].join(', ')}`,
  ];
}

function capital(name: string): string {
  const plain = name.replaceAll(/\W+/g, '');
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function rangeText(
  frame: Exclude<WindowFrame, { unit: 'all' }>,
  at: string,
  seen: string,
  type: 'timespan' | 'long',
): string {
  const shifted = (by: number): string => (by === 0 ? at : by > 0 ? `${at} + ${by}` : `${at} - ${-by}`);
  if (frame.unit === 'rows') {
    const { before, after } = frame;
    if (before === 'unbounded' && after === 'unbounded') return 'true';
    if (before === 'unbounded') return `${seen} <= ${shifted(Number(after))}`;
    if (after === 'unbounded') return `${seen} >= ${shifted(-before)}`;
    return `${seen} between ((${shifted(-before)}) .. (${shifted(after)}))`;
  }
  const span = (ticks: string): string => literalText({ kind: 'literal', type, value: ticks });
  const end = frame.after === '0' ? at : `(${at} + ${span(frame.after)})`;
  if (frame.after === 'unbounded') {
    if (frame.before === 'unbounded') return 'true';
    return `${seen} >= ${at} - ${span(frame.before)}`;
  }
  if (frame.before === 'unbounded') return `${seen} <= ${end}`;
  return `${seen} between ((${at} - ${span(frame.before)}) .. ${end})`;
}

function aggregateItem(item: WindowCall, script: Script): { readonly name: string; readonly text: string } {
  const { name, fn, args, type } = item;
  if (
    fn === 'rowNumber' ||
    fn === 'lag' ||
    fn === 'lead' ||
    fn === 'firstValue' ||
    fn === 'lastValue' ||
    fn === 'firstNotNull' ||
    fn === 'lastNotNull'
  )
    throw new CannotSay('the first or last value of a window');
  const aggregate: AggregateCall = { name, fn, args, type };
  const text = aggregateText(aggregate, script.words, script.options);
  const [value] = args;
  if (value === undefined || !NULL_OF_NONE.has(fn)) return { name: nameText(name), text };
  // Of no values at all the aggregate is null, not 0 or NaN.
  return { name: nameText(name), text: nullOfNone(text, aggregate, value, script.words) };
}

const NULL_OF_NONE: ReadonlySet<string> = new Set(['sum', 'average']);
