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
