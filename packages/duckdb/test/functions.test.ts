import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bool,
  call,
  datetime,
  functionNames,
  lambda,
  literal,
  long,
  now,
  nullOf,
  real,
  text,
  ticksOfIso,
  timespan,
  validatePlan,
  variable,
} from '@interloper/plan';
import type { Expression, FunctionName, Relation } from '@interloper/plan';
import { Unsupported } from '@interloper/sql';
import type { Json, Reader } from '@interloper/sql';
import { duckdb } from '@interloper/duckdb';
import { arrayCases } from './array-cases.js';
import { lookupCases } from './lookup-cases.js';
import { placeCases } from './place-cases.js';
import { scriptedCases } from './scripted-cases.js';
import { sketchCases } from './sketch-cases.js';
import { textCases } from './text-cases.js';

/**
 * Each function of the plan with arguments and the value that its doc comment (and the specification behind it)
 * promises. Where DuckDB surprises, a case stands for the surprise.
 */
type Case = readonly [Expression, Json];

const at = (iso: string): Expression => datetime(ticksOfIso(iso) ?? -1n);
const json = (value: string): Expression => literal('dynamic', value);
const mv = (...values: readonly string[]): Expression => literal('multivalue', values);
const none = nullOf('string');
const hour = 36_000_000_000n;
const nan = literal('real', 'NaN');

const pathTexts = call('pathTexts', [
  json('{"a":{"b":"x"},"c":null,"d":{"e":[1,2.5]},"f":7}'),
  ...['["a","b"]', '["c"]', '["d"]', '["f"]'].map((path) => text(path)),
]);

const named = (list: string): Expression =>
  call('namedProperty', [json(list), text('Name'), text('b'), text('Value')]);

const cases: Partial<Record<FunctionName, readonly Case[]>> = {
  ...arrayCases,
  ...lookupCases,
  ...textCases,
  ...placeCases,
  ...scriptedCases,
  ...sketchCases,
  and: [
    [call('and', [bool(true), bool(true)]), true],
    [call('and', [bool(false), nullOf('bool')]), false],
    [call('and', [bool(true), nullOf('bool')]), null],
  ],
  or: [
    [call('or', [bool(true), nullOf('bool')]), true],
    [call('or', [bool(false), nullOf('bool')]), null],
  ],
  not: [[call('not', [nullOf('bool')]), null]],
  isTrue: [[call('isTrue', [nullOf('bool')]), false]],
  isNull: [
    [call('isNull', [none]), true],
    [call('isNull', [text('')]), false],
  ],
  coalesce: [[call('coalesce', [none, text('a'), text('b')]), 'a']],
  nullIf: [[call('nullIf', [text(''), text('')]), null]],
  if: [
    [call('if', [bool(true), long(1), long(2)]), 1],
    [call('if', [nullOf('bool'), long(1), long(2)]), 2],
  ],
  case: [[call('case', [bool(false), text('a'), bool(true), text('b'), text('c')]), 'b']],
  eq: [
    [call('eq', [text('a'), text('A')]), false],
    [call('eq', [none, text('a')]), null],
    [call('eq', [nan, nan]), false],
  ],
  ne: [
    [call('ne', [long(1), long(2)]), true],
    [call('ne', [nan, nan]), true],
    [call('ne', [nan, nullOf('real')]), null],
  ],
  lt: [
    [call('lt', [text('B'), text('a')]), true],
    [call('lt', [real(1), nan]), false],
    [call('lt', [nan, real(1)]), false],
  ],
  le: [
    [call('le', [long(2), long(2)]), true],
    [call('le', [nullOf('real'), nan]), null],
  ],
  gt: [
    [call('gt', [at('2026-01-02'), at('2026-01-01')]), true],
    // DuckDB takes NaN for greater than every number and equal to itself.
    [call('gt', [nan, real(1)]), false],
    [call('gt', [nan, nullOf('real')]), null],
  ],
  ge: [
    [call('ge', [real(1.5), long(2)]), false],
    [call('ge', [nan, nan]), false],
  ],
  same: [
    [call('same', [none, none]), true],
    [call('same', [none, text('a')]), false],
  ],
  in: [[call('in', [text('b'), text('a'), text('b')]), true]],
  compareLoosely: [
    [call('compareLoosely', [text('10'), text('9')]), 1],
    [call('compareLoosely', [text('10'), text('9a')]), -1],
    [call('compareLoosely', [text('1.0'), text('1')]), 0],
  ],
  sameNumber: [
    [call('sameNumber', [text('1.0'), text('1')]), true],
    [call('sameNumber', [text('a'), text('a')]), false],
  ],
  lower: [[call('lower', [text('ÄbC')]), 'äbc']],
  upper: [[call('upper', [text('äbC')]), 'ÄBC']],
  length: [[call('length', [text('añb')]), 3]],
  concat: [[call('concat', [text("a'"), text('\0'), text('b')]), "a'\0b"]],
  substring: [
    [call('substring', [text('abcde'), long(1), long(2)]), 'bc'],
    [call('substring', [text('abc'), long(1)]), 'bc'],
    [call('substring', [text('abc'), long(9), long(2)]), ''],
  ],
  eqIgnoreCase: [[call('eqIgnoreCase', [text('AtRisk'), text('atrisk')]), true]],
  inIgnoreCase: [[call('inIgnoreCase', [text('NO'), text('yes'), text('No')]), true]],
  contains: [
    [call('contains', [text('abc'), text('B')]), false],
    [call('contains', [text('a%c'), text('%')]), true],
  ],
  containsIgnoreCase: [[call('containsIgnoreCase', [text('abc'), text('B')]), true]],
  startsWith: [[call('startsWith', [text('abc'), text('Ab')]), false]],
  startsWithIgnoreCase: [[call('startsWithIgnoreCase', [text('abc'), text('Ab')]), true]],
  endsWith: [[call('endsWith', [text('abc'), text('BC')]), false]],
  endsWithIgnoreCase: [[call('endsWithIgnoreCase', [text('abc'), text('BC')]), true]],
  has: [
    [call('has', [text('a Admin b'), text('admin')]), false],
    [call('has', [text('a admin b'), text('admin')]), true],
  ],
  hasIgnoreCase: [
    [call('hasIgnoreCase', [text('["unfamiliarFeatures"]'), text('UnfamiliarFeatures')]), true],
    [call('hasIgnoreCase', [text('administrator'), text('admin')]), false],
    [call('hasIgnoreCase', [text('big_admin_x'), text('admin')]), true],
    [call('hasIgnoreCase', [text('a.b+c d'), text('b+c')]), true],
  ],
  hasPrefix: [[call('hasPrefix', [text('an admin1'), text('adm')]), true]],
  hasPrefixIgnoreCase: [[call('hasPrefixIgnoreCase', [text('xadm'), text('ADM')]), false]],
  hasSuffix: [[call('hasSuffix', [text('an xadmin b'), text('admin')]), true]],
  hasSuffixIgnoreCase: [[call('hasSuffixIgnoreCase', [text('admins'), text('ADMIN')]), false]],
  hasAnyIgnoreCase: [
    [call('hasAnyIgnoreCase', [text('["leakedCredentials"]'), text('x'), text('LEAKEDCREDENTIALS')]), true],
    [call('hasAnyIgnoreCase', [text('leakedCredentialsX'), text('x'), text('leakedCredentials')]), false],
  ],
  hasAllIgnoreCase: [
    [call('hasAllIgnoreCase', [text('one two'), text('Two'), text('One')]), true],
    [call('hasAllIgnoreCase', [text('one two'), text('Two'), text('three')]), false],
  ],
  matchesRegex: [[call('matchesRegex', [text('abc'), text('b.$')]), true]],
  matchesRegexIgnoreCase: [[call('matchesRegexIgnoreCase', [text('ABC'), text('b.$')]), true]],
  matchesWildcard: [
    [call('matchesWildcard', [text('a.c'), text('a?c')]), true],
    [call('matchesWildcard', [text('abc'), text('a.c')]), false],
    [call('matchesWildcard', [text('a*c'), text('a\\*c')]), true],
    [call('matchesWildcard', [text('abc'), text('a\\*c')]), false],
    [call('matchesWildcard', [text('a\nc'), text('a*')]), true],
  ],
  matchesLike: [
    [call('matchesLike', [text('ab\nc'), call('concat', [text('%b'), text('%')])]), true],
    [call('matchesLike', [text('abc'), text('a_c')]), true],
    [call('matchesLike', [text('ABC'), text('a%')]), false],
    [call('matchesLike', [text('a%c'), text('a\\%c')]), false],
    [call('matchesLike', [text('a\\bc'), text('a\\%c')]), true],
  ],
  matchesWildcardIgnoreCase: [[call('matchesWildcardIgnoreCase', [text('ABC'), text('*bc')]), true]],
  matchesRowRegex: [
    [call('matchesRowRegex', [text('ab12'), text('\\d{2}$')]), true],
    [call('matchesRowRegex', [text('ab12'), nullOf('string')]), null],
  ],
  regexExtract: [
    [call('regexExtract', [text('user=ada;'), text('user=(\\w+)'), long(1)]), 'ada'],
    [call('regexExtract', [text('none'), text('user=(\\w+)'), long(1)]), null],
    [call('regexExtract', [text('user=;'), text('user=(\\w*)'), long(1)]), ''],
  ],
  regexGroup: [
    [call('regexGroup', [text('user=ada;'), text('user=(\\w+)'), long(1)]), 'ada'],
    [call('regexGroup', [text('user=ada;'), text('user=(\\w+)'), long(0)]), 'user=ada'],
    [call('regexGroup', [text('none'), text('user=(\\w+)'), long(1)]), ''],
    [call('regexGroup', [text('x'), text('(a)?x'), long(1)]), ''],
  ],
  replaceText: [[call('replaceText', [text('a.b.c'), text('.'), text('-')]), 'a-b-c']],
  replaceRegex: [[call('replaceRegex', [text('a1b22'), text('(\\d+)'), text('<\\1>')]), 'a<1>b<22>']],
  replaceRowRegex: [[call('replaceRowRegex', [text('a1b22'), text('\\d+'), text('-')]), 'a-b-']],
  trim: [[call('trim', [text(' \t a \n')]), 'a']],
  indexOf: [
    [call('indexOf', [text('abc'), text('c')]), 2],
    [call('indexOf', [text('abc'), text('x')]), -1],
  ],
  reverseText: [[call('reverseText', [text('añb')]), 'bña']],
  repeatText: [[call('repeatText', [text('ab'), long(2)]), 'abab']],
  add: [
    [call('add', [long(2), long(3)], 'long'), 5],
    [call('add', [literal('long', '9223372036854775807'), long(1)], 'long'), null],
    [call('add', [at('2026-01-01'), timespan(hour)], 'datetime'), '2026-01-01T01:00:00Z'],
  ],
  subtract: [[call('subtract', [at('2026-01-02'), at('2026-01-01')], 'timespan'), '1.00:00:00']],
  multiply: [
    [call('multiply', [long(2), real(1.5)], 'real'), 3],
    [call('multiply', [real(1.5), timespan(hour)], 'timespan'), '01:30:00'],
    [call('multiply', [timespan(10n), real(-0.25)], 'timespan'), '-00:00:00.0000002'],
    [call('multiply', [timespan(hour), nan], 'timespan'), null],
  ],
  divide: [
    [call('divide', [long(7), long(2)], 'long'), 3],
    [call('divide', [long(-7), long(2)], 'long'), -3],
    [call('divide', [long(1), long(0)], 'long'), null],
    [call('divide', [real(1), real(0)], 'real'), 'Infinity'],
  ],
  modulo: [
    [call('modulo', [long(-7), long(3)], 'long'), -1],
    [call('modulo', [long(7), long(0)], 'long'), null],
  ],
  remainder: [
    [call('remainder', [long(-7), long(3)], 'long'), 2],
    [call('remainder', [long(-7), long(-3)], 'long'), 2],
    [call('remainder', [long(7), long(0)], 'long'), null],
    [call('remainder', [real(-5.5), real(2)], 'real'), 0.5],
    [call('remainder', [real(5.5), real(0)], 'real'), 'NaN'],
    [
      call('remainder', [long(-7), call('negate', [long(-9223372036854775807n)])], 'long'),
      '9223372036854775800',
    ],
    [call('remainder', [literal('decimal', '-5.5'), literal('decimal', '2')], 'decimal'), '0.5'],
  ],
  negate: [[call('negate', [long(-3)]), 3]],
  abs: [[call('abs', [long(-3)]), 3]],
  floor: [[call('floor', [real(-1.5)]), -2]],
  ceiling: [[call('ceiling', [real(-1.5)]), -1]],
  round: [
    [call('round', [real(2.5)]), 3],
    [call('round', [real(2.345), long(2)]), 2.35],
  ],
  sqrt: [
    [call('sqrt', [real(9)]), 3],
    [call('sqrt', [real(-1)]), 'NaN'],
  ],
  power: [[call('power', [long(2), long(10)]), 1024]],
  exp: [[call('exp', [long(0)]), 1]],
  ln: [
    [call('ln', [real(1)]), 0],
    [call('ln', [real(0)]), '-Infinity'],
    [call('ln', [real(-1)]), 'NaN'],
  ],
  log10: [[call('log10', [long(1000)]), 3]],
  binDown: [
    [call('binDown', [long(17), long(5)]), 15],
    [call('binDown', [long(-1), long(5)]), -5],
    [call('binDown', [long(-5), long(5)]), -5],
    [call('binDown', [real(4.5), real(1)]), 4],
    [call('binDown', [at('2026-01-01T10:59:59Z'), timespan(hour)]), '2026-01-01T10:00:00Z'],
    [call('binDown', [long(17), long(0)]), null],
  ],
  greatest: [
    [call('greatest', [long(1), long(3)]), 3],
    [call('greatest', [long(1), nullOf('long')]), null],
  ],
  least: [[call('least', [text('b'), text('a')]), 'a']],
  toBool: [
    [call('toBool', [text('TRUE')]), true],
    [call('toBool', [text('0')]), false],
    [call('toBool', [text('maybe')]), null],
    [call('toBool', [long(2)]), true],
  ],
  toInt: [
    [call('toInt', [text(' 12 ')]), 12],
    [call('toInt', [text('12.9')]), 12],
    [call('toInt', [real(-3.7)]), -3],
    [call('toInt', [bool(true)]), 1],
    [call('toInt', [text('9999999999')]), null],
    [call('toInt', [text('abc')]), null],
  ],
  toLong: [
    [call('toLong', [text('9223372036854775807')]), '9223372036854775807'],
    [call('toLong', [json('"5"')]), 5],
    [call('toLong', [text('')]), null],
  ],
  toReal: [
    [call('toReal', [text(' 1.5 ')]), 1.5],
    [call('toReal', [text('x')]), null],
    [call('toReal', [text('1_1')]), null],
  ],
  toDecimal: [[call('eq', [call('toDecimal', [text('0.1')]), call('toDecimal', [text('0.10')])]), true]],
  toText: [
    [call('toText', [json('"a"')]), 'a'],
    [call('toText', [json('{"a":[1,2]}')]), '{"a":[1,2]}'],
    [call('toText', [long(5)]), '5'],
    [call('toText', [at('2026-01-01')]), '2026-01-01T00:00:00.0000000Z'],
    [call('toText', [timespan(-hour)]), '-01:00:00'],
    [call('toText', [nan]), 'NaN'],
  ],
  toDatetime: [
    [call('toDatetime', [text('2022-01-24T05:10:08.6816663Z')]), '2022-01-24T05:10:08.6816663Z'],
    [call('toDatetime', [text('2019-10-18T04:45:48.0729893-05:00')]), '2019-10-18T09:45:48.0729893Z'],
    [call('toDatetime', [text('9999-12-31T23:59:59Z')]), '9999-12-31T23:59:59Z'],
    [call('toDatetime', [text('0001-01-01T00:00:00Z')]), '0001-01-01T00:00:00Z'],
    // An instant lies in the years 1 to 9999; DuckDB knows more, and two words.
    [call('toDatetime', [text('10000-01-01T00:00:00Z')]), null],
    [call('toDatetime', [text('0000-12-31T23:59:59Z')]), null],
    [call('toDatetime', [text('infinity')]), null],
    [call('toDatetime', [text('-infinity')]), null],
    [call('toDatetime', [text('epoch')]), null],
    [call('isNull', [call('toDatetime', [text('10000-01-01T00:00:00Z')])]), true],
    [call('isNull', [call('toDatetime', [text('0000-12-31T23:59:59Z')])]), true],
    [call('toDatetime', [text('soon')]), null],
    // DuckDB's TIMESTAMP_NS ends in 2262, its TIMESTAMP has six digits.
    [call('toDatetime', [text('2300-01-01T00:00:00.1234567Z')]), '2300-01-01T00:00:00.1234567Z'],
    [call('toDatetime', [text('Sat, 8 Nov 14 15:05 GMT')]), '2014-11-08T15:05:00Z'],
    [call('toDatetime', [text('08-Nov-14 15:05:02')]), '2014-11-08T15:05:02Z'],
    // Of which century, RFC 850 does not say.
    [call('toDatetime', [text('08-Nov-94 15:05:02')]), null],
  ],
  // The spellings of the log-format reference, section 1.
  localDatetime: [
    [
      call('localDatetime', [text('4/28/2021, 2:08:45.221 PM'), text('monthFirst')]),
      '2021-04-28T14:08:45.221Z',
    ],
    [call('localDatetime', [text('21/04/2025, 09:45:54.000'), text('dayFirst')]), '2025-04-21T09:45:54Z'],
    [call('localDatetime', [text('8/22/2022 6:07:16 PM'), text('monthFirst')]), '2022-08-22T18:07:16Z'],
    [call('localDatetime', [text('22/8/2022 6:07:16 PM'), text('monthFirst')]), null],
    [call('localDatetime', [text('yesterday'), text('monthFirst')]), null],
  ],
  toTimespan: [
    [call('toTimespan', [text('1.02:03:04.5')]), '1.02:03:04.5000000'],
    [call('toTimespan', [text('-00:01')]), '-00:01:00'],
  ],
  toGuid: [
    [
      call('toGuid', [text('{74BE27DE-1E4E-49D9-B579-FE0B331D3642}')]),
      '74be27de-1e4e-49d9-b579-fe0b331d3642',
    ],
    [call('toGuid', [text('74be27de')]), null],
  ],
  parseJson: [
    [call('parseJson', [text('{"a":1}')]), { a: 1 }],
    [call('parseJson', [text('plain')]), 'plain'],
    [call('parseJson', [text('null')]), null],
    [call('parseJson', [text('')]), null],
  ],
  parseInner: [
    [call('parseInner', [json('{"a": "1"}')]), { a: '1' }],
    [call('parseInner', [json('["1"]')]), ['1']],
    [call('parseInner', [json('"{\\"a\\":1}"')]), { a: 1 }],
    [call('parseInner', [json('"plain"')]), 'plain'],
    [call('parseInner', [json('"12"')]), 12],
    [call('parseInner', [json('"null"')]), null],
    [call('parseInner', [json('12.50')]), 12.5],
    [call('parseInner', [nullOf('dynamic')]), null],
  ],
  toDynamic: [
    [call('toDynamic', [text('1')]), '1'],
    [call('toDynamic', [long(1)]), 1],
    // JSON has no such numbers.
    [call('toDynamic', [nan]), 'NaN'],
    [call('makeArray', [real(1.5), literal('real', '-Infinity')]), [1.5, '-Infinity']],
  ],
  path: [
    [call('path', [json('{"a":{"b c":[1,2]}}'), text('a'), text('b c'), long(-1)]), 2],
    [call('path', [json('{"a":null}'), text('a')]), null],
    [call('isNull', [call('path', [json('{"a":null}'), text('a')])]), true],
    [call('path', [json('{"q\\"x":1}'), text('q"x')]), 1],
    [call('path', [json('{"A":1}'), text('a')]), null],
  ],
  pathText: [
    [call('pathText', [json('{"a":{"b":"x"}}'), text('a'), text('b')]), 'x'],
    [call('pathText', [json('{"a":{"b":"x"}}'), text('a')]), '{"b":"x"}'],
  ],
  pathTexts: [[call('isNull', [call('pathTexts', [nullOf('dynamic'), text('["a"]')])]), true]],
  pathTextAt: [
    [call('pathTextAt', [pathTexts, text('["a","b"]')]), 'x'],
    [call('pathTextAt', [pathTexts, text('["c"]')]), null],
    [call('pathTextAt', [pathTexts, text('["d"]')]), '{"e":[1,2.5]}'],
    [call('pathTextAt', [pathTexts, text('["f"]')]), '7'],
  ],
  arrayLength: [
    [call('arrayLength', [json('[1,2]')]), 2],
    [call('arrayLength', [json('{"a":1}')]), null],
  ],
  arrayContains: [[call('arrayContains', [json('["a","b"]'), json('"b"')]), true]],
  makeArray: [[call('makeArray', [text('a'), long(1), none]), ['a', 1, null]]],
  makeObject: [[call('makeObject', [text('a'), long(1), text('b'), json('[2]')]), { a: 1, b: [2] }]],
  parseObject: [
    [call('parseObject', [text(' {"a": [1]}')]), { a: [1] }],
    [call('parseObject', [text('{"a": ')]), null],
    [call('parseObject', [text('[1]')]), null],
    [call('parseObject', [text('null')]), null],
    [call('parseObject', [text('')]), null],
    [call('parseObject', [nullOf('string')]), null],
  ],
  namedProperty: [
    [named('[{"Name":"a","Value":"1"},{"Value":{"x":2},"Name":"b"},{"Name":"b","Value":"3"}]'), '{"x":2}'],
    [named('[{"Name":"B","Value":"1"},{"Name":"a","Value":"b"}]'), null],
    [named('[{"Name":"b"}]'), null],
    [named(String.raw`[{"Name":"\u0062","Value":"escaped"}]`), 'escaped'],
    [named('[null, "b", {"Name": "b", "Value": null}]'), null],
    [named('{"Name":"b","Value":"1"}'), null],
  ],
  presentObject: [
    [
      call('presentObject', [
        text('a'),
        nullOf('string'),
        text('b"c'),
        text('d"e'),
        text('f'),
        json('[2, null]'),
        text('g'),
        long(7),
        text('h'),
        bool(false),
      ]),
      { 'b"c': 'd"e', f: [2, null], g: 7, h: false },
    ],
    [call('presentObject', [text('a'), nullOf('string')]), {}],
  ],
  objectKeys: [[call('objectKeys', [json('{"a":1,"b":2}')]), ['a', 'b']]],
  splitText: [[call('splitText', [text('a,b,,c'), text(',')]), ['a', 'b', '', 'c']]],
  jsonType: [
    [call('jsonType', [json('[1]')]), 'array'],
    [call('jsonType', [json('1')]), 'long'],
    [call('jsonType', [json('1.5')]), 'real'],
  ],
  mvAppend: [
    [call('mvAppend', [text('a'), none, mv('b', 'c')]), ['a', 'b', 'c']],
    [call('mvAppend', [none, none]), null],
  ],
  mvCount: [[call('mvCount', [mv('a', 'b')]), 2]],
  mvIndex: [
    [call('mvIndex', [mv('a', 'b', 'c'), long(-1)]), ['c']],
    [call('mvIndex', [mv('a', 'b', 'c'), long(0), long(1)]), ['a', 'b']],
    [call('mvIndex', [mv('a'), long(3)]), null],
  ],
  mvFirst: [[call('mvFirst', [mv('a', 'b')]), 'a']],
  mvJoin: [[call('mvJoin', [mv('a', 'b'), text('; ')]), 'a; b']],
  mvFromJson: [
    [call('mvFromJson', [json('["a",1,null]')]), ['a', '1']],
    [call('mvFromJson', [json('"a"')]), ['a']],
    [call('mvFromJson', [json('[]')]), null],
  ],
  pathAll: [
    [
      call('toText', [call('pathAll', [json('{"a":[{"b":1},{"b":"x"},{"c":2}]}'), text('a{}'), text('b')])]),
      '[1,"x"]',
    ],
    [
      call('toText', [call('pathAll', [json('[{"b":[1,2]},{"b":[3]}]'), text('{}'), text('b'), long(0)])]),
      '[1,3]',
    ],
    [call('toText', [call('pathAll', [json('{"a":1}'), text('z{}')])]), null],
  ],
  mvPath: [
    [call('mvPath', [json('{"a":[{"b":[1,2]}]}'), text('a{}'), text('b'), long(-1)]), ['2']],
    [call('mvPath', [json('{"a":[{"b":1},{"b":"x"}]}'), text('a{}'), text('b')]), ['1', 'x']],
    [call('mvPath', [json('{"a":{"b":1}}'), text('a'), text('b')]), ['1']],
    [call('mvPath', [json('{"a":1}'), text('z')]), null],
  ],
  mvFind: [
    [
      call('mvFind', [json('{"a":[{"b":[1,"x"]},{"b":"y"},{"c":2}]}'), text('a'), text('b')]),
      ['1', 'x', 'y'],
    ],
    [call('mvFind', [json('[{"a":1},{"a":[]}]'), text('a')]), ['1']],
    [call('mvFind', [json('{"a":{"b":true}}'), text('a'), text('b')]), ['true']],
    [call('mvFind', [json('{"a":{"b":null}}'), text('a'), text('b')]), null],
    [call('mvFind', [json('{"a":"text"}'), text('a'), text('b')]), null],
    [call('mvFind', [nullOf('dynamic'), text('a')]), null],
  ],
  mvAny: [
    [call('mvAny', [mv('a', 'b'), lambda('x', call('eq', [variable('x', 'string'), text('b')]))]), true],
    [
      call('mvAny', [nullOf('multivalue'), lambda('x', call('eq', [variable('x', 'string'), text('b')]))]),
      false,
    ],
  ],
  mvFilter: [
    [call('mvFilter', [mv('a', 'b'), lambda('x', call('ne', [variable('x', 'string'), text('b')]))]), ['a']],
  ],
  mvMap: [[call('mvMap', [mv('a', 'b'), lambda('x', call('upper', [variable('x', 'string')]))]), ['A', 'B']]],
  mvRegexExtract: [
    [call('mvRegexExtract', [text('a1b'), text('(\\d)?(\\w)'), long(2), long(0)]), ['a', 'b']],
    [call('mvRegexExtract', [mv('u1u2', 'x', 'u3'), text('u(\\d)'), long(1), long(0)]), ['1', '2', '3']],
    [call('mvRegexExtract', [mv('x', 'u1u2', 'u3'), text('u(\\d)'), long(1), long(2)]), ['1', '2']],
    [call('mvRegexExtract', [mv('a', '1', 'b'), text('([a-z])|\\d'), long(1), long(2)]), ['a']],
    [call('mvRegexExtract', [text('x'), text('(\\d*)'), long(1), long(1)]), ['']],
    [call('mvRegexExtract', [mv('x', 'y'), text('(\\d)'), long(1), long(0)]), null],
    [call('mvRegexExtract', [nullOf('multivalue'), text('(\\d)'), long(1), long(0)]), null],
  ],
  mvSplit: [[call('mvSplit', [text('a b'), text(' ')]), ['a', 'b']]],
  mvDedup: [[call('mvDedup', [mv('b', 'a', 'b')]), ['b', 'a']]],
  mvSort: [[call('mvSort', [mv('b', 'a', 'B')]), ['B', 'a', 'b']]],
  startOfDay: [[call('startOfDay', [at('2026-03-10T09:14:07Z')]), '2026-03-10T00:00:00Z']],
  // 2026-03-10 is a Tuesday; the week began on Sunday the 8th.
  startOfWeek: [
    [call('startOfWeek', [at('2026-03-10T09:14:07Z')]), '2026-03-08T00:00:00Z'],
    [call('startOfWeek', [at('2026-03-08T00:00:00Z')]), '2026-03-08T00:00:00Z'],
    // The Sunday before the first day there is.
    [call('startOfWeek', [at('0001-01-01')]), null],
  ],
  startOfMonth: [[call('startOfMonth', [at('2026-03-10T09:14:07Z')]), '2026-03-01T00:00:00Z']],
  startOfYear: [[call('startOfYear', [at('2026-03-10T09:14:07Z')]), '2026-01-01T00:00:00Z']],
  datetimePart: [
    [call('datetimePart', [text('dayOfWeek'), at('2026-03-10')]), 2],
    [call('datetimePart', [text('dayOfYear'), at('2026-03-10')]), 69],
    [call('datetimePart', [text('nanosecond'), at('2026-03-10T00:00:00.1234567Z')]), 123456700],
  ],
  addMonths: [
    [call('addMonths', [at('2026-01-31T00:00:00.0000001Z'), long(1)]), '2026-02-28T00:00:00.0000001Z'],
    [call('addMonths', [at('2026-01-31'), long(-2)]), '2025-11-30T00:00:00Z'],
    [call('addMonths', [at('9999-12-31'), long(1)]), null],
    [call('addMonths', [at('2026-01-31'), long(99_999_999_999)]), null],
  ],
  epochSeconds: [[call('epochSeconds', [at('1970-01-01T00:00:01.5Z')]), 1.5]],
  fromEpochSeconds: [[call('fromEpochSeconds', [real(1.5)]), '1970-01-01T00:00:01.5Z']],
  isoText: [[call('isoText', [at('2026-03-10T00:00:00.1Z')]), '2026-03-10T00:00:00.1Z']],
  // RFC 1321 and FIPS 180 give the digests of "abc".
  md5: [[call('md5', [text('abc')]), '900150983cd24fb0d6963f7d28e17f72']],
  sha1: [[call('sha1', [text('abc')]), 'a9993e364706816aba3e25717850c26c9cd0d89d']],
  sha256: [
    [call('sha256', [text('abc')]), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ],
  base64Encode: [[call('base64Encode', [text('Kusto')]), 'S3VzdG8=']],
  base64Decode: [
    [call('base64Decode', [text('S3VzdG8=')]), 'Kusto'],
    [call('base64Decode', [text('%%')]), null],
  ],
  urlDecode: [[call('urlDecode', [text('a%20b')]), 'a b']],
  urlEncode: [[call('urlEncode', [text('a b/c')]), 'a%20b%2Fc']],
  // The spellings of the log-format reference, section 1.
  normaliseAddress: [
    [call('normaliseAddress', [text('192.0.2.1')]), '192.0.2.1'],
    [call('normaliseAddress', [text('192.0.2.1:50118')]), '192.0.2.1'],
    [call('normaliseAddress', [text('[192.0.2.1]:123')]), '192.0.2.1'],
    [call('normaliseAddress', [text('[2001:db8::1]:123')]), '2001:db8::1'],
    [call('normaliseAddress', [text('[2001:db8::1]')]), '2001:db8::1'],
    [call('normaliseAddress', [text('2001:db8::1')]), '2001:db8::1'],
    [call('normaliseAddress', [text('::ffff:192.0.2.1')]), '192.0.2.1'],
    [call('normaliseAddress', [text('localhost:1')]), 'localhost:1'],
    [call('normaliseAddress', [text('AWS Internal')]), 'AWS Internal'],
    [call('normaliseAddress', [text('')]), ''],
  ],
  addressInNetwork: [
    [call('addressInNetwork', [text('192.0.2.200'), text('192.0.2.128/25')]), true],
    [call('addressInNetwork', [text('192.0.2.1'), text('192.0.2.128/25')]), false],
    [call('addressInNetwork', [text('2001:db8::1'), text('2001:db8::/32')]), true],
    [call('addressInNetwork', [text('2001:db9::1'), text('2001:db8::/32')]), false],
    [call('addressInNetwork', [text('somewhere'), text('0.0.0.0/0')]), false],
  ],
  addressLiesIn: [
    [call('addressLiesIn', [text('192.0.2.200'), text('192.0.2.128/25')]), true],
    [call('addressLiesIn', [text('192.0.2.1'), text('192.0.2.128/25')]), false],
    [call('addressLiesIn', [text('2001:db8:0::1'), text('2001:db8::/32')]), true],
    [call('addressLiesIn', [text('2001:db9::1'), text('2001:db8::/32')]), false],
    [call('addressLiesIn', [text('somewhere'), text('0.0.0.0/0')]), false],
    [call('addressLiesIn', [text('192.0.2.1'), text('mina')]), false],
  ],
};

let reader: Reader;

beforeAll(async () => {
  const store = await duckdb.open();
  reader = await store.seal();
});

afterAll(async () => {
  await reader.close();
});

function valueOf(expression: Expression): Relation {
  return {
    kind: 'project',
    input: { kind: 'values', columns: [{ name: 'one', type: 'long' }], rows: [[1]] },
    columns: [{ name: 'value', expression }],
  };
}

async function evaluate(expression: Expression): Promise<Json | undefined> {
  const plan = valueOf(expression);
  expect(validatePlan(plan)).toEqual([]);
  const { rows } = await reader.query(plan, { now: new Date('2026-01-01T00:00:00Z') });
  return rows[0]?.[0];
}

describe.each(Object.entries(cases))('%s', (_, list) => {
  test.each(list.map(([expression, expected], index) => ({ number: index + 1, expression, expected })))(
    'case $number gives $expected',
    async ({ expression, expected }) => {
      expect(await evaluate(expression)).toEqual(expected);
    },
  );
});

test('now is the instant the run was given', async () => {
  expect(await evaluate(now)).toBe('2026-01-01T00:00:00Z');
});

test.each([
  ['sketches of different accuracies', '[[[1024,14],["1"],[]],[[1024,16],["1"],[]]]', /different accuracies/],
  ['a sketch with registers, which only estimates', '[[[1024,14],[],[3,1]]]', /registers/],
])('%s stop the query', async (_, sketches, message) => {
  for (const fn of ['setMerge', 'setCommon'] as const)
    await expect(evaluate(call(fn, [json(sketches)]))).rejects.toThrow(message);
});

test('every function of the plan has a case, but the one that is answered before a plan comes here', () => {
  expect(functionNames.filter((name) => cases[name] === undefined)).toEqual(['addressGeography']);
  expect(() => reader.prepare(valueOf(call('addressGeography', [text('192.0.2.1')])))).toThrow(Unsupported);
});
