import { scripted } from '../scripted-function.js';
import { isList, isNumberLeaf, leafJson, parseExact } from './exact-json.js';
import type { ExactJson } from './exact-json.js';

/** A value of a digest: its leaf, what it is ordered by, and its weight. */
interface Weighted {
  readonly leaf: string;
  readonly key: bigint | number | string;
  readonly weight: number;
}

/** What Kusto writes before the values of a digest. */
const HEAD = '[7]';

const TIMESPAN = /^(-?)(?:(\d+)\.)?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/;

/** Whole numbers and durations are ordered exactly, instants by their text, which is as long for each. */
function keyOf(leaf: string): Weighted['key'] {
  const written = leaf.slice(1);
  if (isNumberLeaf(leaf)) return /^-?\d+$/.test(written) ? BigInt(written) : Number(written);
  const parts = TIMESPAN.exec(written);
  if (parts === null) return written;
  const [, sign, days = '0', hours, minutes, seconds, fraction = ''] = parts;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const ticks = BigInt(whole) * 10_000_000n + BigInt(fraction.padEnd(7, '0'));
  return sign === '-' ? -ticks : ticks;
}

/** Instants behind numbers and durations: a digest holds only one of them. */
function compare(one: Weighted['key'], other: Weighted['key']): number {
  const [isText, otherIsText] = [typeof one === 'string', typeof other === 'string'];
  if (isText !== otherIsText) return isText ? 1 : -1;
  return one < other ? -1 : one > other ? 1 : 0;
}

function weighted(value: ExactJson | undefined, weight: ExactJson | undefined): readonly Weighted[] {
  if (typeof value !== 'string' || weight === undefined || !isNumberLeaf(weight)) return [];
  const amount = Number(weight.slice(1));
  return amount > 0 ? [{ leaf: value, key: keyOf(value), weight: amount }] : [];
}

/** In order, equal values as one. */
function gathered(values: readonly Weighted[]): readonly Weighted[] {
  const sorted = values.toSorted((one, other) => compare(one.key, other.key));
  const merged: Weighted[] = [];
  for (const item of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && compare(last.key, item.key) === 0) {
      merged[merged.length - 1] = { ...last, weight: last.weight + item.weight };
    } else merged.push(item);
  }
  return merged;
}

/** The values of a digest in order; undefined for what is none. */
function valuesOf(digest: ExactJson): readonly Weighted[] | undefined {
  if (!isList(digest)) return undefined;
  const [, values, weights] = digest;
  if (!isList(values) || !isList(weights)) return undefined;
  return gathered(values.flatMap((value, index) => weighted(value, weights[index])));
}

function digestText(values: readonly Weighted[]): string | null {
  if (values.length === 0) return null;
  const leaves = values.map(({ leaf }) => leafJson(leaf)).join(',');
  return `[${HEAD},[${leaves}],[${values.map(({ weight }) => weight).join(',')}]]`;
}

function weightOf(values: readonly Weighted[]): number {
  return values.reduce((sum, { weight }) => sum + weight, 0);
}

function arrayOf(json: string): readonly ExactJson[] {
  const parsed = parseExact(json);
  return isList(parsed) ? parsed : [];
}

/**
 * Digests as JSON text, in and out: their numbers may have more digits than JavaScript holds.
 * https://learn.microsoft.com/kusto/query/tdigest-aggregation-function
 */
export const digests = [
  scripted('digestOf', ['text'], 'text', (pairs) => {
    const values = arrayOf(pairs).flatMap((pair) => (isList(pair) ? weighted(pair[0], pair[1]) : []));
    return digestText(gathered(values));
  }),
  scripted('digestMerge', ['text'], 'text', (given) =>
    digestText(gathered(arrayOf(given).flatMap((digest) => valuesOf(digest) ?? []))),
  ),
  scripted('digestPercentile', ['text', 'real'], 'text', (digest, percent) => {
    const values = valuesOf(parseExact(digest)) ?? [];
    const wanted = (percent / 100) * weightOf(values);
    let below = 0;
    for (const { leaf, weight } of values) {
      below += weight;
      if (below >= wanted) return leafJson(leaf);
    }
    const last = values.at(-1);
    return last === undefined ? null : leafJson(last.leaf);
  }),
  scripted('digestRank', ['text', 'text'], 'real', (digest, value) => {
    const values = valuesOf(parseExact(digest));
    const leaf = parseExact(value);
    if (values === undefined || typeof leaf !== 'string') return null;
    const key = keyOf(leaf);
    return weightOf(values.filter((item) => compare(item.key, key) <= 0));
  }),
  scripted('digestWeight', ['text'], 'real', (digest) => {
    const values = valuesOf(parseExact(digest));
    return values === undefined ? null : weightOf(values);
  }),
];
