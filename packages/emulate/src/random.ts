/** Seeded source of choices: the same seed always gives the same sequence, on every platform. */
export interface Random {
  /** A number in [0, 1). */
  readonly next: () => number;
  /** A whole number in [0, below). */
  readonly integer: (below: number) => number;
  /** True with the given probability. */
  readonly chance: (probability: number) => boolean;
  /** One of the items; the list must not be empty. */
  readonly pick: <T>(items: readonly T[]) => T;
  /** A version-4 GUID in lower case. */
  readonly guid: () => string;
  /** An independent sequence named by the label; taking it does not move this one. */
  readonly fork: (label: string) => Random;
}

/** A generator for the seed (sfc32 started from a hash of the seed's text). */
export function createRandom(seed: string | number): Random {
  const name = String(seed);
  let [a, b, c, counter] = hash128(name);
  const word = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  // The first outputs still resemble the seed words; a dozen rounds mix them.
  for (let round = 0; round < 12; round++) word();

  const next = (): number => word() / 4294967296;
  const integer = (below: number): number => Math.floor(next() * below);
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => {
      const item = items[integer(items.length)];
      if (item === undefined) throw new Error('pick() needs at least one item');
      return item;
    },
    guid: () => {
      const w0 = word();
      const w1 = word();
      const w2 = word();
      const w3 = word();
      return (
        HEX[w0 >>> 24]! +
        HEX[(w0 >>> 16) & 255]! +
        HEX[(w0 >>> 8) & 255]! +
        HEX[w0 & 255]! +
        '-' +
        HEX[w1 >>> 24]! +
        HEX[(w1 >>> 16) & 255]! +
        '-' +
        HEX[((w1 >>> 8) & 15) | 64]! +
        HEX[w1 & 255]! +
        '-' +
        HEX[((w2 >>> 24) & 63) | 128]! +
        HEX[(w2 >>> 16) & 255]! +
        '-' +
        HEX[(w2 >>> 8) & 255]! +
        HEX[w2 & 255]! +
        HEX[w3 >>> 24]! +
        HEX[(w3 >>> 16) & 255]! +
        HEX[(w3 >>> 8) & 255]! +
        HEX[w3 & 255]!
      );
    },
    fork: (label) => createRandom(`${name}/${label}`),
  };
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Four 32-bit words from text (MurmurHash3's finaliser over FNV-1a, one start value each). */
function hash128(text: string): [number, number, number, number] {
  const word = (start: number): number => {
    let hash = start | 0;
    for (let index = 0; index < text.length; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return hash ^ (hash >>> 16);
  };
  return [word(0x811c9dc5), word(0x9e3779b9), word(0x7f4a7c15), word(0x2545f491)];
}
