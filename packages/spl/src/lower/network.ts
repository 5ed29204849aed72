import type { Expression } from '@interloper/plan';
import { and, call, long, text } from '@interloper/plan';

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}/(?:3[0-2]|[12]?\\d)$`);
const IPV6 = /^(?=[^/]*:[^/]*:)(?!.*::.*::)(?!.*:::)[0-9a-f:]+\/(?:12[0-8]|1[01]\d|[1-9]?\d)$/i;

/**
 * True of a network in CIDR notation, which the search command compares addresses with (Search Reference: search, "CIDR
 * matching").
 */
export function isNetwork(value: string): boolean {
  if (IPV4.test(value)) return true;
  if (!IPV6.test(value)) return false;
  const [address = ''] = value.split('/');
  const groups = address.split(':').filter((group) => group !== '');
  const whole = address.includes('::') ? groups.length < 8 : groups.length === 8;
  return (
    whole &&
    groups.every((group) => group.length <= 4) &&
    /^(?:::|[^:])/.test(address) &&
    /(?:::|[^:])$/.test(address)
  );
}

/** True of an address, too, which is the network of itself. */
export function isNetworkOrAddress(value: unknown): boolean {
  return typeof value === 'string' && ['', '/32', '/128'].some((prefix) => isNetwork(`${value}${prefix}`));
}

/** Whether an address lies in a network that is only known per row; false when either is none. */
export function inNetwork(address: Expression, network: Expression): Expression {
  const own = call('toLong', [call('regexExtract', [network, text('/(\\d{1,3})$'), long(1)])]);
  // The bits of an IPv4 network count from bit 96 of the address that holds it.
  const mapped = call('if', [isIpv6(network), own, call('add', [own, long(96)], 'long')]);
  const bits = call('coalesce', [mapped, long(128)]);
  const same = call('eq', [call('addressText', [network, long(128)]), call('addressText', [address, bits])]);
  return call('isTrue', [and(call('eq', [isIpv6(network), isIpv6(address)]), same)]);
}

function isIpv6(address: Expression): Expression {
  return call('contains', [address, text(':')]);
}
