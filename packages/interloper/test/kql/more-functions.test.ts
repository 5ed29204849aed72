import { describe, expect, test } from 'vitest';
import type { Json } from '@interloper/sql';
import { openEngine } from './run.js';

const run = openEngine();

/** An expression, its value and its page under https://learn.microsoft.com/kusto/query/. */
type Value = readonly [expression: string, value: Json, page: string];

const values: readonly Value[] = [
  ['indexof("abcdefg", "cde", 1, 2)', 2, 'indexof-function'],
  ['indexof("abcdefg", "cde", 3, 4)', -1, 'indexof-function'],
  ['indexof("abcdefgabcdefg", "cde", 1, 10, 2)', 9, 'indexof-function'],
  ['countof("aaaa", "aa")', 3, 'countof-function'],
  ['countof("aaaa", "aa", "regex")', 2, 'countof-function'],
  ['translate("abc", "x", "abc")', 'xxx', 'translate-function'],
  ['translate("abc", "", "ab")', '', 'translate-function'],
  ['translate("krasp", "otsku", "spark")', 'kusto', 'translate-function'],
  ['parse_csv("aa,b,cc")', ['aa', 'b', 'cc'], 'parse-csv-function'],
  [
    'unicode_codepoints_from_string("Kusto")',
    [75, 117, 115, 116, 111],
    'unicode-codepoints-from-string-function',
  ],
  [
    'unicode_codepoints_to_string(75, 117, dynamic([115, 116]), 111)',
    'Kusto',
    'unicode-codepoints-to-string-function',
  ],
  [
    'array_index_of(dynamic(["this", "is", "an", "example", "an"]), "an", 1, -1, 2)',
    4,
    'array-index-of-function',
  ],
  ['array_index_of(dynamic(["this", "is", "an", "example", "an"]), "an", -2)', 4, 'array-index-of-function'],
  ['array_split(dynamic([1, 2, 3, 4, 5]), dynamic([1, 3]))', [[1], [2, 3], [4, 5]], 'array-split-function'],
  [
    'array_iff(dynamic([true, false, true]), dynamic([1, 2, 3]), dynamic([4, 5, 6]))',
    [1, 5, 3],
    'array-iff-function',
  ],
  ['array_iff(dynamic([1, 0, 50, null]), "a", "b")', ['a', 'b', 'a', null], 'array-iff-function'],
  [
    'bag_set_key(dynamic({"k": {"a": 1, "b": {"x": 1}}}), "$.k.a", 2)',
    { k: { a: 2, b: { x: 1 } } },
    'bag-set-key-function',
  ],
  ['bag_set_key(dynamic({"k": {"a": 1}}), "k", dynamic({"b": 2}))', { k: { b: 2 } }, 'bag-set-key-function'],
  ['bag_set_key(parse_json("[1]"), "k", 2)', null, 'bag-set-key-function'],
  [
    'bag_remove_keys(dynamic({"a": {"b": 1, "c": 2}, "d": null}), dynamic(["$.a.b"]))',
    { a: { c: 2 }, d: null },
    'bag-remove-keys-function',
  ],
  [
    'bag_merge(dynamic({"a": {"x": 1}, "n": null}), dynamic({"a": {"y": 2}, "n": 1}))',
    { a: { x: 1 }, n: null },
    'bag-merge-function',
  ],
  ['array_length(range(datetime(2026-01-01), datetime(2026-01-02), 6h))', 5, 'range-function'],
  ['range(1h, 3h, 1h)', ['01:00:00', '02:00:00', '03:00:00'], 'range-function'],
  ['url_encode("a b/c")', 'a+b%2fc', 'url-encode-function'],
  ['base64_decode_toarray("S3VzdG8=")', [75, 117, 115, 116, 111], 'base64-decode-toarray-function'],
  ['base64_encode_fromarray(dynamic([75, 117]))', 'S3U=', 'base64-encode-fromarray-function'],
  [
    'base64_encode_fromguid(guid(ae3133f2-6e22-49ae-b06a-16e6a9b212eb))',
    '8jMxriJurkmwahbmqbIS6w==',
    'base64-encode-fromguid-function',
  ],
  ['gettype(dynamic(null))', 'null', 'gettype-function'],
];

describe('scalar functions', () => {
  test.each(values)('%s is %j (%s)', async (expression, value) => {
    expect((await run(`print answer = ${expression}`)).rows).toEqual([[value]]);
  });

  // make-bag-aggregation-function: of equal keys one value is kept whole, nothing inside is merged.
  test('make_bag keeps what is inside a value', async () => {
    const query =
      'datatable(b: dynamic) [dynamic({"a": {"x": 1}}), dynamic({"a": {"y": 2}, "p": null})] | summarize p = make_bag(b)';
    expect((await run(query)).rows).toEqual([[{ a: { x: 1 }, p: null }]]);
  });

  // covariance-aggregation-function: of (1,2), (2,4), (3,6) the sample's is 2, the population's 4/3.
  test('covariance', async () => {
    const query =
      'range x from 1 to 3 step 1 | summarize s = covariance(x, 2 * x), t = covarianceif(x, x, x < 3), p = covariancep(x, 3 * x)';
    expect((await run(query)).rows).toEqual([[2, 0.5, 2]]);
  });
});
