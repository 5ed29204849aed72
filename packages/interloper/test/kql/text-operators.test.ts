import { describe, expect, test } from 'vitest';
import { openEngine } from './run.js';

const run = openEngine();

/** A condition, whether it holds, and the page of https://learn.microsoft.com/kusto/query/ that says so. */
type Truth = readonly [condition: string, holds: boolean | null, page: string];

const truths: readonly Truth[] = [
  // Whole terms, in any case; a term is a run of letters and digits.
  ['"North America" has "america"', true, 'has-operator'],
  ['"NorthAmerica" has "america"', false, 'has-operator'],
  ['"a-b_c" has "b"', true, 'datatypes-string-operators#what-is-a-term'],
  ['"path/to/file.exe" has "file.exe"', true, 'datatypes-string-operators#what-is-a-term'],
  ['"user@corp.example" has "corp"', true, 'datatypes-string-operators#what-is-a-term'],
  ['"usercorp.example" has "corp"', false, 'datatypes-string-operators#what-is-a-term'],
  ['"North America" !has "america"', false, 'not-has-operator'],
  ['"North America" has_cs "america"', false, 'has-cs-operator'],
  ['"North America" has_cs "America"', true, 'has-cs-operator'],
  ['"North America" !has_cs "america"', true, 'not-has-cs-operator'],
  ['"North America" hasprefix "ame"', true, 'hasprefix-operator'],
  ['"North America" hasprefix "rica"', false, 'hasprefix-operator'],
  ['"North America" hasprefix_cs "ame"', false, 'hasprefix-cs-operator'],
  ['"North America" hassuffix "RICA"', true, 'hassuffix-operator'],
  ['"North America" hassuffix "Ame"', false, 'hassuffix-operator'],
  ['"FabriKam" contains "BRik"', true, 'contains-operator'],
  ['"Fabrikam" !contains "xyz"', true, 'not-contains-operator'],
  ['"FabriKam" contains_cs "kam"', false, 'contains-cs-operator'],
  ['"FabriKam" contains_cs "Kam"', true, 'contains-cs-operator'],
  ['"Fabrikam" startswith "fab"', true, 'startswith-operator'],
  ['"Fabrikam" startswith_cs "fab"', false, 'startswith-cs-operator'],
  ['"Fabrikam" !startswith "kam"', true, 'not-startswith-operator'],
  ['"Fabrikam" endswith "Kam"', true, 'endswith-operator'],
  ['"Fabrikam" endswith_cs "Kam"', false, 'endswith-cs-operator'],
  ['"Fabrikam" !endswith "brik"', true, 'not-endswith-operator'],
  ['"abc" =~ "ABC"', true, 'equals-operator'],
  ['"abc" !~ "ABC"', false, 'not-equals-operator'],
  ['"abc" == "ABC"', false, 'equals-cs-operator'],
  ['"abc" != "ABC"', true, 'not-equals-cs-operator'],
  ['"Fabrikam" matches regex "b.*k"', true, 'matches-regex-operator'],
  ['"Fabrikam" matches regex "^b.*k"', false, 'matches-regex-operator'],
  // Lists.
  ['"CA" in ("CA", "NY")', true, 'in-cs-operator'],
  ['"ca" in ("CA", "NY")', false, 'in-cs-operator'],
  ['"ca" in~ ("CA", "NY")', true, 'in-operator'],
  ['"ca" !in ("CA", "NY")', true, 'not-in-cs-operator'],
  ['"ca" !in~ ("CA", "NY")', false, 'not-in-operator'],
  ['"CA" in (dynamic(["CA", "NY"]))', true, 'in-cs-operator'],
  ['"CA" in ("NY", dynamic(["CA"]))', true, 'in-cs-operator'],
  ['"b" in (split("a,b", ","))', true, 'in-cs-operator'],
  ['"B" in~ (split("a,b", ","))', true, 'in-operator'],
  ['3 in (1, 2, 3)', true, 'in-cs-operator'],
  ['"VERMONT" in ((datatable(s: string) ["OHIO", "VERMONT"]))', true, 'in-cs-operator'],
  ['"vermont" in~ ((datatable(s: string) ["OHIO", "VERMONT"]))', true, 'in-operator'],
  ['"VERMONT" !in ((datatable(s: string) ["OHIO"]))', true, 'not-in-cs-operator'],
  ['"SOUTH DAKOTA" has_any ("south", "north")', true, 'has-any-operator'],
  ['"SOUTHDAKOTA" has_any ("south", "north")', false, 'has-any-operator'],
  ['"SOUTH DAKOTA" has_any (dynamic(["x", "dakota"]))', true, 'has-any-operator'],
  ['"SOUTH DAKOTA" has_any (split("x,dakota", ","))', true, 'has-any-operator'],
  ['"SOUTH DAKOTA" has_any ((datatable(s: string) ["dakota"]))', true, 'has-any-operator'],
  ['"SOUTH DAKOTA" has_all ("dakota", "SOUTH")', true, 'has-all-operator'],
  ['"SOUTH DAKOTA" has_all ("dakota", "north")', false, 'has-all-operator'],
  ['"SOUTH DAKOTA" has_all (dynamic(["dakota", "south"]))', true, 'has-all-operator'],
  ['"[\\"impossibleTravel\\"]" has_any (dynamic(["impossibletravel"]))', true, 'has-any-operator'],
  // Text and numbers, ranges.
  ['"0" == 0', true, 'Log Analytics compares them as text'],
  ['"50126" in (50126, 50053)', true, 'Log Analytics compares them as text'],
  ['5 between (1 .. 5)', true, 'between-operator'],
  ['6 !between (1 .. 5)', true, 'not-between-operator'],
  ['datetime(2026-01-03) between (datetime(2026-01-01) .. 2d)', true, 'between-operator'],
  ['datetime(2026-01-04) between (datetime(2026-01-01) .. 2d)', false, 'between-operator'],
  ['datetime(2026-01-10) > ago(12h)', false, 'ago-function'],
  ['datetime(2026-01-10 00:00:01) > ago(12h)', true, 'ago-function'],
  // Null.
  ['int(null) == 1', false, 'scalar-data-types/null-values'],
  ['int(null) != 1', true, 'scalar-data-types/null-values'],
  ['int(null) == int(null)', null, 'scalar-data-types/null-values'],
  ['int(null) != int(null)', null, 'scalar-data-types/null-values'],
  ['int(null) > 1', null, 'scalar-data-types/null-values'],
  ['isnull(int(null))', true, 'isnull-function'],
  ['isnull("")', false, 'isnull-function'],
  ['isempty("")', true, 'isempty-function'],
  ['isempty(parse_json("{}").a)', true, 'isempty-function'],
  ['isnotempty("x")', true, 'isnotempty-function'],
  ['isnotempty(tostring(parse_json("{}").a))', false, 'isnotempty-function'],
  ['tostring(parse_json("{}").a) == ""', true, 'tostring-function'],
  ['not("a" == "b")', true, 'not-function'],
  // Dynamic values.
  ['parse_json(\'{"a":"x"}\').a == "x"', true, 'scalar-data-types/dynamic'],
  ['parse_json(\'{"a":5}\').a == 5', true, 'scalar-data-types/dynamic'],
  ['parse_json(\'{"a":[1,2]}\').a[-1] == 2', true, 'scalar-data-types/dynamic'],
  ['parse_json(\'{"a b":"x"}\')["a b"] has "X"', true, 'scalar-data-types/dynamic'],
  ['tobool("true")', true, 'tobool-function'],
  ['toint(true) == 1', true, 'toint-function'],
];

describe('conditions', () => {
  test.each(truths)('%s is %s (%s)', async (condition, holds) => {
    expect((await run(`print answer = (${condition})`)).rows).toEqual([[holds]]);
  });

  // The same condition in a filter is printed differently: null and false drop the row, true keeps it.
  test.each(truths)('where %s keeps its row if %s', async (condition, holds) => {
    const kept = (await run(`print one = 1 | where ${condition}`)).rows;
    expect(kept).toEqual(holds === true ? [[1]] : []);
  });
});
