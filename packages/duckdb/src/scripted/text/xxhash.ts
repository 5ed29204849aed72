const MASK = (1n << 64n) - 1n;
const PRIMES = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;
const [P1, P2, P3, P4, P5] = PRIMES;

function rotate(value: bigint, by: bigint): bigint {
  return ((value << by) | (value >> (64n - by))) & MASK;
}

function round(lane: bigint, input: bigint): bigint {
  return (rotate((lane + input * P2) & MASK, 31n) * P1) & MASK;
}

function merge(hash: bigint, lane: bigint): bigint {
  return ((hash ^ round(0n, lane)) * P1 + P4) & MASK;
}

/** XXH64 of bytes with seed 0, as a signed number. https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md */
export function xxhash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let hash: bigint = P5;
  if (bytes.length >= 32) {
    let lanes: readonly bigint[] = [(P1 + P2) & MASK, P2, 0n, (MASK + 1n - P1) & MASK];
    for (; at + 32 <= bytes.length; at += 32) {
      const start = at;
      lanes = lanes.map((lane, index) => round(lane, view.getBigUint64(start + 8 * index, true)));
    }
    const turns = [1n, 7n, 12n, 18n];
    hash = lanes.reduce((total, lane, index) => (total + rotate(lane, turns[index] ?? 0n)) & MASK, 0n);
    hash = lanes.reduce(merge, hash);
  }
  hash = (hash + BigInt(bytes.length)) & MASK;
  for (; at + 8 <= bytes.length; at += 8)
    hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK;
  if (at + 4 <= bytes.length) {
    hash = (rotate(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    at += 4;
  }
  for (; at < bytes.length; at += 1)
    hash = (rotate(hash ^ ((BigInt(bytes[at] ?? 0) * P5) & MASK), 11n) * P1) & MASK;
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
  return BigInt.asIntN(64, hash ^ (hash >> 32n));
}
