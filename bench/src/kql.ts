import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { duckdb } from '@interloper/duckdb';
import { kql } from '@interloper/kql';
import type { Catalog, Relation } from '@interloper/plan';
import { catalogOf, sources } from '@interloper/sources';
import type { Reader } from '@interloper/sql';
import { compareStatements, handWritten } from './compare-statements.js';
import { median } from './measure.js';

/** What rules spend their time on, each with our hand-written SQL for the same rows. */
const cases: readonly { readonly name: string; readonly sql: string; readonly rule: string }[] = [
  {
    name: 'has_any',
    sql: 'kql-has-any.sql',
    rule: `SigninLogs
      | where UserAgent has_any ("iPhone", "Macintosh", "python", "curl", "axios", "okhttp")
      | count`,
  },
  {
    name: 'parse_json, 10 paths',
    sql: 'kql-parse-json.sql',
    rule: `SigninLogs
      | extend D = parse_json(tostring(DeviceDetail)), L = parse_json(tostring(LocationDetails))
      | summarize sum(strlen(tostring(D.deviceId))), sum(strlen(tostring(D.displayName))),
          sum(strlen(tostring(D.operatingSystem))), sum(strlen(tostring(D.browser))),
          sum(strlen(tostring(D.trustType))), sum(strlen(tostring(L.city))), sum(strlen(tostring(L.state))),
          sum(strlen(tostring(L.countryOrRegion))), sum(strlen(tostring(L.geoCoordinates.latitude))),
          sum(strlen(tostring(L.geoCoordinates.longitude)))`,
  },
  {
    name: 'summarize by 3 keys',
    sql: 'kql-summarize.sql',
    rule: 'SigninLogs | summarize count(), dcount(IPAddress) by UserPrincipalName, AppDisplayName, ResultType',
  },
  {
    name: 'self-join within an hour',
    sql: 'kql-self-join.sql',
    rule: `let Failures = SigninLogs | where ResultType != "0" | project UserPrincipalName, FailedAt = TimeGenerated;
      SigninLogs
      | where ResultType == "0"
      | project UserPrincipalName, TimeGenerated
      | join kind=inner Failures on UserPrincipalName
      | where TimeGenerated between (FailedAt .. (FailedAt + 1h))
      | summarize count() by UserPrincipalName`,
  },
];

const SEED = '../shared/seeds/T1586.003.kql';
const SHIPPED = 'detections/compromised-account-sign-in/query.kql';

/** How long a rule takes to compile, and what KQL costs against hand-written SQL over a loaded store; a line each. */
export async function* kqlBenchmarks(store: string, rounds: number): AsyncGenerator<string> {
  const reader = await (await duckdb.open({ path: store })).seal();
  const catalog = catalogOf(sources);
  try {
    yield compileTime(reader, catalog, rounds);
    for (const { name, rule, sql } of cases) {
      const plan = planOf(rule, catalog);
      yield await compareStatements(name, reader, plan, handWritten(sql, plan), rounds);
    }
  } finally {
    await reader.close();
  }
}

/** Parse, bind, lower and print, after ten runs that warm the library. */
function compileTime(reader: Reader, catalog: Catalog, rounds: number): string {
  const [seed, shipped] = [SEED, SHIPPED].map((path) =>
    fileURLToPath(new URL(`../../${path}`, import.meta.url)),
  );
  const path = [seed, shipped].find((file) => file !== undefined && existsSync(file));
  if (path === undefined) throw new Error('there is no rule to compile');
  const text = readFileSync(path, 'utf8');
  const times: number[] = [];
  for (let round = -10; round < rounds * 10; round += 1) {
    const start = performance.now();
    reader.prepare(planOf(text, catalog));
    if (round >= 0) times.push(performance.now() - start);
  }
  const rule = path === seed ? 'the seed' : 'the shipped detection';
  return `compile ${rule}, warm: ${median(times).toFixed(1)} ms`;
}

function planOf(rule: string, catalog: Catalog): Relation {
  const { plan, diagnostics } = kql.compile(rule, catalog);
  if (plan === undefined) throw new Error(diagnostics[0]?.message ?? 'no plan');
  return plan;
}
