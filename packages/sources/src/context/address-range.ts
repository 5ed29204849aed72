import { isIP } from 'node:net';

/** The first and the last address of a network, as the plan's `addressKey` gives addresses. */
export interface AddressRange {
  readonly first: string;
  readonly last: string;
}

const ALL_BITS = (1n << 128n) - 1n;

/** The addresses of `192.0.2.7`, `192.0.2.0/24`, `2001:db8::/32`; undefined of anything else. Bits behind the prefix do not count. */
export function addressRange(text: string): AddressRange | undefined {
  const [address = '', prefix, ...rest] = text.trim().split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const widest = version === 4 ? 32 : 128;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= widest)) return undefined;
  const host = BigInt(widest - Number(prefix ?? widest));
  const mask = (1n << host) - 1n;
  const number = version === 4 ? mapped(address) : ipv6Number(address);
  const first = number & (ALL_BITS ^ mask);
  return { first: groupsOf(first), last: groupsOf(first | mask) };
}

/** An IPv4 address as the IPv6 address it is mapped to. */
function mapped(address: string): bigint {
  return (0xffffn << 32n) | ipv4Number(address);
}

function ipv4Number(address: string): bigint {
  return address.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function ipv6Number(address: string): bigint {
  const quad = /(?<=:)\d+\.\d+\.\d+\.\d+$/.exec(address)?.[0];
  const tail = quad === undefined ? 0n : ipv4Number(quad);
  const whole =
    quad === undefined
      ? address
      : `${address.slice(0, -quad.length)}${(tail >> 16n).toString(16)}:${(tail & 0xffffn).toString(16)}`;
  const [head = '', rest] = whole.split('::');
  const groups = (half: string): string[] => half.split(':').filter((group) => group !== '');
  const before = groups(head);
  const after = groups(rest ?? '');
  const gap = Array.from({ length: 8 - before.length - after.length }, () => '0');
  return [...before, ...gap, ...after].reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function groupsOf(number: bigint): string {
  return number.toString(16).padStart(32, '0').match(/.{4}/g)?.join(':') ?? '';
}
