import { describe, expect, test } from 'vitest';
import type { Json } from '@interloper/sql';
import { openEngine } from './run.js';

const run = openEngine();

interface Case {
  readonly query: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Json[])[];
  /** The page of https://learn.microsoft.com/kusto/query/ that the answer comes from. */
  readonly page: string;
}

const X = 'let X = datatable(Key: string, Value1: long) ["a", 1, "b", 2, "b", 3, "c", 4];';
const Y = 'let Y = datatable(Key: string, Value2: long) ["b", 10, "c", 20, "c", 30, "d", 40];';
const both = ['Key:string', 'Value1:long', 'Key1:string', 'Value2:long'];

const cases: readonly Case[] = [
  {
    page: 'join-innerunique',
    query: `${X} ${Y} X | join Y on Key | sort by Value2 asc`,
    columns: both,
    rows: [
      ['b', 2, 'b', 10],
      ['c', 4, 'c', 20],
      ['c', 4, 'c', 30],
    ],
  },
  {
    page: 'join-inner',
    query: `${X} ${Y} X | join kind=inner Y on Key | sort by Value1 asc, Value2 asc`,
    columns: both,
    rows: [
      ['b', 2, 'b', 10],
      ['b', 3, 'b', 10],
      ['c', 4, 'c', 20],
      ['c', 4, 'c', 30],
    ],
  },
  {
    page: 'join-leftouter',
    query: `${X} ${Y} X | join kind=leftouter Y on Key | sort by Value1 asc, Value2 asc`,
    columns: both,
    rows: [
      ['a', 1, '', null],
      ['b', 2, 'b', 10],
      ['b', 3, 'b', 10],
      ['c', 4, 'c', 20],
      ['c', 4, 'c', 30],
    ],
  },
  {
    page: 'join-rightouter',
    query: `${X} ${Y} X | join kind=rightouter Y on Key | sort by Value2 asc, Value1 asc`,
    columns: both,
    rows: [
      ['b', 2, 'b', 10],
      ['b', 3, 'b', 10],
      ['c', 4, 'c', 20],
      ['c', 4, 'c', 30],
      ['', null, 'd', 40],
    ],
  },
  {
    page: 'join-fullouter',
    query: `${X} ${Y} X | join kind=fullouter Y on Key | count`,
    columns: ['Count:long'],
    rows: [[6]],
  },
  {
    page: 'join-leftsemi',
    query: `${X} ${Y} X | join kind=leftsemi Y on Key | sort by Value1 asc`,
    columns: ['Key:string', 'Value1:long'],
    rows: [
      ['b', 2],
      ['b', 3],
      ['c', 4],
    ],
  },
  {
    page: 'join-leftanti',
    query: `${X} ${Y} X | join kind=leftanti Y on Key`,
    columns: ['Key:string', 'Value1:long'],
    rows: [['a', 1]],
  },
  {
    page: 'join-rightsemi',
    query: `${X} ${Y} X | join kind=rightsemi Y on Key | sort by Value2 asc`,
    columns: ['Key:string', 'Value2:long'],
    rows: [
      ['b', 10],
      ['c', 20],
      ['c', 30],
    ],
  },
  {
    page: 'join-rightanti',
    query: `${X} ${Y} X | join kind=rightanti Y on $left.Key == $right.Key`,
    columns: ['Key:string', 'Value2:long'],
    rows: [['d', 40]],
  },
  {
    page: 'lookup-operator',
    query: `${X} ${Y} X | lookup kind=inner Y on Key | sort by Value1 asc, Value2 asc`,
    columns: ['Key:string', 'Value1:long', 'Value2:long'],
    rows: [
      ['b', 2, 10],
      ['b', 3, 10],
      ['c', 4, 20],
      ['c', 4, 30],
    ],
  },
  {
    page: 'sort-operator',
    query: 'datatable(a: int) [2, int(null), 1, 3] | sort by a',
    columns: ['a:int'],
    rows: [[3], [2], [1], [null]],
  },
  {
    page: 'sort-operator',
    query: 'datatable(a: int) [2, int(null), 1] | order by a asc',
    columns: ['a:int'],
    rows: [[null], [1], [2]],
  },
  {
    page: 'sort-operator',
    query: 'datatable(a: int) [2, int(null), 1] | sort by a desc nulls first',
    columns: ['a:int'],
    rows: [[null], [2], [1]],
  },
  {
    page: 'top-operator',
    query: 'range n from 1 to 10 step 1 | top 2 by n',
    columns: ['n:long'],
    rows: [[10], [9]],
  },
  {
    page: 'summarize-operator',
    query:
      'datatable(f: string, n: int) ["a", 1, "b", 5, "a", int(null)] | summarize count(), sum(n), avg(n), min(n), max(n), dcount(f), countif(n > 2), make_list(n), Total = sum(n) * 2',
    columns: [
      'count_:long',
      'sum_n:long',
      'avg_n:real',
      'min_n:int',
      'max_n:int',
      'dcount_f:long',
      'countif_:long',
      'list_n:dynamic',
      'Total:long',
    ],
    rows: [[3, 6, 3, 1, 5, 2, 1, [1, 5], 12]],
  },
  {
    page: 'summarize-operator#aggregates-default-values',
    query: 'datatable(f: string, n: long) [] | summarize count(), sum(n), make_set(n), max(n), any(f)',
    columns: ['count_:long', 'sum_n:long', 'set_n:dynamic', 'max_n:long', 'any_f:string'],
    rows: [[0, 0, [], null, '']],
  },
  {
    page: 'arg-max-aggregation-function',
    query:
      'datatable(k: string, t: datetime, v: string) ["a", datetime(2026-01-01), "old", "a", datetime(2026-01-02), "new", "b", datetime(null), "none"] | summarize arg_max(t, *) by k | sort by k asc',
    columns: ['k:string', 't:datetime', 'v:string'],
    rows: [
      ['a', '2026-01-02T00:00:00Z', 'new'],
      ['b', null, 'none'],
    ],
  },
  {
    page: 'bin-function',
    query:
      'datatable(t: datetime) [datetime(2026-01-01 10:20), datetime(2026-01-01 10:50), datetime(2026-01-01 11:10)] | summarize n = count() by bin(t, 1h) | sort by t asc',
    columns: ['t:datetime', 'n:long'],
    rows: [
      ['2026-01-01T10:00:00Z', 2],
      ['2026-01-01T11:00:00Z', 1],
    ],
  },
  {
    page: 'distinct-operator',
    query: 'datatable(a: string, b: int) ["x", 1, "x", 1, "y", 1] | distinct a, b | sort by a asc',
    columns: ['a:string', 'b:int'],
    rows: [
      ['x', 1],
      ['y', 1],
    ],
  },
  {
    page: 'union-operator',
    query:
      'let A = datatable(x: long, s: string) [1, "a"]; let B = datatable(x: long, y: long) [2, 3]; A | union withsource=T B | sort by x asc',
    columns: ['T:string', 'x:long', 's:string', 'y:long'],
    rows: [
      ['A', 1, 'a', null],
      ['B', 2, '', 3],
    ],
  },
  {
    page: 'union-operator',
    query: 'union isfuzzy=true NoSuchTable, (print x = 1), (print x = 2) | sort by x asc',
    columns: ['x:long'],
    rows: [[1], [2]],
  },
  {
    page: 'mv-expand-operator',
    query: 'datatable(a: int, b: dynamic) [1, dynamic([10, 20]), 2, dynamic({"p": "v"})] | mv-expand b',
    columns: ['a:int', 'b:dynamic'],
    rows: [
      [1, 10],
      [1, 20],
      [2, { p: 'v' }],
    ],
  },
  {
    page: 'mv-expand-operator',
    query:
      'datatable(b: dynamic, c: dynamic) [dynamic([10, 20]), dynamic(["x"])] | mv-expand with_itemindex=i b to typeof(long), d = c to typeof(string)',
    columns: ['b:long', 'c:dynamic', 'd:string', 'i:long'],
    rows: [
      [10, ['x'], 'x', 0],
      [20, ['x'], '', 1],
    ],
  },
  {
    // An empty array expands to nothing; what is no array stays one row.
    page: 'mv-expand-operator',
    query:
      'datatable(a: int, b: dynamic) [1, dynamic([]), 2, dynamic(null), 3, dynamic("x"), 4, dynamic([7, "8"])] | mv-expand b to typeof(long) | sort by a asc, b asc',
    columns: ['a:int', 'b:long'],
    rows: [
      [2, null],
      [3, null],
      [4, null],
      [4, 7],
    ],
  },
  {
    page: 'mv-apply-operator',
    query:
      'datatable(xMod2: long, l: dynamic) [1, dynamic([1, 3, 5]), 0, dynamic([2, 4])] | mv-apply element = l to typeof(long) on (top 1 by element) | sort by element asc',
    columns: ['xMod2:long', 'l:dynamic', 'element:long'],
    rows: [
      [0, [2, 4], 4],
      [1, [1, 3, 5], 5],
    ],
  },
  {
    page: 'mv-apply-operator',
    query:
      'datatable(id: long, l: dynamic) [1, dynamic([1, 3, 5]), 0, dynamic([2, 4])] | mv-apply e = l to typeof(long) on (where e > 1 | summarize n = sum(e)) | sort by id asc',
    columns: ['id:long', 'l:dynamic', 'n:long'],
    rows: [
      [0, [2, 4], 6],
      [1, [1, 3, 5], 8],
    ],
  },
  {
    page: 'project-away-operator',
    query: 'print a1 = 1, a2 = 2, b = 3 | project-away a*',
    columns: ['b:long'],
    rows: [[3]],
  },
  {
    page: 'project-keep-operator',
    query: 'print a1 = 1, b = 3, a2 = 2 | project-keep a*',
    columns: ['a1:long', 'a2:long'],
    rows: [[1, 2]],
  },
  {
    page: 'project-reorder-operator',
    query: 'print a = 1, b = 2, c = 3 | project-reorder c, b',
    columns: ['c:long', 'b:long', 'a:long'],
    rows: [[3, 2, 1]],
  },
  {
    page: 'let-statement',
    query:
      'let twice = (n: long, factor: long = 2) { n * factor }; let T = (src: (n: long)) { src | extend m = twice(n) }; T((range n from 1 to 2 step 1)) | extend k = twice(n, 10)',
    columns: ['n:long', 'm:long', 'k:long'],
    rows: [
      [1, 2, 10],
      [2, 4, 20],
    ],
  },
  {
    page: 'toscalar-function',
    query:
      'let most = toscalar(range n from 1 to 3 step 1 | summarize max(n)); range n from 1 to 4 step 1 | where n > most',
    columns: ['n:long'],
    rows: [[4]],
  },
  {
    page: 'prev-function',
    query:
      'range n from 1 to 3 step 1 | sort by n desc | extend before = prev(n), after = next(n, 1, 0), row = row_number()',
    columns: ['n:long', 'before:long', 'after:long', 'row:long'],
    rows: [
      [3, null, 2, 1],
      [2, 3, 1, 2],
      [1, 2, 0, 3],
    ],
  },
  {
    page: 'partition-operator',
    query:
      'datatable(k: string, n: long) ["a", 1, "a", 2, "b", 3] | partition hint.strategy=native by k (top 1 by n) | sort by k asc',
    columns: ['k:string', 'n:long'],
    rows: [
      ['a', 2],
      ['b', 3],
    ],
  },
  {
    page: 'make-series-operator',
    query:
      'datatable(t: datetime, k: string, n: long) [datetime(2026-01-01 00:30), "a", 5, datetime(2026-01-01 02:10), "a", 7, datetime(2026-01-01 01:00), "b", 1, datetime(2026-01-01 03:00), "c", 9] | make-series total = sum(n) default=0, count() on t from datetime(2026-01-01) to datetime(2026-01-01 03:00) step 1h by k | sort by k asc',
    columns: ['k:string', 'total:dynamic', 'count_:dynamic', 't:dynamic'],
    rows: [
      [
        'a',
        [5, 0, 7],
        [1, 0, 1],
        ['2026-01-01T00:00:00.0000000Z', '2026-01-01T01:00:00.0000000Z', '2026-01-01T02:00:00.0000000Z'],
      ],
      [
        'b',
        [0, 1, 0],
        [0, 1, 0],
        ['2026-01-01T00:00:00.0000000Z', '2026-01-01T01:00:00.0000000Z', '2026-01-01T02:00:00.0000000Z'],
      ],
    ],
  },
  {
    // Text that is not there is empty text, in filters too.
    page: 'scalar-data-types/null-values',
    query:
      'print d = parse_json("{}") | extend s = tostring(d.a) | where s != "x" and s !has "x" and s !in ("x") | project s, e = s == ""',
    columns: ['s:string', 'e:bool'],
    rows: [['', true]],
  },
  {
    page: 'scalar-data-types/null-values',
    query: 'print d = parse_json("{}") | extend s = tostring(d.a) | where isnotempty(s) or s == "x"',
    columns: ['d:dynamic', 's:string'],
    rows: [],
  },
  {
    page: 'project-reorder-operator',
    query: 'print b = "b", a2 = "a2", a3 = "a3", a1 = "a1" | project-reorder a* asc',
    columns: ['a1:string', 'a2:string', 'a3:string', 'b:string'],
    rows: [['a1', 'a2', 'a3', 'b']],
  },
  {
    // The legacy spellings stop at 128.
    page: 'make-set-aggregation-function',
    query:
      'range n from 1 to 200 step 1 | summarize a = makeset(n), b = make_set(n), c = makelist(n) | project a = array_length(a), b = array_length(b), c = array_length(c)',
    columns: ['a:long', 'b:long', 'c:long'],
    rows: [[128, 200, 128]],
  },
  {
    page: 'mv-expand-operator',
    query: 'print l = range(1, 200) | mvexpand l | count',
    columns: ['Count:long'],
    rows: [[128]],
  },
  {
    // A function sees the names of where it was declared, not those of where it is called.
    page: 'let-statement',
    query: 'let a = 1; let inner = () { a }; let outer = (a: long) { inner() + a }; print sum = outer(10)',
    columns: ['sum:long'],
    rows: [[11]],
  },
  {
    page: 'extend-operator',
    query: 'print a = 1 | extend a = a + 1, b = a',
    columns: ['a:long', 'b:long'],
    rows: [[2, 1]],
  },
];

describe('tabular operators', () => {
  test.each(cases)('$page: $query', async ({ query, columns, rows }) => {
    const answer = await run(query);
    expect(answer.columns).toEqual(columns);
    expect(answer.rows).toEqual(rows);
  });
});
