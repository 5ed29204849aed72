import { BlockList, isIP } from 'node:net';

/** Which addresses are meant, and how many texts were neither an address nor a network. */
export interface Networks {
  readonly hold: (address: string) => boolean;
  readonly size: number;
  readonly bad: number;
}

/** Addresses and CIDR networks of both families; an IPv4 address that is written as IPv6 is the same address. */
export function networksOf(texts: Iterable<string>): Networks {
  const list = new BlockList();
  let [size, bad] = [0, 0];
  for (const text of texts) {
    const network = networkOf(text);
    if (network === undefined) bad += 1;
    else {
      list.addSubnet(network.address, network.bits, network.family);
      size += 1;
    }
  }
  return {
    hold: (address) => {
      const version = isIP(address);
      return version !== 0 && list.check(address, familyOf(version));
    },
    size,
    bad,
  };
}

/** Whether a text is an address or a CIDR network. */
export function isNetwork(text: string): boolean {
  return networkOf(text) !== undefined;
}

/** The address in what logs write of one: `[2001:db8::1]:443`, `192.0.2.7:1024`; anything else as it is. */
export function bareAddress(text: string): string {
  const bracketed = /^\[(?<address>[^\]]+)\](?::\d+)?$/.exec(text)?.groups?.['address'];
  return bracketed ?? /^(?<address>\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.groups?.['address'] ?? text;
}

interface Network {
  readonly address: string;
  readonly bits: number;
  readonly family: 'ipv4' | 'ipv6';
}

function networkOf(text: string): Network | undefined {
  const [address = '', length, ...more] = text.trim().split('/');
  const version = isIP(address);
  const widest = version === 4 ? 32 : 128;
  if (version === 0 || more.length > 0) return undefined;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const bits = length === undefined ? widest : Number(length);
  return bits > widest ? undefined : { address, bits, family: familyOf(version) };
}

function familyOf(version: number): 'ipv4' | 'ipv6' {
  return version === 4 ? 'ipv4' : 'ipv6';
}
