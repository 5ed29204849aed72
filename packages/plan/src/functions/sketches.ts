import { family, strict } from './signature.js';

/**
 * Sketches: JSON values that aggregates leave and that others merge and ask. They hold every different value, so what
 * is computed from them is exact.
 *
 * - A set is `[[most, bits], hashes, registers]`: the hashes of its values as texts. `most` and `bits` are Kusto's (how
 *   many hashes it keeps, and the logarithm of its number of registers) and are only compared. There are no registers;
 *   a set that has some was counted elsewhere, and asking it fails.
 * - A digest is `[[7], values, weights]`: the different values, the least first, and how often each was seen.
 */
export const sketches = family({
  setMerge: strict(
    ['dynamic'],
    'dynamic',
    'setMerge(sets): one set of an array of sets; nulls among them are left out, null of nothing else. Fails for sets of different `bits`.',
  ),
  setCommon: strict(
    ['dynamic'],
    'long',
    'setCommon(sets): how many values all sets of an array hold; null when one is none. Fails as setMerge.',
  ),
  digestOf: strict(
    ['dynamic'],
    'dynamic',
    'digestOf(pairs): the digest of an array of [value, weight], values being numbers or texts of datetimes or timespans. Pairs without a value or a weight above zero are left out; null of no others.',
  ),
  digestMerge: strict(
    ['dynamic'],
    'dynamic',
    'digestMerge(digests): one digest of an array of digests; nulls among them are left out, null of nothing else.',
  ),
  digestPercentile: strict(
    ['dynamic', 'real'],
    'dynamic',
    'digestPercentile(digest, p): the least value such that p per cent of the weight lies at or below it; p from 0 to 100.',
  ),
  digestRank: strict(
    ['dynamic', 'dynamic'],
    'real',
    'digestRank(digest, value): the weight of the values at or below a value.',
  ),
  digestWeight: strict(['dynamic'], 'real', 'The weight of all values of a digest.'),
  schemaOf: strict(
    ['dynamic'],
    'dynamic',
    'schemaOf(values): the types that the JSON values of an array have, as Kusto’s buildschema writes them; null of an empty array.',
  ),
});
