import { call, column } from '@interloper/plan';
import type { Diagnostic, FileContainer, Relation } from '@interloper/plan';
import {
  MOST_COLUMNS,
  hypothesesPlan,
  kindsOf,
  kindsPlan,
  ownDatasetName,
  ownSource,
  timeNamesOf,
  widened,
  withTypes,
} from '@interloper/sources';
import type { OwnTable, Source } from '@interloper/sources';
import type { Store } from '@interloper/sql';
import { textCell } from './cells.js';
import { prepareRaw } from './raw-text.js';

/** The tables of their own that one run of reading makes or adds to. */
export interface OwnTables {
  /** The table's source, with columns for all of the names; its dataset has them too. */
  readonly widen: (table: string, names: readonly string[]) => Promise<Source>;
  /** The source of a dataset as it is now; undefined when the dataset is none of theirs. */
  readonly named: (dataset: string) => OwnTable | undefined;
  /** The tables that were touched, with the types that all of their rows have. */
  readonly conclude: () => Promise<{
    readonly tables: readonly OwnTable[];
    readonly diagnostics: readonly Diagnostic[];
  }>;
}

/** `known` are those that the store has from before. */
export function createOwnTables(store: Store, raw: boolean, known: readonly OwnTable[]): OwnTables {
  const tables = new Map(known.map((table) => [ownDatasetName(table.name), table]));
  const touched = new Set<string>();
  const beyond = new Map<string, Set<string>>();
  return {
    widen: async (name, names) => {
      const key = ownDatasetName(name);
      const before = tables.get(key) ?? { name, columns: [] };
      const all = widened(
        before,
        names.filter((each) => each !== ''),
      );
      const table = { ...all, columns: all.columns.slice(0, MOST_COLUMNS) };
      const lost = [
        ...names.filter((each) => each === ''),
        ...all.columns.slice(MOST_COLUMNS).map((item) => item.name),
      ];
      if (lost.length > 0) beyond.set(key, new Set([...(beyond.get(key) ?? []), ...lost]));
      tables.set(key, table);
      const source = ownSource(table);
      if (!touched.has(key) || table.columns.length > before.columns.length) {
        await store.createDataset(source.dataset.name, source.dataset.columns);
        if (raw) await prepareRaw(store, source.dataset);
      }
      touched.add(key);
      return source;
    },
    named: (dataset) => tables.get(dataset),
    conclude: async () => {
      const concluded: OwnTable[] = [];
      const diagnostics: Diagnostic[] = [];
      for (const key of touched) {
        const table = tables.get(key);
        if (table === undefined) continue;
        concluded.push(await typed(store, table));
        const more = beyond.get(key);
        if (more === undefined) continue;
        diagnostics.push({
          code: 'SRC0004',
          severity: 'warning',
          message: `${more.size} names of records of the table ${table.name} are no columns of it (${[...more]
            .slice(0, 3)
            .map((each) => JSON.stringify(each))
            .join(
              ', ',
            )}${more.size > 3 ? ' …' : ''}): it has ${table.columns.length}, at most ${MOST_COLUMNS}, and each has a name`,
          help: 'Their values are in the raw text of the records (SPL: _raw).',
        });
      }
      return { tables: concluded, diagnostics };
    },
  };
}

/** Columns that are looked at by one plan. */
const AT_ONCE = 100;

async function typed(store: Store, table: OwnTable): Promise<OwnTable> {
  const columns = [];
  for (let start = 0; start < table.columns.length; start += AT_ONCE) {
    const part = { ...table, columns: table.columns.slice(start, start + AT_ONCE) };
    const found = kindsOf(part, (await store.query(kindsPlan(part))).rows[0] ?? []);
    const plan = hypothesesPlan(part, found);
    const answers = plan === undefined ? [] : ((await store.query(plan)).rows[0] ?? []);
    columns.push(...withTypes(part, found, answers).columns);
  }
  return { ...table, columns };
}

/** All names that records of a file have: those of its beginning in their order, then the rest. Throws `LoadRefused`. */
export async function namesIn(
  store: Store,
  file: string,
  container: FileContainer,
  compression: 'none' | 'gzip',
  first: readonly string[],
): Promise<readonly string[]> {
  if (container.kind === 'csv') return container.header;
  // Most records have the same names: told apart first, few lists are left to be taken apart.
  const lists: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: {
        kind: 'readFiles',
        container,
        files: [file],
        compression,
        fields: [{ name: 'record', type: 'dynamic', path: [] }],
      },
      columns: [{ name: 'names', expression: call('objectKeys', [column('record', 'dynamic')]) }],
    },
  };
  const names: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: {
        kind: 'unnest',
        input: lists,
        lists: [{ list: column('names', 'dynamic'), column: { name: 'name', type: 'string' } }],
        outer: false,
      },
      columns: [{ name: 'name', expression: column('name', 'string') }],
    },
  };
  const { rows } = await store.query(names);
  const found = new Set(rows.map(([name]) => textCell(name)));
  const known = new Set(first);
  return [
    ...first.filter((name) => found.has(name)),
    ...[...found].filter((name) => !known.has(name)).toSorted(),
  ];
}

/** What users should know of a table that was made of their files. */
export function aboutTable(
  { name, columns }: OwnTable,
  inputs: readonly {
    readonly path: string;
    readonly records: number;
    readonly unknown: string | undefined;
  }[],
  forced: boolean,
): Diagnostic {
  const records = inputs.reduce((sum, input) => sum + input.records, 0);
  const [first] = inputs;
  const files =
    inputs.length === 1
      ? (first?.path ?? '')
      : `${inputs.length} files (${inputs
          .slice(0, 3)
          .map(({ path }) => path)
          .join(', ')}${inputs.length > 3 ? ' …' : ''})`;
  const why = first?.unknown === undefined ? '' : `: ${first.unknown}`;
  const [time] = timeNamesOf(columns.map((item) => item.name));
  const when =
    columns.length === 0
      ? 'without any name: there is nothing to ask for'
      : time === undefined
        ? 'no column says when it happened'
        : `its time is ${time}`;
  return {
    code: 'SRC0003',
    severity: 'info',
    message: `${files}: the table ${name} (${records} ${records === 1 ? 'record' : 'records'}, ${when})${why}`,
    ...(forced ? { help: '(No known source has that name; `interloper sources` lists them.)' } : {}),
  };
}
