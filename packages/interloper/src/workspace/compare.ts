import {
  call,
  column,
  datasetsRead,
  eventColumns,
  filterStages,
  hideFuture,
  long,
  printExpression,
  traceEvents,
} from '@interloper/plan';
import type { Catalog, Column, Expression, NamedExpression, Relation, Scan } from '@interloper/plan';
import type { Json, Reader, ResultSet } from '@interloper/sql';

/** An event as a comparison names it. */
export interface ComparedEvent {
  readonly account: string | null;
  readonly time: string | null;
  readonly dataset: string;
  /** The row in the dataset. */
  readonly row: number;
  readonly file: string | null;
  /** The first condition of the other rule that the event does not fulfil, where the plan can tell. */
  readonly missedBy?: string;
}

/** A row of a rule that does not find single events, as it is shown. */
export type ComparedRow = Readonly<Record<string, Json>>;

export type Comparison =
  | {
      readonly by: 'event';
      readonly both: readonly ComparedEvent[];
      readonly onlyA: readonly ComparedEvent[];
      readonly onlyB: readonly ComparedEvent[];
    }
  | {
      readonly by: 'row';
      /** The columns that both rules give, by which rows are told apart. */
      readonly columns: readonly string[];
      readonly both: readonly ComparedRow[];
      readonly onlyA: readonly ComparedRow[];
      readonly onlyB: readonly ComparedRow[];
    };

interface Key {
  readonly dataset: string;
  readonly row: number;
}

/** So many events are described in one question. */
const CHUNK = 5000;

/**
 * Which rows two rules find on the same data: event by event where the rows of both stand for single events, else by
 * the values of the columns that both have. Undefined when they have no column in common.
 */
export async function comparePlans(
  a: Relation,
  b: Relation,
  catalog: Catalog,
  reader: Reader,
  now: bigint,
): Promise<Comparison | undefined> {
  const ask = async (plan: Relation): Promise<ResultSet> => reader.query(hideFuture(plan), { now });
  const [tracedA, tracedB] = [traceEvents(a), traceEvents(b)];
  if (tracedA === undefined || tracedB === undefined) return byRows(await ask(a), await ask(b));
  const [foundA, foundB] = [await keysOf(tracedA, ask), await keysOf(tracedB, ask)];
  const within = (
    keys: ReadonlyMap<string, Key>,
    others: ReadonlyMap<string, Key>,
    wanted: boolean,
  ): readonly Key[] => [...keys].filter(([key]) => others.has(key) === wanted).map(([, each]) => each);
  const onlyA = within(foundA, foundB, false);
  const onlyB = within(foundB, foundA, false);
  const describe = async (
    keys: readonly Key[],
    missed: ReadonlyMap<string, string>,
  ): Promise<readonly ComparedEvent[]> => {
    const known = await describeEvents(keys, catalog, ask);
    return keys.map((key) => {
      const reason = missed.get(nameOf(key));
      const event = known.get(nameOf(key)) ?? { ...key, account: null, time: null, file: null };
      return reason === undefined ? event : { ...event, missedBy: reason };
    });
  };
  return {
    by: 'event',
    both: await describe(within(foundA, foundB, true), new Map()),
    onlyA: await describe(onlyA, await missedBy(b, onlyA, ask)),
    onlyB: await describe(onlyB, await missedBy(a, onlyB, ask)),
  };
}

type Ask = (plan: Relation) => Promise<ResultSet>;

function nameOf({ dataset, row }: Key): string {
  return `${dataset} ${row}`;
}

async function keysOf(traced: Relation, ask: Ask): Promise<ReadonlyMap<string, Key>> {
  const { rows } = await ask(traced);
  return new Map(
    rows.map(([dataset, row]) => {
      const key = { dataset: typeof dataset === 'string' ? dataset : '', row: Number(row) };
      return [nameOf(key), key] as const;
    }),
  );
}

/** For each event the first condition of a plan that it fails. */
async function missedBy(
  plan: Relation,
  keys: readonly Key[],
  ask: Ask,
): Promise<ReadonlyMap<string, string>> {
  const reasons = new Map<string, string>();
  const read = datasetsRead(plan);
  const inside = keys.filter((key) => {
    if (read.has(key.dataset)) return true;
    reasons.set(nameOf(key), `it does not read ${key.dataset}`);
    return false;
  });
  const stages = filterStages(plan);
  if (stages === undefined) return reasons;
  let left = inside.slice(0, CHUNK);
  for (const { condition, relation } of stages) {
    if (left.length === 0) break;
    const traced = traceEvents(relation);
    if (traced === undefined) break;
    const passed = await keysOf(among(traced, left), ask);
    for (const key of left) {
      if (!passed.has(nameOf(key))) reasons.set(nameOf(key), printExpression(condition));
    }
    left = left.filter((key) => passed.has(nameOf(key)));
  }
  return reasons;
}

function among(traced: Relation, keys: readonly Key[]): Relation {
  const { name, type } = eventColumns.row;
  return { kind: 'filter', input: traced, predicate: isOneOf(column(name, type), keys) };
}

function isOneOf(value: Expression, keys: readonly Key[]): Expression {
  return call('in', [value, ...keys.map(({ row }) => long(row))]);
}

/** Who and when: the account's best name in the record, the event's time and the file. */
async function describeEvents(
  keys: readonly Key[],
  catalog: Catalog,
  ask: Ask,
): Promise<ReadonlyMap<string, ComparedEvent>> {
  const described = new Map<string, ComparedEvent>();
  for (const dataset of new Set(keys.map((key) => key.dataset))) {
    const scan = scanOf(dataset, catalog);
    if (scan === undefined) continue;
    const wanted = keys.filter((key) => key.dataset === dataset);
    for (let start = 0; start < wanted.length; start += CHUNK) {
      const { rows } = await ask(description(scan, wanted.slice(start, start + CHUNK), catalog));
      for (const [row, account, time, file] of rows) {
        const event = {
          dataset,
          row: Number(row),
          account: textOrNull(account),
          time: textOrNull(time),
          file: textOrNull(file),
        };
        described.set(nameOf(event), event);
      }
    }
  }
  return described;
}

function textOrNull(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function scanOf(dataset: string, catalog: Catalog): Scan | undefined {
  return [...catalog.tables, ...catalog.sourcetypes, ...catalog.logsources].find(
    ({ scan }) => scan.dataset === dataset,
  )?.scan;
}

function description(scan: Scan, keys: readonly Key[], catalog: Catalog): Relation {
  const links = (catalog.identities ?? []).filter((link) => link.scan.dataset === scan.dataset);
  const names = links
    .flatMap((link) => link.names.map(({ value }) => value))
    .filter(({ type }) => type === 'string');
  const added: readonly Column[] = [
    { name: '_row', type: 'long' },
    { name: '_file', type: 'string' },
  ];
  const columns = [...scan.columns, ...links.flatMap((link) => link.scan.columns), ...added];
  const unique = [...new Map(columns.map((item) => [item.name, item])).values()];
  const time = scan.columns.find(({ name }) => name === scan.time);
  const shown: readonly NamedExpression[] = [
    { name: 'row', expression: column('_row', 'long') },
    { name: 'account', expression: names.length === 0 ? nothing : call('coalesce', names) },
    { name: 'time', expression: time === undefined ? nothing : column(time.name, time.type) },
    { name: 'file', expression: column('_file', 'string') },
  ];
  const input: Scan = { kind: 'scan', dataset: scan.dataset, columns: unique };
  const predicate = isOneOf(column('_row', 'long'), keys);
  return { kind: 'project', input: { kind: 'filter', input, predicate }, columns: shown };
}

const nothing: Expression = { kind: 'literal', type: 'string', value: null };

/** Rows by the values of their common columns; empty text and absence are one. */
function byRows(a: ResultSet, b: ResultSet): Comparison | undefined {
  const namesOfB = new Set(b.columns.map(({ name }) => name));
  const columns = a.columns.map(({ name }) => name).filter((name) => namesOfB.has(name));
  if (columns.length === 0) return undefined;
  const rowsOf = ({ columns: own, rows }: ResultSet): readonly ComparedRow[] => {
    const places = columns.map((name) => own.findIndex((item) => item.name === name));
    return rows.map((row) =>
      Object.fromEntries(places.map((place, index) => [columns[index] ?? '', row[place] ?? null])),
    );
  };
  const key = (row: ComparedRow): string =>
    JSON.stringify(Object.values(row).map((value) => (value === '' ? null : value)));
  const left = new Map<string, number>();
  for (const row of rowsOf(b)) left.set(key(row), (left.get(key(row)) ?? 0) + 1);
  const both: ComparedRow[] = [];
  const onlyA: ComparedRow[] = [];
  for (const row of rowsOf(a)) {
    const count = left.get(key(row)) ?? 0;
    left.set(key(row), count - 1);
    if (count > 0) both.push(row);
    else onlyA.push(row);
  }
  const onlyB: ComparedRow[] = [];
  for (const row of rowsOf(b).toReversed()) {
    const count = left.get(key(row)) ?? 0;
    if (count <= 0) continue;
    left.set(key(row), count - 1);
    onlyB.unshift(row);
  }
  return { by: 'row', columns, both, onlyA, onlyB };
}
