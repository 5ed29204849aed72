import { scripted } from '../scripted-function.js';
import type { Json } from '../scripted-function.js';

/** A set as it is asked: its parameters as text, and its hashes. */
interface SetSketch {
  readonly head: readonly Json[];
  readonly hashes: readonly Json[];
}

/** The set of a JSON value; undefined for what is none. Throws for one that only holds an estimate. */
function setOf(value: Json): SetSketch | undefined {
  if (!Array.isArray(value)) return undefined;
  const [head, hashes, registers] = value as readonly Json[];
  if (!Array.isArray(head) || !Array.isArray(hashes)) return undefined;
  if (Array.isArray(registers) && registers.length > 0) {
    throw new Error('A sketch of hll() with registers was made by Kusto and holds no values to count.');
  }
  return { head: head as readonly Json[], hashes: hashes as readonly Json[] };
}

/** The sets of an array. Kusto merges only what was counted with the same accuracy. */
function setsOf(given: Json): readonly (SetSketch | undefined)[] {
  const sets = Array.isArray(given) ? (given as readonly Json[]).map(setOf) : [];
  const bits = new Set(sets.flatMap((item) => (item === undefined ? [] : [item.head[1]])));
  if (bits.size > 1)
    throw new Error('Sketches of hll() with different accuracies cannot be merged: give all the same.');
  return sets;
}

/** https://learn.microsoft.com/kusto/query/hll-aggregation-function */
export const sets = [
  scripted('setMerge', ['json'], 'json', (given) => {
    const known = setsOf(given).filter((item) => item !== undefined);
    const [first] = known;
    if (first === undefined) return null;
    return [[...first.head], [...new Set(known.flatMap(({ hashes }) => hashes))], []];
  }),
  scripted('setCommon', ['json'], 'long', (given) => {
    const [first, ...rest] = setsOf(given);
    if (first === undefined || rest.includes(undefined)) return null;
    const others = rest.map((item) => new Set(item?.hashes));
    const common = [...new Set(first.hashes)].filter((hash) => others.every((other) => other.has(hash)));
    return BigInt(common.length);
  }),
];
