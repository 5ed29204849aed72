import { isIP } from 'node:net';

/** A value of a database. */
export type Value = string | number | { readonly [key: string]: Value } | readonly Value[];

/**
 * Writes a database in MaxMind's format (https://maxmind.github.io/MaxMind-DB/): a binary tree over 128 bits in records
 * of 32, IPv4 below ::/96, then the values.
 */
export function writeMmdb(networks: Readonly<Record<string, Value>>, databaseType: string): Buffer {
  const nodes: (number | { readonly value: number } | undefined)[][] = [[undefined, undefined]];
  const data: Buffer[] = [];
  let size = 0;
  for (const [network, value] of Object.entries(networks)) {
    const encoded = encode(value);
    let node = 0;
    const bits = bitsOf(network);
    bits.forEach((bit, index) => {
      const pair = nodes[node];
      if (pair === undefined) throw new Error('a node is missing');
      if (index === bits.length - 1) {
        pair[bit] = { value: size };
        return;
      }
      const next = pair[bit];
      if (typeof next === 'number') node = next;
      else {
        nodes.push([undefined, undefined]);
        pair[bit] = nodes.length - 1;
        node = nodes.length - 1;
      }
    });
    data.push(encoded);
    size += encoded.length;
  }
  const tree = Buffer.alloc(nodes.length * 8);
  nodes.forEach((pair, index) => {
    pair.forEach((record, side) => {
      const number =
        record === undefined
          ? nodes.length
          : typeof record === 'number'
            ? record
            : nodes.length + 16 + record.value;
      tree.writeUInt32BE(number, index * 8 + side * 4);
    });
  });
  const metadata = encode({
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: 1_772_323_200,
    database_type: databaseType,
    description: { en: 'composed' },
    ip_version: 6,
    languages: ['en'],
    node_count: nodes.length,
    record_size: 32,
  });
  const marker = Buffer.from([0xab, 0xcd, 0xef, ...Buffer.from('MaxMind.com')]);
  return Buffer.concat([tree, Buffer.alloc(16), ...data, marker, metadata]);
}

function bitsOf(network: string): readonly number[] {
  const [address = '', prefix] = network.split('/');
  const isV4 = isIP(address) === 4;
  const bytes = isV4
    ? [...Array.from({ length: 12 }, () => 0), ...address.split('.').map(Number)]
    : groupsOf(address).flatMap((group) => [group >> 8, group & 255]);
  const bits = bytes.flatMap((byte) => Array.from({ length: 8 }, (_, index) => (byte >> (7 - index)) & 1));
  return bits.slice(0, (isV4 ? 96 : 0) + Number(prefix ?? (isV4 ? 32 : 128)));
}

function groupsOf(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const groups = (half: string): number[] =>
    half === '' ? [] : half.split(':').map((group) => parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const gap = Array.from({ length: 8 - before.length - after.length }, () => 0);
  return [...before, ...gap, ...after];
}

const TYPES = { string: 2, double: 3, uint32: 6, map: 7, array: 11 } as const;

function encode(value: Value): Buffer {
  if (typeof value === 'string') {
    const text = Buffer.from(value, 'utf8');
    return Buffer.concat([control(TYPES.string, text.length), text]);
  }
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value >= 0) {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(value);
      return Buffer.concat([control(TYPES.uint32, 4), bytes]);
    }
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleBE(value);
    return Buffer.concat([control(TYPES.double, 8), bytes]);
  }
  if (Array.isArray(value)) return Buffer.concat([control(TYPES.array, value.length), ...value.map(encode)]);
  const entries = Object.entries(value as Readonly<Record<string, Value>>);
  return Buffer.concat([
    control(TYPES.map, entries.length),
    ...entries.flatMap(([key, item]) => [encode(key), encode(item)]),
  ]);
}

/** The type, and the size where it is below 29 or (one byte more) below 285. Types above 7 stand in a byte of their own. */
function control(type: number, size: number): Buffer {
  const bits = size < 29 ? size : 29;
  const more = size < 29 ? [] : [size - 29];
  return type > 7 ? Buffer.from([bits, type - 7, ...more]) : Buffer.from([(type << 5) | bits, ...more]);
}
