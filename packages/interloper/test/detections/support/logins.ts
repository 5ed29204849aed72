import { duckdb } from '@interloper/duckdb';
import { kql } from '@interloper/kql';
import { call, column, columnsOf, text, ticksOfIso } from '@interloper/plan';
import type {
  Catalog,
  Compilation,
  DatasetColumn,
  LanguageId,
  LiteralValue,
  Scan,
  View,
} from '@interloper/plan';
import { runDetections } from '@interloper/detect';
import type {
  DetectionPackage,
  DetectionQuery,
  DetectionResult,
  RunDetectionsOptions,
} from '@interloper/detect';
import type { Reader } from '@interloper/sql';

/** A log of logins made for tests of running: one dataset in two tables, `Logins` and `Others`. */
export interface Login {
  readonly at?: string;
  readonly written?: string;
  readonly user?: string;
  readonly id?: string;
  readonly verdict?: string;
  readonly level?: string;
  readonly table?: 'Logins' | 'Others';
  readonly file?: string;
}

const columns: readonly DatasetColumn[] = [
  { name: 'Table', type: 'string' },
  { name: 'At', type: 'datetime' },
  { name: 'Written', type: 'datetime' },
  { name: 'User', type: 'string' },
  { name: 'Id', type: 'string' },
  { name: 'Verdict', type: 'string' },
  { name: 'Level', type: 'string' },
];
const scan: Scan = { kind: 'scan', dataset: 'logins', columns, time: 'At' };

const view = (name: string): View => ({
  name,
  title: name,
  scan,
  filter: call('eq', [column('Table', 'string'), text(name)]),
  columns: columnsOf(scan)
    .filter((item) => item.name !== 'Table')
    .map((item) => ({ ...item, expression: column(item.name, item.type) })),
  time: 'At',
});

const catalog: Catalog = {
  tables: [view('Logins'), view('Others')],
  sourcetypes: [view('logins')],
  logsources: [],
};

const HOUR = 36_000_000_000n;
export const hours = (count: number): bigint => BigInt(count) * HOUR;

/** A detection in KQL over `Logins`, hourly with a day's lookback, that takes what it says of an alert as it is. */
export function detectionOf(query: string, changes: Partial<DetectionPackage> = {}): DetectionPackage {
  return {
    slug: 'test',
    folder: 'detections/test',
    id: '00000000-0000-4000-8000-000000000001',
    title: 'Test',
    description: '',
    attack: [{ technique: 'T1586.003', name: 'Cloud Accounts', tactic: 'resource-development' }],
    severity: 'high',
    confidence: 'medium',
    dataSources: { tables: ['Logins'], sourcetypes: [], logsources: [] },
    frequency: hours(1),
    lookback: hours(24),
    queries: [queryIn('kql', query)],
    grading: [],
    falsePositives: [],
    references: [],
    related: [],
    documents: {},
    ...changes,
  };
}

export function queryIn(language: LanguageId, query: string): DetectionQuery {
  return { language, file: `query.${language}`, text: query, account: ['User'], time: ['At'], fields: {} };
}

export interface LoginRun {
  readonly now: string;
  readonly from?: string;
  readonly languages?: 'one' | 'all';
  /** Stands between the run and the engine. */
  readonly around?: (reader: Reader) => Reader;
  /** Compiles what is not KQL. */
  readonly others?: (language: LanguageId, text: string) => Compilation;
}

/** Runs a detection over logins. */
export async function runOnLogins(
  detection: DetectionPackage,
  logins: readonly Login[],
  { now, from, languages = 'one', around = (reader) => reader, others }: LoginRun,
): Promise<DetectionResult> {
  const store = await duckdb.open();
  await store.createDataset('logins', columns);
  if (logins.length > 0) {
    await store.append('logins', {
      kind: 'values',
      columns: [...columns, { name: '_file', type: 'string' }],
      rows: logins.map((login) => [
        login.table ?? 'Logins',
        instant(login.at),
        instant(login.written ?? login.at),
        login.user ?? 'ada',
        login.id ?? null,
        login.verdict ?? null,
        login.level ?? null,
        login.file ?? 'logins.json',
      ]),
    });
  }
  const reader = await store.seal();
  try {
    const options: RunDetectionsOptions = {
      detections: [detection],
      languages,
      compile: (language, source) =>
        language === 'kql' || others === undefined ? kql.compile(source, catalog) : others(language, source),
      catalog,
      reader: around(reader),
      now: ticks(now),
      ...(from === undefined ? {} : { span: { from: ticks(from), to: ticks(now), begins: false } }),
    };
    return await runDetections(options);
  } finally {
    await reader.close();
  }
}

function instant(time: string | undefined): LiteralValue {
  return time === undefined ? null : ticks(time).toString();
}

function ticks(time: string): bigint {
  const value = ticksOfIso(time);
  if (value === undefined) throw new Error(`${time} is not a time`);
  return value;
}
