import { and, call, column, text, ticksOfIso } from '@interloper/plan';
import type {
  Catalog,
  Column,
  DatasetColumn,
  LiteralValue,
  Lookup,
  LookupMatch,
  Scan,
  ViewColumn,
} from '@interloper/plan';
import { addressRange } from '@interloper/sources';

/** An event of a case: values by the names of the log `test`/`alpha`, and `at`, its time. */
export type TestEvent = Readonly<Record<string, unknown>>;

const DATASET = 'sigma_test';

/** The columns of the log of the cases (see conformance/sigma/README.md). */
const FIELDS: readonly Column[] = [
  { name: 'n', type: 'long' },
  { name: 'Time', type: 'datetime' },
  { name: 'User', type: 'string' },
  { name: 'Other', type: 'string' },
  { name: 'Ip', type: 'string' },
  { name: 'Text', type: 'string' },
  { name: 'Stamp', type: 'string' },
  { name: 'Code', type: 'long' },
  { name: 'Size', type: 'real' },
  { name: 'Flag', type: 'bool' },
  { name: 'When', type: 'datetime' },
  { name: 'Risk', type: 'dynamic' },
  { name: 'Detail', type: 'dynamic' },
  { name: 'Tags', type: 'multivalue' },
  { name: 'Guid', type: 'guid' },
];

const STORED: readonly Column[] = [
  { name: 'scenario', type: 'string' },
  { name: 'log', type: 'string' },
  ...FIELDS,
  { name: 'detail_city', type: 'string' },
];

/** The dataset that holds the events of many scenarios, and how to fill it. */
export const testDataset = { name: DATASET, columns: STORED };

/** A row of the dataset. `n` is the event's number in its scenario. */
export function testRow(scenario: string, n: number, event: TestEvent): readonly LiteralValue[] {
  const unknown = Object.keys(event).filter(
    (key) => key !== 'at' && key !== 'log' && !FIELDS.some((field) => field.name === key),
  );
  if (unknown.length > 0) throw new Error(`${scenario}: the log has no ${unknown.join(', ')}`);
  return STORED.map(({ name, type }): LiteralValue => {
    if (name === 'scenario') return scenario;
    if (name === 'log') return event['log'] === 'beta' ? 'beta' : 'alpha';
    if (name === 'n') return n;
    if (name === 'Time') return timeOf(event['at'] ?? 0);
    if (name === 'detail_city') return cityOf(event['Detail']);
    return cell(type, event[name]);
  });
}

function cell(type: Column['type'], value: unknown): LiteralValue {
  if (value === undefined || value === null) return null;
  if (type === 'datetime') return timeOf(value);
  if (type === 'dynamic') return JSON.stringify(value);
  if (type === 'multivalue') return (value as readonly unknown[]).map(String);
  if (type === 'string' || type === 'guid') return typeof value === 'string' ? value : JSON.stringify(value);
  return typeof value === 'bigint' ? value.toString() : (value as LiteralValue);
}

const START = ticksOfIso('2026-03-01T12:00:00Z') ?? 0n;

/** Ticks of seconds after noon of 1 March 2026, or of an ISO text. */
function timeOf(value: unknown): string {
  if (typeof value === 'number') return (START + BigInt(Math.round(value * 1e7))).toString();
  const ticks = ticksOfIso(String(value));
  if (ticks === undefined) throw new Error(`${String(value)} is no time`);
  return ticks.toString();
}

function cityOf(detail: unknown): string | null {
  const city = typeof detail === 'object' && detail !== null && 'city' in detail ? detail.city : undefined;
  return typeof city === 'string' ? city : null;
}

const SCAN: Scan = {
  kind: 'scan',
  dataset: DATASET,
  columns: STORED.map((item): DatasetColumn =>
    item.name === 'Detail' ? { ...item, paths: { city: 'detail_city' } } : item,
  ),
  time: 'Time',
};

const ALIASES: Readonly<Record<string, readonly string[]>> = { User: ['userName', 'principal'] };
const BETA_NAMES: Readonly<Record<string, string>> = { User: 'Account', Ip: 'Address', Text: 'Action' };

/** The lists that placeholders of the cases stand for (see conformance/sigma/README.md). */
const LISTS: Readonly<
  Record<string, { readonly match?: LookupMatch['kind']; readonly entries: readonly string[] }>
> = {
  Administrators: { entries: ['alice', 'Root Admin'] },
  Servers: { match: 'wildcard', entries: ['srv*', 'db-?'] },
  Offices: { match: 'network', entries: ['192.0.2.0/24', '198.51.100.7', '2001:db8::/48'] },
};

const LOOKUP_COLUMNS: readonly Column[] = ['list', 'entry', 'first', 'last'].map((name) => ({
  name,
  type: 'string',
}));

/** The dataset of the lists, and how to fill it. */
export const testLookups = { name: 'sigma_test_lists', columns: LOOKUP_COLUMNS };

export const lookupRows: readonly (readonly LiteralValue[])[] = Object.entries(LISTS).flatMap(
  ([name, { match, entries }]) =>
    entries.map((entry) => {
      const range = match === 'network' ? addressRange(entry) : undefined;
      return [name, entry, range?.first ?? null, range?.last ?? null];
    }),
);

const lookups = Object.entries(LISTS).map(([name, { match }]): Lookup => {
  const [first, last] = [column('first', 'string'), column('last', 'string')];
  const matches: LookupMatch | undefined =
    match === 'network' ? { kind: match, first, last } : match === undefined ? undefined : { kind: match };
  const entry = { name: 'entry', expression: column('entry', 'string') };
  return {
    name,
    aliases: [],
    title: name,
    scan: { kind: 'scan', dataset: testLookups.name, columns: LOOKUP_COLUMNS },
    filter: call('eq', [column('list', 'string'), text(name)]),
    columns: [matches === undefined ? entry : { ...entry, match: matches }],
    key: 'entry',
    caseSensitive: false,
    maxMatches: 1,
    minMatches: 0,
    defaultMatch: '',
    unique: [],
  };
});

/** The logs of one scenario and the lists, as a catalogue. */
export function testCatalog(scenario: string): Catalog {
  const filterFor = (log: string) =>
    and(
      call('eq', [column('scenario', 'string'), text(scenario)]),
      call('eq', [column('log', 'string'), text(log)]),
    );
  const alpha = FIELDS.map(({ name, type }): ViewColumn => {
    const aliases = ALIASES[name];
    const base = { name, type, expression: column(name, type) };
    return aliases === undefined ? base : { ...base, aliases };
  });
  const beta = FIELDS.filter(({ name }) =>
    ['n', 'Time', 'Size', 'Code', ...Object.keys(BETA_NAMES)].includes(name),
  ).map(({ name, type }): ViewColumn => ({
    name: BETA_NAMES[name] ?? name,
    type,
    expression: column(name, type),
  }));
  return {
    tables: [],
    sourcetypes: [],
    lookups,
    logsources: [
      {
        name: 'test/alpha',
        title: 'First test log',
        scan: SCAN,
        filter: filterFor('alpha'),
        columns: alpha,
        time: 'Time',
        logsources: [{ product: 'test', service: 'alpha' }, { category: 'authentication' }],
      },
      {
        name: 'test/beta',
        title: 'Second test log',
        scan: SCAN,
        filter: filterFor('beta'),
        columns: beta,
        time: 'Time',
        logsources: [{ product: 'test', service: 'beta' }],
      },
    ],
  };
}
