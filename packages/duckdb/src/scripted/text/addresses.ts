import { BlockList, isIP } from 'node:net';
import { scripted } from '../scripted-function.js';

/** The fewest networks that hold just the addresses from one number to another. */
function networks(first: number, last: number): readonly string[] {
  const found: string[] = [];
  let at = first;
  while (at <= last) {
    let size = at === 0 ? 2 ** 32 : at & -at;
    if (size < 0) size += 2 ** 32;
    while (at + size - 1 > last) size /= 2;
    found.push(`${dotted(at)}/${32 - Math.log2(size)}`);
    at += size;
  }
  return found;
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** A network as a list of addresses; undefined for a text that is none. */
function networkOf(text: string): BlockList | undefined {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(text.trim()) ?? [];
  const version = isIP(address);
  const prefix = Number(bits);
  if (version === 0 || prefix > (version === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6');
  return list;
}

/** Rows name few networks, one after the other. */
const known = new Map<string, BlockList | undefined>();
const MOST_KNOWN = 1000;

function liesIn(address: string, network: string): boolean {
  if (!known.has(network)) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(network, networkOf(network));
  }
  const version = isIP(address.trim());
  if (version === 0) return false;
  return known.get(network)?.check(address.trim(), version === 4 ? 'ipv4' : 'ipv6') ?? false;
}

export const addresses = [
  scripted('addressLiesIn', ['text', 'text'], 'bool', liesIn),
  scripted('networksBetween', ['long', 'long'], 'json', (first, last) =>
    first > last ? null : networks(Number(first), Number(last)),
  ),
];
