import { call, literal } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantElements } from '../expressions/constants.js';
import { constantRank } from './aggregate-entry.js';
import { supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

/** How many values a set has, or several have in common; `sets` are what hll() left. */
export function commonOf(sets: readonly Expression[]): Expression {
  return call('setCommon', [call('makeArray', sets.map(dynamicOf))]);
}

/** The value of a digest at a rank from 0 to 100. */
export function percentileOf(digest: Expression, rank: number): Expression {
  return call('digestPercentile', [digest, literal('real', rank)]);
}

/** Ranks written one by one or as one constant array; undefined where one is no constant from 0 to 100. */
export function ranksOf(written: readonly Expression[]): readonly number[] | undefined {
  const [first] = written;
  const listed = first === undefined || written.length > 1 ? undefined : constantElements(first);
  const ranks = (listed ?? written).map((rank) => constantRank(rank));
  return ranks.includes(undefined) ? undefined : ranks.flatMap((rank) => rank ?? []);
}

function dynamicOf(value: Expression): Expression {
  return convert(value, 'dynamic');
}

const merged = (fn: 'setMerge' | 'digestMerge', page: string): FunctionEntry =>
  supported(page, ({ args }) => call(fn, [call('makeArray', args.map(dynamicOf))]));

const mergeDigests = merged('digestMerge', 'merge-tdigest-function');

function percentileOfDigest(item: FunctionCall): Expression {
  const rank = constantRank(item.arg(1));
  if (rank === undefined) return item.notConstant('The rank of percentile_tdigest');
  const value = percentileOf(dynamicOf(item.arg(0)), rank);
  return item.args.length > 2 ? convert(value, item.type) : value;
}

function percentilesOfDigest(item: FunctionCall): Expression {
  const ranks = ranksOf(item.args.slice(1));
  if (ranks === undefined) return item.notConstant('A rank of percentiles_array_tdigest');
  const digest = dynamicOf(item.arg(0));
  return call(
    'makeArray',
    ranks.map((rank) => percentileOf(digest, rank)),
  );
}

function rankOf({ arg }: FunctionCall): Expression {
  return call('digestRank', [dynamicOf(arg(0)), dynamicOf(arg(1))]);
}

/** https://learn.microsoft.com/kusto/query/using-hll-tdigest */
export const sketchFunctions: FunctionFamily = {
  dcount_hll: supported('dcount-hll-function', ({ arg }) => commonOf([arg(0)])),
  hll_merge: merged('setMerge', 'hll-merge-function'),
  tdigest_merge: mergeDigests,
  merge_tdigest: mergeDigests,
  percentile_tdigest: supported('percentile-tdigest-function', percentileOfDigest),
  percentiles_array_tdigest: supported('percentiles-array-tdigest-function', percentilesOfDigest),
  rank_tdigest: supported('rank-tdigest-function', rankOf),
  percentrank_tdigest: supported('percentrank-tdigest-function', (item) => {
    const share = call('divide', [rankOf(item), call('digestWeight', [dynamicOf(item.arg(0))])], 'real');
    return call('multiply', [share, literal('real', 100)], 'real');
  }),
};
