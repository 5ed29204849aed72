import { family, strict } from './signature.js';

/** Addresses. */
export const network = family({
  normaliseAddress: strict(
    ['string'],
    'string',
    'The bare address of the spellings logs use (port, brackets, IPv4 mapped into IPv6); other text unchanged. See the log-format reference, section 1.',
  ),
  addressInNetwork: strict(
    ['string', 'string'],
    'bool',
    'The address lies in the CIDR network (a literal), IPv4 or IPv6; false when it is no address.',
  ),
  hasAddress: strict(
    ['string', 'string'],
    'bool',
    'The second is an IPv4 address and stands in the first, with neither letter, digit nor dot beside it.',
  ),
  hasAddressPrefix: strict(
    ['string', 'string'],
    'bool',
    'The second is an IPv4 address or the beginning of one that ends in a dot, and an address that begins with it stands in the first as hasAddress wants.',
  ),
  addressNumber: strict(
    ['string'],
    'long',
    'The number of an IPv4 address; with a prefix (`10.1.2.3/24`) that of its network. Null of anything else.',
  ),
  networksBetween: strict(
    ['long', 'long'],
    'dynamic',
    'JSON array of the fewest IPv4 networks that hold just the addresses from one number to the other; null when the first is greater.',
  ),
  addressLiesIn: strict(
    ['string', 'string'],
    'bool',
    'addressLiesIn(address, network): as addressInNetwork, in a network that is only known per row; false when either is none.',
  ),
  addressKey: strict(
    ['string'],
    'string',
    'An address in eight groups of four hexadecimal digits, which sort as addresses do (IPv4 is mapped into IPv6); null of anything else, networks included.',
  ),
  addressText: strict(
    ['string', 'long'],
    'string',
    'addressText(address, prefix): the network of an IPv6 address (IPv4 is mapped into it, its prefix counts from bit 96) in eight groups of four digits; the shorter of the address’s own prefix and the second counts. Null of anything else.',
  ),
});
