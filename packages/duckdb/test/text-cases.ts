import { call, literal, long, real, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import type { Json } from '@interloper/sql';

type Case = readonly [Expression, Json];

const json = (value: string): Expression => literal('dynamic', value);

/** Positions, code points, CSV, encodings and geohashes; most pairs are the examples of the Kusto pages of the same names. */
export const textCases: Partial<Record<FunctionName, readonly Case[]>> = {
  translateText: [
    [call('translateText', [text('spark'), text('krasp'), text('otsku')]), 'kusto'],
    [call('translateText', [text('abc'), text('b'), text('')]), 'ac'],
  ],
  indexWithin: [
    [call('indexWithin', [text('abcdefg'), text('cde'), long(1), long(2), long(1)]), 2],
    [call('indexWithin', [text('abcdefg'), text('cde'), long(3), long(4), long(1)]), -1],
    [call('indexWithin', [text('abcdefg'), text('cde'), long(-5), long(-1), long(1)]), 2],
    [call('indexWithin', [text('abcdefgabcdefg'), text('cde'), long(1), long(10), long(2)]), 9],
    [call('indexWithin', [text('abcdefgabcdefg'), text('cde'), long(1), long(-1), long(3)]), -1],
    [call('indexWithin', [text('abc'), text('c'), long(0), long(-2), long(1)]), null],
    [call('indexWithin', [text('abc'), text('c'), long(0), long(-1), long(-1)]), null],
  ],
  // https://learn.microsoft.com/kusto/query/indexof-regex-function
  regexPlace: [
    [call('regexPlace', [text('abcabc'), text('a.c'), long(0), long(-1), long(1)]), 0],
    [call('regexPlace', [text('abcabcdefg'), text('a.c'), long(0), long(9), long(2)]), 3],
    [call('regexPlace', [text('abcabc'), text('a.c'), long(1), long(-1), long(2)]), -1],
    [call('regexPlace', [text('ababaa'), text('a.a'), long(0), long(-1), long(2)]), -1],
    [call('regexPlace', [text('abcabc'), text('a|ab'), long(-1), long(-1), long(1)]), null],
    [call('regexPlace', [text('xxabxab'), text('ab'), long(3), long(-1), long(1)]), 5],
    [call('regexPlace', [text('line\nab'), text('ab'), long(0), long(-1), long(1)]), 5],
  ],
  replaceTexts: [
    [
      call('replaceTexts', [text('cat and dog'), json('["cat","dog"]'), json('["dog","cat"]')]),
      'dog and cat',
    ],
    [call('replaceTexts', [text('cat and dog'), json('["cat","dog"]'), json('"pet"')]), 'pet and pet'],
    [call('replaceTexts', [text('This is'), json('["This","is"]'), json('[1,"was"]')]), 'This was'],
    [call('replaceTexts', [text('a$b'), json('["$"]'), json('["$&"]')]), 'a$&b'],
  ],
  hasAddress: [
    [call('hasAddress', [text('05:04:54 127.0.0.1 GET'), text('127.0.0.1')]), true],
    [call('hasAddress', [text('05:04:54127.0.0.1 GET'), text('127.0.0.1')]), false],
    [call('hasAddress', [text('127.0.0.11'), text('127.0.0.1')]), false],
    [call('hasAddress', [text('127.0.0.256'), text('127.0.0.256')]), false],
    [call('hasAddress', [text('127x0x0x1'), text('127.0.0.1')]), false],
  ],
  hasAddressPrefix: [
    [call('hasAddressPrefix', [text('at 127.1.2.3, yes'), text('127.1.')]), true],
    [call('hasAddressPrefix', [text('at 127.1.2.3, yes'), text('127.')]), true],
    [call('hasAddressPrefix', [text('at 127.1.2.3, yes'), text('127.1')]), false],
    [call('hasAddressPrefix', [text('at 127.1.2.256, yes'), text('127.1.2.')]), false],
    [call('hasAddressPrefix', [text('127.1.2.3'), text('127.1.2.3')]), true],
  ],
  // https://learn.microsoft.com/kusto/query/jsonpath
  jsonAtPath: [
    [call('jsonAtPath', [text('{"a":[1,{"b c":2.50}]}'), text('$.a[1]["b c"]')]), 2.5],
    [
      call('toText', [call('jsonAtPath', [text('{"n":12345678901234567890}'), text('$.n')])]),
      '12345678901234567890',
    ],
    [call('jsonAtPath', [text('{"a":"x,]}"}'), text("$['a']")]), 'x,]}'],
    [call('jsonAtPath', [text('{"a":1}'), text('$.b')]), null],
    [call('jsonAtPath', [text('{"a":1}'), text('$..a')]), null],
    [call('jsonAtPath', [text('no JSON'), text('$.a')]), null],
  ],
  countText: [
    [call('countText', [text('aaaa'), text('aa')]), 3],
    [call('countText', [text('abc'), text('')]), 0],
  ],
  fromCodePoints: [
    [call('fromCodePoints', [json('[75,117,115,116,111]')]), 'Kusto'],
    [call('fromCodePoints', [json('[128512]')]), '😀'],
    [call('fromCodePoints', [json('[75,-1]')]), null],
  ],
  toCodePoints: [[call('toCodePoints', [text('K😀')]), [75, 128512]]],
  csvFields: [
    [call('csvFields', [text('aa,b,cc')]), ['aa', 'b', 'cc']],
    [
      call('csvFields', [text('aa,"b,b,b",cc,"Escaping quotes: ""Title""","line1\nline2"')]),
      ['aa', 'b,b,b', 'cc', 'Escaping quotes: "Title"', 'line1\nline2'],
    ],
    [call('csvFields', [text('record1,a,b,c\nrecord2,x,y,z')]), ['record1', 'a', 'b', 'c']],
    [call('csvFields', [text(',a,')]), ['', 'a', '']],
  ],
  arrayIndexWithin: [
    [call('arrayIndexWithin', [json('["a","b","a"]'), json('"a"'), long(1), long(-1), long(1)]), 2],
    [call('arrayIndexWithin', [json('["a","b","a"]'), json('"a"'), long(0), long(2), long(2)]), -1],
    [call('arrayIndexWithin', [json('["a","b","a"]'), json('"a"'), long(-1), long(-1), long(1)]), 2],
  ],
  arraySplit: [
    [call('arraySplit', [json('[1,2,3,4,5]'), json('[1,3]')]), [[1], [2, 3], [4, 5]]],
    [
      call('arraySplit', [json('[1,2,3,4,5]'), json('[-2]')]),
      [
        [1, 2, 3],
        [4, 5],
      ],
    ],
  ],
  formEncode: [
    [
      call('formEncode', [text('https://a.example/hello world~!(*)é')]),
      'https%3a%2f%2fa.example%2fhello+world%7e!(*)%c3%a9',
    ],
  ],
  base64Bytes: [
    [call('base64Bytes', [text('S3VzdG8=')]), [75, 117, 115, 116, 111]],
    [call('base64Bytes', [text('U3RyaW5n0KHR0tGA0L7Rh9C60LA')]), null],
  ],
  base64OfBytes: [
    [call('base64OfBytes', [json('[75,117,115,116,111]')]), 'S3VzdG8='],
    [call('base64OfBytes', [json('[256]')]), null],
  ],
  guidOfBase64: [
    [call('guidOfBase64', [text('JpbpECu8dUy7Pv5gbeJXAA==')]), '10e99626-bc2b-4c75-bb3e-fe606de25700'],
    [call('guidOfBase64', [text('S3VzdG8=')]), null],
  ],
  base64OfGuid: [
    [
      call('base64OfGuid', [literal('guid', 'ae3133f2-6e22-49ae-b06a-16e6a9b212eb')]),
      '8jMxriJurkmwahbmqbIS6w==',
    ],
  ],
  geohash: [
    [call('geohash', [real(-80.195829), real(25.802215), long(8)]), 'dhwfz15h'],
    [call('geohash', [real(-122.303404), real(47.570482), long(5)]), 'c23n8'],
    [call('geohash', [real(180), real(90), long(2)]), 'zz'],
    [call('geohash', [real(181), real(0), long(5)]), null],
    [call('geohash', [real(1), real(1), long(19)]), null],
  ],
  geohashBounds: [
    [call('geohashBounds', [text('dr5ru')]), [-74.00390625, 40.7373046875, -73.9599609375, 40.78125]],
    [call('geohashBounds', [text('a')]), null],
  ],
  newGuid: [[call('length', [call('toText', [call('newGuid', [])])]), 36]],
};
