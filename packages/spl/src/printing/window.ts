import { CannotSay, call, column, columnsOf, isPresent, presentColumns, text } from '@interloper/plan';
import type { Expression, Relation, SortKey, Window, WindowCall } from '@interloper/plan';
import type { Aggregation, Command, Option, Word } from '../syntax/tree.js';
import { plainWords } from './eval-condition.js';
import { evalCommand, fieldWord, nowhere } from './nodes.js';
import { scalarExpr } from './scalar.js';
import { aggregation, wrapped } from './stats.js';

/** What every event has. */
export const always: ReadonlySet<string> = new Set(['_time']);

/** The steps that add a window's columns to rows. */
export function windowCommands(
  relation: Window,
  keysOfSort: (keys: readonly SortKey[]) => Command,
): readonly Command[] {
  const { commands, words } = partitionOf(relation);
  const sorted = isSortedBy(relation.input, relation.order) ? [] : [keysOfSort(relation.order)];
  const calls = relation.calls.map((item) => ({ item, text: frameText(item, relation, words) }));
  const frames = [...new Set(calls.map((each) => JSON.stringify(each.text)))];
  const needsOrder = calls.some(({ text: frame }) => frame.kind !== 'all');
  const steps = frames.flatMap((frame) => {
    const own = calls.filter((each) => JSON.stringify(each.text) === frame);
    const [first] = own;
    return first === undefined
      ? []
      : framed(
          first.text,
          own.map(({ item }) => item),
          words,
        );
  });
  return [...commands, ...(needsOrder ? sorted : []), ...steps];
}

/** How a frame is said. */
type Said =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'rows';
      readonly options: readonly (readonly [string, string])[];
      readonly turned: boolean;
    }
  /** With the rows of the same place in the order: what the last of them has holds for all. */
  | {
      readonly kind: 'peers';
      readonly options: readonly (readonly [string, string])[];
      readonly peers: readonly string[];
    };

function frameText({ fn, args, frame }: WindowCall, relation: Window, words: readonly Word[]): Said {
  const single = words.length > 0 ? ([['global', 'f']] as const) : [];
  if (fn === 'rowNumber') return { kind: 'rows', options: [], turned: false };
  if (fn === 'lag' || fn === 'lead') {
    const [, places] = args;
    if (places?.kind !== 'literal' || places.value !== 1)
      throw new CannotSay('the value of a row more than one away');
    return { kind: 'rows', options: [['current', 'f'], ['window', '1'], ...single], turned: fn === 'lead' };
  }
  if (frame.unit === 'all') return { kind: 'all' };
  if (frame.unit === 'rows') {
    const { before, after } = frame;
    if (after !== 0 && after !== -1)
      throw new CannotSay('a window that ends elsewhere than at the row or before it');
    const current = after === 0 ? [] : ([['current', 'f']] as const);
    if (before === 'unbounded') return { kind: 'rows', options: [...current], turned: false };
    const count = after === 0 ? before + 1 : before;
    return { kind: 'rows', options: [...current, ['window', String(count)], ...single], turned: false };
  }
  if (frame.after !== '0') throw new CannotSay('a window that ends at another time than the event');
  const peers = relation.order.map(({ expression }) => fieldNameOf(expression));
  if (frame.before === 'unbounded') return { kind: 'peers', options: [], peers };
  const [only] = relation.order;
  if (peers.length !== 1 || peers[0] !== '_time' || only?.descending !== false)
    throw new CannotSay('a window over another time than that of the event');
  return { kind: 'peers', options: [['time_window', spanText(BigInt(frame.before))]], peers };
}

function framed(said: Said, calls: readonly WindowCall[], by: readonly Word[]): readonly Command[] {
  const aggregations = calls.map(windowAggregation);
  const after = calls.flatMap(({ name, fn, args }) => wrapped(name, fn, args));
  if (said.kind === 'all')
    return [{ kind: 'eventstats', options: [], aggregations, by, span: nowhere }, ...after];
  const options = said.options.map(([name, value]): Option => ({
    name,
    value: { text: value, quoted: false, span: nowhere },
    span: nowhere,
  }));
  const stream: Command = { kind: 'streamstats', options, aggregations, by, span: nowhere };
  if (said.kind === 'rows') {
    const turn: readonly Command[] = said.turned ? [{ kind: 'reverse', span: nowhere }] : [];
    return [...turn, stream, ...turn, ...after];
  }
  const last = calls.map(({ name }): Aggregation => ({
    name: 'last',
    argument: fieldWord(name),
    as: name,
    span: nowhere,
  }));
  const peers = [...by, ...said.peers.map(fieldWord)];
  return [
    stream,
    { kind: 'eventstats', options: [], aggregations: last, by: peers, span: nowhere },
    ...after,
  ];
}

function windowAggregation(item: WindowCall): Aggregation {
  const { name, fn, args } = item;
  if (fn === 'rowNumber') return { name: 'count', as: name, span: nowhere };
  if (fn === 'lag' || fn === 'lead' || fn === 'firstValue' || fn === 'lastValue') {
    const [value] = args;
    if (value === undefined) throw new Error(`${fn} has a value`);
    if (fn === 'firstValue' || fn === 'lastValue') throw new CannotSay('the first or last value of a window');
    return aggregation({ name, fn: 'anyNotNull', args: [value], type: item.type });
  }
  if (fn === 'firstNotNull' || fn === 'lastNotNull')
    throw new CannotSay('the first or last value of a window');
  return aggregation({ name, fn, args, type: item.type });
}

/** Fields for what the rows are parted by: Splunk leaves out rows that lack one, so that absence gets a text. */
function partitionOf({ partition, input }: Window): {
  readonly commands: readonly Command[];
  readonly words: readonly Word[];
} {
  const present = presentColumns(input, always);
  const taken = new Set(columnsOf(input).map(({ name }) => name));
  const commands: Command[] = [];
  const words = partition.map((key): Word => {
    const there = isPresent(key, present);
    if (key.kind === 'column' && there) return fieldWord(key.name);
    if (!there && key.type !== 'string') throw new CannotSay(`parts by a ${key.type} that may be absent`);
    const name = keyName(key, taken);
    taken.add(name);
    const marked = there
      ? key
      : call('if', [call('isNull', [key]), text('-'), call('concat', [text('='), key])]);
    commands.push(evalCommand(name, scalarExpr(marked, plainWords)));
    return fieldWord(name);
  });
  return { commands, words };
}

function keyName(key: Expression, taken: ReadonlySet<string>): string {
  const inner = key.kind === 'call' ? key.args[0] : key;
  const word = inner?.kind === 'column' ? inner.name.replaceAll(/\W+/g, '_') : 'part';
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${word}_key` : `${word}_key${count}`;
    if (!taken.has(name)) return name;
  }
}

/** True when rows come in the order already. */
function isSortedBy(input: Relation, order: readonly SortKey[]): boolean {
  if (order.length === 0) return true;
  if (input.kind === 'sort') return JSON.stringify(input.keys) === JSON.stringify(order);
  if (input.kind === 'window') return isSortedBy(input.input, order) || sameOrder(input.order, order);
  return (input.kind === 'filter' || input.kind === 'extend') && isSortedBy(input.input, order);
}

function sameOrder(one: readonly SortKey[], other: readonly SortKey[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function fieldNameOf(expression: Expression): string {
  if (expression.kind !== 'column') throw new CannotSay('an order by a computed value');
  return column(expression.name, expression.type).name;
}

const UNITS = [
  ['d', 864_000_000_000n],
  ['h', 36_000_000_000n],
  ['m', 600_000_000n],
  ['s', 10_000_000n],
] as const;

/** A span of whole seconds or more in its largest unit. */
function spanText(ticks: bigint): string {
  const found = UNITS.find(([, length]) => ticks % length === 0n);
  if (found === undefined || ticks <= 0n) throw new CannotSay('a span of parts of a second');
  return `${(ticks / found[1]).toString()}${found[0]}`;
}
