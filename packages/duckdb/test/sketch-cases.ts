import { call, literal, real } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import type { Json } from '@interloper/sql';

type Case = readonly [Expression, Json];

const json = (value: string): Expression => literal('dynamic', value);

/** Four values of which one was seen three times. */
const digest = json('[[7],[-1.5,2,10,11],[1,3,1,1]]');
const durations = json('[[7],["-00:00:01","03:00:00","1.00:00:00"],[1,1,1]]');

const set = (bits: number, ...hashes: readonly string[]): string =>
  JSON.stringify([[1024, bits], hashes, []]);

/** Sketches, whose doc comments say all: each is exact. */
export const sketchCases: Partial<Record<FunctionName, readonly Case[]>> = {
  // https://learn.microsoft.com/kusto/query/hll-merge-function
  setMerge: [
    [
      call('setMerge', [json(`[${set(14, '1', '2')},null,${set(14, '3', '2')}]`)]),
      [[1024, 14], ['1', '2', '3'], []],
    ],
    [call('setMerge', [json('[null]')]), null],
    [call('setMerge', [json('[]')]), null],
  ],
  // https://learn.microsoft.com/kusto/query/dcount-intersect-plugin
  setCommon: [
    [call('setCommon', [json(`[${set(14, '1', '2', '3')},${set(14, '3', '4', '1')}]`)]), 2],
    [call('setCommon', [json(`[${set(12, '1', '2', '3')}]`)]), 3],
    [call('setCommon', [json(`[${set(12, '1')},null]`)]), null],
    [call('setCommon', [json('["no sketch"]')]), null],
  ],
  // https://learn.microsoft.com/kusto/query/tdigest-aggregation-function
  digestOf: [
    [call('digestOf', [json('[[3,1],[1,2],[3,4],[null,9],[2,0],[2,-1],[2,null]]')]), [[7], [1, 3], [2, 5]]],
    [
      call('toText', [call('digestOf', [json('[[9007199254740993,1],[9007199254740992,1],[1.0,2]]')])]),
      '[[7],[1.0,9007199254740992,9007199254740993],[2,1,1]]',
    ],
    [
      call('digestOf', [json('[["1.00:00:00",1],["03:00:00",1],["-00:00:01",1]]')]),
      [[7], ['-00:00:01', '03:00:00', '1.00:00:00'], [1, 1, 1]],
    ],
    [call('digestOf', [json('[]')]), null],
  ],
  digestMerge: [
    [
      call('digestMerge', [json('[[[7],[5,1],[1,2]],null,[[7],[5,7],[10,1]]]')]),
      [[7], [1, 5, 7], [2, 11, 1]],
    ],
    [call('digestMerge', [json('[null]')]), null],
  ],
  digestPercentile: [
    [call('digestPercentile', [digest, real(0)]), -1.5],
    [call('digestPercentile', [digest, real(16)]), -1.5],
    [call('digestPercentile', [digest, real(17)]), 2],
    [call('digestPercentile', [digest, real(66)]), 2],
    [call('digestPercentile', [digest, real(67)]), 10],
    [call('digestPercentile', [digest, real(100)]), 11],
    [call('digestPercentile', [durations, real(50)]), '03:00:00'],
    [call('digestPercentile', [json('{"a":1}'), real(50)]), null],
  ],
  // https://learn.microsoft.com/kusto/query/rank-tdigest-function
  digestRank: [
    [call('digestRank', [digest, json('-2')]), 0],
    [call('digestRank', [digest, json('2')]), 4],
    [call('digestRank', [digest, json('10.5')]), 5],
    [call('digestRank', [durations, json('"23:59:59"')]), 2],
    [call('digestRank', [digest, json('[]')]), null],
  ],
  digestWeight: [
    [call('digestWeight', [digest]), 6],
    [call('digestWeight', [json('"none"')]), null],
  ],
  // https://learn.microsoft.com/kusto/query/buildschema-aggregation-function
  schemaOf: [
    [
      call('schemaOf', [json('[{"a":1,"b":null},{"a":2.0,"c":[true]},{"c":[{"d":"x"},[1]]}]')]),
      { a: ['long', 'double'], c: { '`indexer`': ['bool', { d: 'string', '`indexer`': 'long' }] } },
    ],
    [call('schemaOf', [json('["x"]')]), 'string'],
    [call('schemaOf', [json('[{"n1":"s\\"2"}]')]), { n1: 'string' }],
    [call('schemaOf', [json('[]')]), null],
  ],
};
