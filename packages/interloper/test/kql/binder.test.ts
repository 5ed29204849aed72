import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { columnsOf } from '@interloper/plan';
import type { Catalog } from '@interloper/plan';
import { sources } from '@interloper/sources';
import { kql } from '@interloper/kql';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { globalsOf } from '../../../kql/src/kusto/globals.js';
import { kustoLibrary } from '../../../kql/src/kusto/library.js';
import { items } from '../../../kql/src/kusto/syntax.js';
import { emptyCatalog } from '../../src/context/context.js';

const at = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

const nothing: Catalog = { tables: [], sourcetypes: [], logsources: [] };
const RECORDED = at('../shared/conformance/kql-cases.jsonl');

/** Milliseconds: hundreds of rules are compiled and bound, on a machine that does other things too. */
const GENEROUS = 300_000;

interface Rule {
  readonly id: string;
  readonly text: string;
  readonly catalog: Catalog;
}

/** The cases of this repository. */
function ownCases(): readonly Rule[] {
  return readdirSync(at('conformance/kql'))
    .filter((name) => name.endsWith('.yml'))
    .flatMap((name) => {
      const cases = parse(readFileSync(at(`conformance/kql/${name}`), 'utf8')) as readonly {
        readonly page: string;
        readonly value?: string;
        readonly kql?: string;
      }[];
      return cases.map(({ page, value = '', kql: query = `print value = ${value}` }) => ({
        id: page,
        text: query,
        catalog: nothing,
      }));
    });
}

function recordedCases(): readonly Rule[] {
  return readFileSync(RECORDED, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly id: string; readonly query: string })
    .map(({ id, query }) => ({ id, text: query, catalog: nothing }));
}

function shippedRules(): readonly Rule[] {
  const catalog = emptyCatalog(sources);
  return readdirSync(at('detections'))
    .map((name) => ({ id: name, path: at(`detections/${name}/query.kql`) }))
    .filter(({ path }) => existsSync(path))
    .map(({ id, path }) => ({ id, text: readFileSync(path, 'utf8'), catalog }));
}

/** The published rule that everything began with. */
function seeds(): readonly Rule[] {
  const path = at('../shared/seeds/T1586.003.kql');
  if (!existsSync(path)) return [];
  return [{ id: 'seed', text: readFileSync(path, 'utf8'), catalog: emptyCatalog(sources) }];
}

/** `name:type` of each column as Microsoft's binder has them; undefined when it knows no columns. */
function bound({ text, catalog }: Rule): readonly string[] | undefined {
  const { ResultType } = kustoLibrary().KustoCode.ParseAndAnalyze(text, globalsOf(catalog, text));
  const columns = items(ResultType?.Columns);
  return columns.length === 0 ? undefined : columns.map(({ Name, Type }) => `${Name}:${Type.Name}`);
}

/**
 * The rules whose columns are not the binder's, by id, with ours; and how many were compared. Rules that are refused, or
 * whose columns only the data decides, have none.
 */
function differing(rules: readonly Rule[]): {
  readonly compared: number;
  readonly different: readonly string[];
} {
  const answers = rules.flatMap((rule) => {
    const { plan } = kql.compile(rule.text, rule.catalog);
    if (plan === undefined) return [];
    const ours = columnsOf(plan).map(({ name, type }) => `${name}:${type}`);
    return [{ id: rule.id, ours: ours.join(', '), theirs: bound(rule)?.join(', ') }];
  });
  const different = answers.filter(({ ours, theirs }) => ours !== theirs);
  return {
    compared: answers.length,
    different: different.map(({ id, ours }) => `${id}: ${ours}`).toSorted(),
  };
}

test(
  'the cases of this repository have the columns that the binder gives them',
  () => {
    const { compared, different } = differing(ownCases());
    expect(compared).toBeGreaterThan(100);
    expect(different).toEqual([
      // The engine names both arguments, the binder the first: the pages' own answers.
      'covariance-aggregation-function (names both columns): covariance_p_q:real, covariancep_p_q:real, total:long',
      'covarianceif-aggregation-function: covarianceif_p_q:real',
      // The binder knows no columns behind facet, fork and a wildcard of several views.
      'facet-operator (one column): s:string, count_s:long',
      'facet-operator (the table of with comes first): n:long',
      'fork-operator (the first branch): n:long',
      'fork-operator: x:long',
      'let-statement (a view in a wildcard): n:long',
      // It gives a group of two tables; ours are the columns of the first.
      'preview-plugin: n:long',
      // The engine has match_id only where with_match_id asks for it: the page's own answer.
      'scan-operator: x:long, cumulative_x:long',
      // The page numbers another column than the binder, and tells that kind=inner shows common columns only.
      'union-operator (a column that is called so already): S:string, v_long1:long, v_int:int, v_long:long',
      'union-operator (kind=inner): b:long',
    ]);
  },
  GENEROUS,
);

/** Where the answer recorded from the engine has other columns than the binder gives: ours are the engine's. */
const ENGINE_DIFFERS = [
  'ceiling-function-00: c1:real, c2:real, c3:real',
  'covariancepif-aggregation-function-00: covariancepif_x_y:real',
  'hour-of-day-function-00: hour:long',
  'ipv6-lookup-plugin-01: network:string, continent_code:string, continent_name:string, country_iso_code:string, country_name:string, ip:string',
  'jaccard-index-function-00: set1:dynamic, set2:dynamic, jaccard:real',
  'monthofyear-function-00: result:long',
  'scan-operator-01: x:long, y:long, cumulative_x:long, cumulative_y:long',
  'series-fit-poly-function-00: x:dynamic, y:dynamic, fy:dynamic',
];

/** The binder tells of the last query of a rule, we answer the first. */
const FIRST_OF_SEVERAL = 'materialize-function-01: Dcount:long';

test.skipIf(!existsSync(RECORDED))(
  'the recorded cases have the columns that the binder gives them',
  () => {
    const { compared, different } = differing(recordedCases());
    expect(compared).toBeGreaterThan(300);
    expect(different).toEqual([...ENGINE_DIFFERS, FIRST_OF_SEVERAL].toSorted());
  },
  GENEROUS,
);

test('the shipped detections and the seed have the columns that the binder gives them', () => {
  const rules = [...shippedRules(), ...seeds()];
  expect(rules.length).toBeGreaterThan(2);
  const { compared, different } = differing(rules);
  expect(compared).toBe(rules.length);
  expect(different).toEqual([]);
});
