import { call, column, mapExpression, mapRelation, text, ticksOfIso } from '@interloper/plan';
import type {
  Catalog,
  Column,
  DataModelName,
  Expression,
  LiteralValue,
  Relation,
  ScalarType,
  Scan,
  Values,
  View,
  ViewModel,
} from '@interloper/plan';
import { readWatchlist } from '@interloper/sources';

/** An event of a case: values by field; `at` is its time in seconds after START, `_raw` its raw text. */
export type TestEvent = Readonly<Record<string, unknown>>;

/** A data model that a case's log declares: its rows, and those of datasets, are told by the text in a field. */
export interface TestModel {
  readonly model: DataModelName;
  readonly where?: FieldIs | undefined;
  readonly datasets?: Readonly<Record<string, FieldIs>> | undefined;
}

interface FieldIs {
  readonly field: string;
  readonly is: string;
}

const START = ticksOfIso('2026-01-01T00:00:00Z') ?? 0n;

/** A day after the first event can be. */
export const NOW = new Date('2026-01-02T00:00:00Z');

/** Events as logs: one sourcetype for each list, and the rows that its scan stands for; lookups are given as CSV. */
export function logsOf(
  logs: Readonly<Record<string, readonly TestEvent[]>>,
  lookups: Readonly<Record<string, string>> = {},
  models: Readonly<Record<string, readonly TestModel[]>> = {},
): {
  readonly catalog: Catalog;
  readonly inline: (relation: Relation) => Relation;
} {
  const views = Object.entries(logs).map(([name, events]) =>
    viewOf(name, columnsOfEvents(events), models[name]),
  );
  const lists = Object.entries(lookups).map(([name, csv]) =>
    readWatchlist({ name, file: name, text: csv, updated: '2026-01-01T00:00:00Z' }),
  );
  const rows = new Map<string, Values>(
    Object.entries(logs).map(([name, events]) => {
      const columns = columnsOfEvents(events);
      return [name, { kind: 'values', columns, rows: events.map((event) => rowOf(event, columns)) } as const];
    }),
  );
  for (const { table } of lists) {
    const columns: readonly Column[] = [
      ...table.columns.filter(({ type }) => type === 'string'),
      { name: '_row', type: 'long' },
    ];
    const values = table.rows.map((row, index) =>
      columns.map(({ name }): LiteralValue => (name === '_row' ? index : (row[name] ?? null))),
    );
    rows.set(table.dataset, { kind: 'values', columns, rows: values });
  }
  const inline = (relation: Relation): Relation => {
    if (relation.kind === 'scan') {
      const found = rows.get(relation.dataset);
      const asked = relation.columns.some(({ name }) => name === '_row');
      return found === undefined ? relation : asked ? withRow(found) : found;
    }
    const inner = (expression: Parameters<typeof mapExpression>[0]): Parameters<typeof mapExpression>[0] =>
      mapExpression(expression, inner, inline);
    return mapRelation(relation, inline, inner);
  };
  return {
    catalog: { tables: [], sourcetypes: views, logsources: [], lookups: lists.map(({ lookup }) => lookup) },
    inline,
  };
}

/** The rows with their numbers, as engines give them. */
function withRow(values: Values): Values {
  if (values.columns.some(({ name }) => name === '_row')) return values;
  return {
    kind: 'values',
    columns: [...values.columns, { name: '_row', type: 'long' }],
    rows: values.rows.map((row, index) => [...row, index]),
  };
}

function told({ field, is }: FieldIs): Expression {
  return call('eq', [column(field, 'string'), text(is)]);
}

function viewModel({ model, where, datasets }: TestModel): ViewModel {
  return {
    model,
    ...(where === undefined ? {} : { where: told(where) }),
    ...(datasets === undefined
      ? {}
      : {
          datasets: Object.fromEntries(Object.entries(datasets).map(([name, each]) => [name, told(each)])),
        }),
  };
}

function viewOf(name: string, columns: readonly Column[], models: readonly TestModel[] = []): View {
  const scan: Scan = { kind: 'scan', dataset: name, columns, time: '_time' };
  return {
    name,
    title: name,
    scan,
    time: '_time',
    raw: '_raw',
    ...(models.length === 0 ? {} : { models: models.map(viewModel) }),
    columns: columns
      .filter((item) => item.name !== '_raw')
      .map(({ name: field, type }) => ({
        name: field,
        type,
        expression: { kind: 'column', type, name: field },
      })),
  };
}

function columnsOfEvents(events: readonly TestEvent[]): readonly Column[] {
  const names = new Set(events.flatMap((event) => Object.keys(event)).filter((name) => name !== 'at'));
  const columns: Column[] = [{ name: '_time', type: 'datetime' }];
  for (const name of names) {
    const values = events
      .map((event) => event[name])
      .filter((value) => value !== undefined && value !== null);
    columns.push({ name, type: typeOf(values) });
  }
  return columns;
}

function typeOf(values: readonly unknown[]): ScalarType {
  if (values.length > 0 && values.every((value) => typeof value === 'boolean')) return 'bool';
  if (values.length > 0 && values.every((value) => Number.isInteger(value))) return 'long';
  if (values.length > 0 && values.every((value) => typeof value === 'number')) return 'real';
  return values.some((value) => typeof value === 'object') ? 'dynamic' : 'string';
}

function rowOf(event: TestEvent, columns: readonly Column[]): readonly LiteralValue[] {
  return columns.map(({ name, type }): LiteralValue => {
    if (name === '_time') {
      const at = event['at'];
      return typeof at === 'number' ? (START + BigInt(Math.round(at * 1000)) * 10_000n).toString() : null;
    }
    const value = event[name];
    if (value === undefined || value === null) return null;
    if (type === 'dynamic') return JSON.stringify(value);
    if (type === 'string') return typeof value === 'string' ? value : JSON.stringify(value);
    if (typeof value === 'number' || typeof value === 'boolean') return value;
    throw new Error(`${name}: a value that is no ${type}`);
  });
}
