/**
 * The order in which Kusto lists cells that it collected in a hash set of their names. The recorded answers of the
 * neighbours of geohashes, H3 cells and S2 cells are all in the order of a chained table that has as many buckets as
 * the next of these sizes, hashes by MurmurHash64A, and puts a name before those of its bucket, else before all.
 */
// prettier-ignore
const SIZES = [
  2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 103, 109, 113, 127,
  137, 139, 149, 157, 167, 179, 193, 199, 211, 227, 241, 257, 277, 293, 313, 337, 359, 383, 409, 439, 467, 503, 541,
  577, 619, 661, 709, 761, 823, 887, 953, 1031, 1109, 1193, 1289, 1381, 1493, 1613, 1741, 1879, 2029, 2179, 2357, 2549,
  2753, 2971, 3209, 3469, 3739, 4027, 4349, 4703, 5087, 5503, 5953, 6427, 6949, 7517, 8123, 8783, 9497, 10273, 11113,
  12011, 12983, 14033, 15173, 16411, 17749, 19183, 20753, 22447, 24281, 26267, 28411, 30727, 33223, 35933, 38873, 42043,
  45481, 49201, 53201, 57557, 62233, 67307,
];

const MASK = (1n << 64n) - 1n;
const MULTIPLIER = 0xc6a4a7935bd1e995n;
const SEED = 0xc70f6907n;

function times(a: bigint, b: bigint): bigint {
  return (a * b) & MASK;
}

function mixed(value: bigint): bigint {
  return value ^ (value >> 47n);
}

/** MurmurHash64A. https://github.com/aappleby/smhasher */
function hashOf(name: string): bigint {
  const bytes = Buffer.from(name);
  const whole = bytes.length - (bytes.length % 8);
  let hash = SEED ^ times(BigInt(bytes.length), MULTIPLIER);
  for (let at = 0; at < whole; at += 8) {
    hash = times(hash ^ times(mixed(times(bytes.readBigUInt64LE(at), MULTIPLIER)), MULTIPLIER), MULTIPLIER);
  }
  if (whole < bytes.length) {
    const rest = Array.from(bytes.subarray(whole)).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    hash = times(hash ^ rest, MULTIPLIER);
  }
  return mixed(times(mixed(hash), MULTIPLIER));
}

/** Different names in the order of Kusto's set of them, given the order in which they came. */
export function inSetOrder(names: readonly string[]): readonly string[] {
  const size = BigInt(SIZES.find((prime) => prime >= names.length) ?? 0);
  if (size === 0n) throw new Error(`${names.length} cells are more than a set is known to hold`);
  const buckets = new Map<bigint, string[]>();
  for (const name of new Set(names)) {
    const bucket = hashOf(name) % size;
    const held = buckets.get(bucket);
    if (held === undefined) buckets.set(bucket, [name]);
    else held.unshift(name);
  }
  return Array.from(buckets.values()).toReversed().flat();
}
