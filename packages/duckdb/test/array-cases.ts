import { bool, call, lambda, literal, long, nullOf, real, text, variable } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import type { Json } from '@interloper/sql';

type Case = readonly [Expression, Json];

const json = (value: string): Expression => literal('dynamic', value);
const int = (value: number): Expression => literal('int', value);
const five = json('[1,2,3,4,5]');

/** Arrays, objects, bits and trigonometry; most pairs are the examples of the Kusto pages of the same names. */
export const arrayCases: Partial<Record<FunctionName, readonly Case[]>> = {
  arraySlice: [
    [call('arraySlice', [five, long(-3), long(-2)]), [3, 4]],
    [call('arraySlice', [five, long(2), long(-1)]), [3, 4, 5]],
    [call('arraySlice', [five, long(3), long(1)]), []],
    [call('arraySlice', [json('{"a":1}'), long(0), long(1)]), null],
  ],
  arrayConcat: [[call('arrayConcat', [json('[1]'), json('["a",null]')]), [1, 'a', null]]],
  arrayReverse: [[call('arrayReverse', [json('["this","is"]')]), ['is', 'this']]],
  arraySort: [
    [
      call('arraySort', [json('[null,"blue","yellow","green",null]'), bool(true)]),
      ['yellow', 'green', 'blue', null, null],
    ],
    [call('arraySort', [json('[10,9,1.5]'), bool(false)]), [1.5, 9, 10]],
    [call('arraySort', [json('["10","9"]'), bool(false)]), ['10', '9']],
    // Kinds stand in one order, whichever the direction.
    [call('arraySort', [json('["b",3,true,null,"a",1.5]'), bool(false)]), [1.5, 3, 'a', 'b', true, null]],
    [call('arraySort', [json('["b",3,true,null,"a",1.5]'), bool(true)]), [3, 1.5, 'b', 'a', true, null]],
    [
      call('arraySort', [json('["1.00:00:00","23:00:00","-01:00:00"]'), bool(false)]),
      ['-01:00:00', '23:00:00', '1.00:00:00'],
    ],
    [call('arraySort', [json('{"a":1}'), bool(false)]), null],
  ],
  arrayOrder: [
    [call('arrayOrder', [json('[3,null,1]'), bool(false), bool(true)]), [2, 0, 1]],
    [call('arrayOrder', [json('[3,null,1]'), bool(false), bool(false)]), [1, 2, 0]],
    [call('arrayOrder', [json('[3,null,1]'), bool(true), bool(true)]), [0, 2, 1]],
    [call('arrayOrder', [json('[2,1,2]'), bool(true), bool(true)]), [0, 2, 1]],
  ],
  arrayPick: [
    [call('arrayPick', [json('["a","b","c"]'), json('[2,0,1]')]), ['c', 'a', 'b']],
    [call('arrayPick', [json('["a","b"]'), json('[2,0,1]')]), null],
  ],
  arrayRepeat: [
    [call('arrayRepeat', [json('"x"'), long(2)]), ['x', 'x']],
    [call('arrayRepeat', [json('"x"'), long(0)]), []],
    [call('arrayRepeat', [json('"x"'), long(-1)]), null],
    [call('arrayRepeat', [nullOf('dynamic'), long(2)]), [null, null]],
  ],
  jsonChanged: [
    [
      call('jsonChanged', [json('{"a":{"b":1}}'), text('set'), text('a.c.d'), json('[2]')]),
      { a: { b: 1, c: { d: 2 } } },
    ],
    [call('jsonChanged', [json('{"a":[1,2]}'), text('set'), text('a{1}'), json('["x"]')]), { a: [1, 'x'] }],
    [call('jsonChanged', [json('{"a":1}'), text('set'), text('a.b'), json('[2]')]), { a: 1 }],
    [call('jsonChanged', [json('{"a":1}'), text('setExact'), text('a.b'), json('[2]')]), { a: 1, 'a.b': 2 }],
    [
      call('jsonChanged', [json('{"a":[1]}'), text('append'), text('a'), json('[[2,3]]')]),
      { a: [1, [2, 3]] },
    ],
    [call('jsonChanged', [json('{"a":[1]}'), text('extend'), text('a'), json('[[2,3]]')]), { a: [1, 2, 3] }],
    [
      call('jsonChanged', [json('{"a":[{"b":1,"c":2}]}'), text('delete'), text('a{}.b'), json('[]')]),
      { a: [{ c: 2 }] },
    ],
  ],
  objectWithoutPaths: [
    [call('objectWithoutPaths', [json('{"a":1,"b":{"c":2,"d":3}}'), json('["a","$.b.c"]')]), { b: { d: 3 } }],
    [call('objectWithoutPaths', [json('{"a\\"b":1,"c":2}'), json('["a\\"b","z"]')]), { c: 2 }],
    [call('objectWithoutPaths', [json('[1]'), json('["a"]')]), null],
  ],
  arrayIndexOf: [
    [call('arrayIndexOf', [json('["this","is","an"]'), json('"an"')]), 2],
    [call('arrayIndexOf', [json('["this"]'), json('"x"')]), -1],
  ],
  arraySum: [[call('arraySum', [json('[1,2.5,"x",null]')]), 3.5]],
  arrayUnion: [[call('arrayUnion', [json('[1,2,1,4]'), json('[1,2]'), json('[8]')]), [1, 2, 4, 8]]],
  arrayIntersect: [
    [call('arrayIntersect', [json('[1,2,1,4]'), json('[1,2]'), json('[4,1]')]), [1]],
    [call('arrayIntersect', [json('[1,2,3]'), json('[4,5]')]), []],
  ],
  arrayDifference: [[call('arrayDifference', [json('[1,2,1,4]'), json('[1,2]'), json('[1,2,8]')]), [4]]],
  arrayRange: [
    [call('arrayRange', [long(1), long(8), long(3)]), [1, 4, 7]],
    [call('arrayRange', [real(0), real(1), real(0.5)]), [0, 0.5, 1]],
    [call('arrayRange', [long(3), long(1), long(-1)]), [3, 2, 1]],
    [call('arrayRange', [long(3), long(1), long(1)]), []],
  ],
  arrayZip: [
    [
      call('arrayZip', [json('[1,2]'), json('["a"]')]),
      [
        [1, 'a'],
        [2, null],
      ],
    ],
  ],
  arrayShift: [
    [call('arrayShift', [five, long(2)]), [3, 4, 5, null, null]],
    [call('arrayShift', [five, long(-2), json('-1')]), [-1, -1, 1, 2, 3]],
  ],
  arrayRotate: [
    [call('arrayRotate', [five, long(2)]), [3, 4, 5, 1, 2]],
    [call('arrayRotate', [five, long(-2)]), [4, 5, 1, 2, 3]],
  ],
  arrayMap: [
    [
      call('arrayMap', [
        json('[1,null,2.5]'),
        lambda('v', call('multiply', [call('toReal', [variable('v', 'dynamic')]), real(2)], 'real')),
      ]),
      [2, null, 5],
    ],
  ],
  objectMerge: [
    [call('objectMerge', [json('{"a":1,"b":2}'), json('{"b":3,"c":4}')]), { a: 1, b: 2, c: 4 }],
    [call('objectMerge', [nullOf('dynamic'), json('{"b":3}')]), { b: 3 }],
    [call('objectMerge', [json('[1]')]), null],
  ],
  objectWithout: [
    [call('objectWithout', [json('{"a":1,"b\\"":2,"c":null}'), json('["a"]')]), { 'b"': 2, c: null }],
    [call('objectWithout', [json('{"":1,"b\\\\c":[1],"a":2}'), json('["a"]')]), { '': 1, 'b\\c': [1] }],
  ],
  objectFromLists: [
    [call('objectFromLists', [json('["a",8,"b"]'), json('[1,"2",2.5]')]), { a: 1, b: 2.5 }],
    [call('objectFromLists', [json('["a","b"]'), json('[1]')]), { a: 1, b: null }],
    [call('objectFromLists', [json('"a"'), json('[1]')]), null],
    [call('objectFromLists', [json('["a"]'), json('1')]), { a: null }],
  ],
  objectPairs: [
    [
      call('objectPairs', [json('{"":1,"b":null}')]),
      [
        ['', 1],
        ['b', null],
      ],
    ],
    [
      call('objectPairs', [json('{"a":1,"b":"x"}')]),
      [
        ['a', 1],
        ['b', 'x'],
      ],
    ],
  ],
  queryParameters: [[call('queryParameters', [text('k1=v1&k2=a=b&k3')]), { k1: 'v1', k2: 'a=b', k3: '' }]],
  padStart: [
    [call('padStart', [text('7'), long(2), text('0')]), '07'],
    [call('padStart', [text('2017'), long(2), text('0')]), '2017'],
  ],
  byteLength: [[call('byteLength', [text('⒦⒰⒮⒯⒪')]), 15]],
  regexExtractAll: [
    [call('regexExtractAll', [text('82b8-be'), text('([\\da-f]{2})'), long(1)]), ['82', 'b8', 'be']],
    [
      call('regexExtractAll', [text('82b8be2d-dfa7'), text('(\\w)(\\w+)(\\w)'), long(1), long(3)]),
      [
        ['8', 'd'],
        ['d', '7'],
      ],
    ],
    [call('regexExtractAll', [text('x'), text('(\\d)'), long(1)]), []],
  ],
  addressNumber: [
    [call('addressNumber', [text('192.168.1.1')]), 3232235777],
    [call('addressNumber', [text('192.168.1.1/24')]), 3232235776],
    [call('addressNumber', [text('255.255.255.255/31')]), 4294967294],
    [call('addressNumber', [text('192.168.1.256')]), null],
  ],
  addressText: [
    [call('addressText', [text('192.168.255.255'), long(128)]), '0000:0000:0000:0000:0000:ffff:c0a8:ffff'],
    [call('addressText', [text('192.168.255.255/24'), long(128)]), '0000:0000:0000:0000:0000:ffff:c0a8:ff00'],
    [
      call('addressText', [text('fe80::85d:e82c:9446:7994/120'), long(124)]),
      'fe80:0000:0000:0000:085d:e82c:9446:7900',
    ],
    [call('addressText', [text('::192.168.255.255'), long(128)]), '0000:0000:0000:0000:0000:0000:c0a8:ffff'],
    [call('addressText', [text('fe80::1::2'), long(128)]), null],
    [call('addressText', [text('host'), long(128)]), null],
    [call('addressText', [text('192.168.1.300'), long(128)]), null],
  ],
  bitAnd: [[call('bitAnd', [long(6), long(3)]), 2]],
  bitOr: [[call('bitOr', [long(6), long(3)]), 7]],
  bitXor: [[call('bitXor', [long(6), long(3)]), 5]],
  bitNot: [[call('bitNot', [long(1)]), -2]],
  shiftLeft: [
    [call('shiftLeft', [long(1), long(4)]), 16],
    [call('shiftLeft', [long(1), long(63)]), '-9223372036854775808'],
    [call('shiftLeft', [long(-1), long(1)]), -2],
    [call('shiftLeft', [long(1), long(-1)]), null],
  ],
  shiftRight: [
    [call('shiftRight', [long(16), long(2)]), 4],
    [call('shiftRight', [long(-5), long(1)]), -3],
    [call('shiftRight', [long(1), long(-1)]), null],
  ],
  bitCount: [[call('bitCount', [long(42)]), 3]],
  hexText: [
    [call('hexText', [long(256)]), '100'],
    [call('hexText', [long(-256)]), 'ffffffffffffff00'],
    [call('hexText', [int(-256)]), 'ffffff00'],
  ],
  sin: [[call('sin', [real(1)]), 0.8414709848078965]],
  hyperbolicSine: [[call('hyperbolicSine', [real(1)]), 1.1752011936438014]],
  hyperbolicCosine: [[call('hyperbolicCosine', [real(1)]), 1.5430806348152437]],
  hyperbolicTangent: [[call('hyperbolicTangent', [real(1)]), 0.7615941559557649]],
  areaSine: [[call('areaSine', [real(1)]), 0.881373587019543]],
  areaCosine: [
    [call('areaCosine', [real(2)]), 1.3169578969248166],
    [call('isNan', [call('areaCosine', [real(0.5)])]), true],
  ],
  areaTangent: [
    [call('areaTangent', [real(0.5)]), 0.5493061443340548],
    [call('isNan', [call('areaTangent', [real(2)])]), true],
  ],
  cos: [[call('cos', [real(1)]), 0.5403023058681398]],
  tan: [[call('tan', [real(0)]), 0]],
  arcsine: [
    [call('arcsine', [real(0)]), 0],
    [call('arcsine', [real(2)]), 'NaN'],
  ],
  arccosine: [[call('arccosine', [real(1)]), 0]],
  arctangent: [[call('arctangent', [real(0)]), 0]],
  arctangent2: [[call('arctangent2', [real(0), real(1)]), 0]],
  gamma: [[call('gamma', [real(5)]), 24]],
  logGamma: [[call('logGamma', [real(1)]), 0]],
  isNan: [
    [call('isNan', [literal('real', 'NaN')]), true],
    [call('isNan', [nullOf('real')]), false],
  ],
  isInfinite: [[call('isInfinite', [literal('real', 'Infinity')]), true]],
  random: [[call('lt', [call('random', []), real(1)]), true]],
};
