import { and, bool, call, lambda, literal, long, not, or, text, variable } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantElements, constantText } from '../expressions/constants.js';
import { present } from '../text.js';
import { supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

const CIDR = /^[0-9A-Fa-f:.]+(\/\d{1,3})?$/;
const ALL_BITS = long(4294967295);

/** The arguments after the address: constants, and arrays or texts that are only known per row. */
interface Networks {
  readonly constants: readonly string[];
  readonly texts: readonly Expression[];
  readonly arrays: readonly Expression[];
}

function networksOf(given: readonly Expression[]): Networks {
  const constants: string[] = [];
  const texts: Expression[] = [];
  const arrays: Expression[] = [];
  for (const argument of given) {
    const listed = constantElements(argument);
    const one = constantText(argument);
    if (listed !== undefined) constants.push(...listed.map((item) => constantText(item) ?? ''));
    else if (one !== undefined) constants.push(one);
    else if (argument.type === 'dynamic') arrays.push(argument);
    else texts.push(convert(argument, 'string'));
  }
  return { constants, texts, arrays };
}

/** A range test for the address against several networks; what is no network holds no address. */
function inRanges(isIn: (address: Expression, network: Expression) => Expression) {
  return (item: FunctionCall): Expression => {
    const address = convert(item.arg(0), 'string');
    const { constants, texts, arrays } = networksOf(item.args.slice(1));
    const network = variable('network', 'string');
    return or(
      ...constants
        .filter((one) => CIDR.test(one))
        .map((one) => call('addressInNetwork', [address, text(one)])),
      ...texts.map((one) => call('isTrue', [isIn(address, one)])),
      ...arrays.map((array) =>
        call('mvAny', [call('mvFromJson', [array]), lambda('network', isIn(address, network))]),
      ),
    );
  };
}

function among(address: Expression, networks: readonly string[]): Expression {
  return or(...networks.map((network) => call('addressInNetwork', [address, text(network)])));
}

/** The length of the prefix behind a slash; that of a whole address without one. */
export function prefixOf(address: Expression, whole: number): Expression {
  const written = call('toLong', [call('regexExtract', [address, text('/(\\d+)$'), long(1)])]);
  return call('coalesce', [written, long(whole)]);
}

/** The number of the network of an IPv4 address. */
function masked(address: Expression, prefix: Expression): Expression {
  return maskedNumber(call('addressNumber', [address]), prefix);
}

function maskedNumber(number: Expression, prefix: Expression): Expression {
  const host = call('subtract', [long(32), prefix], 'long');
  return call('bitAnd', [number, call('bitAnd', [call('shiftLeft', [ALL_BITS, host]), ALL_BITS])]);
}

function isInIpv4(address: Expression, network: Expression): Expression {
  return call('eq', [masked(address, prefixOf(network, 32)), call('addressNumber', [network])]);
}

export function isInIpv6(address: Expression, network: Expression): Expression {
  const offset = call('if', [call('contains', [network, text('.')]), long(96), long(0)]);
  const prefix = call('add', [prefixOf(network, 128), offset], 'long');
  return call('eq', [call('addressText', [address, prefix]), call('addressText', [network, long(128)])]);
}

function shortest(prefixes: readonly Expression[]): Expression {
  return call('least', prefixes);
}

/** Both addresses as numbers of their networks, by the shortest of all prefixes. */
function ipv4Pair(item: FunctionCall): readonly [Expression, Expression] {
  const [one, other] = [convert(item.arg(0), 'string'), convert(item.arg(1), 'string')];
  const third = item.args[2];
  const given = third === undefined ? [] : [convert(third, 'long')];
  const prefix = shortest([prefixOf(one, 32), prefixOf(other, 32), ...given]);
  return [masked(one, prefix), masked(other, prefix)];
}

/** IPv4 addresses are compared as IPv6 ones; a prefix of theirs, and one given for two of them, counts from bit 96. */
function ipv6Pair(item: FunctionCall): readonly [Expression, Expression] {
  const [one, other] = [convert(item.arg(0), 'string'), convert(item.arg(1), 'string')];
  const third = item.args[2];
  const bare = (address: Expression): Expression => not(call('contains', [address, text(':')]));
  const shifted = (prefix: Expression, when: Expression): Expression =>
    call('add', [prefix, call('if', [when, long(96), long(0)])], 'long');
  const own = (address: Expression): Expression => {
    const written = call('toLong', [call('regexExtract', [address, text('/(\\d+)$'), long(1)])]);
    return call('coalesce', [shifted(written, bare(address)), long(128)]);
  };
  const given = third === undefined ? [] : [shifted(convert(third, 'long'), and(bare(one), bare(other)))];
  const prefix = shortest([own(one), own(other), ...given]);
  return [call('addressText', [one, prefix]), call('addressText', [other, prefix])];
}

/** -1, 0 or 1 as the first is less than, equal to or greater than the second. */
function order([one, other]: readonly [Expression, Expression]): Expression {
  return call('case', [
    call('lt', [one, other]),
    long(-1),
    call('gt', [one, other]),
    long(1),
    call('eq', [one, other]),
    long(0),
    literal('long', null),
  ]);
}

/** The dotted quad of the network of an IPv4 address given as a number. */
function quad(number: Expression, prefix: Expression): Expression {
  const network = maskedNumber(number, prefix);
  const part = (shift: number): Expression =>
    call('toText', [call('bitAnd', [call('shiftRight', [network, long(shift)]), long(255)])]);
  return call('concat', [part(24), text('.'), part(16), text('.'), part(8), text('.'), part(0)]);
}

function formatted(withMask: boolean) {
  return (item: FunctionCall): Expression => {
    const isText = item.arg(0).type === 'string';
    const first = isText ? item.arg(0) : convert(item.arg(0), 'long');
    const given = item.args[1] === undefined ? long(32) : convert(item.args[1], 'long');
    const prefix = isText ? shortest([prefixOf(first, 32), given]) : given;
    const inside = isText ? [] : [call('ge', [first, long(0)]), call('le', [first, ALL_BITS])];
    const valid = and(call('ge', [given, long(0)]), call('le', [given, long(32)]), ...inside);
    const address = quad(isText ? call('addressNumber', [first]) : first, prefix);
    const shown = withMask ? call('concat', [address, text('/'), call('toText', [prefix])]) : address;
    return present(call('if', [valid, shown, literal('string', null)]));
  };
}

/** IPv4 addresses that stand in the text alone, beside neither a letter nor a digit nor a dot. */
function hasAddresses(source: Expression, addresses: readonly string[], prefix: boolean): Expression {
  const patterns = addresses
    .filter((address) => (prefix ? isPrefix(address) : isIpv4(address)))
    .map((address) => address.replaceAll('.', '\\.') + (prefix ? restOf(address) : ''));
  if (patterns.length === 0) return bool(false);
  const pattern = `(?:^|[^A-Za-z0-9.])(?:${patterns.join('|')})(?:$|[^A-Za-z0-9.])`;
  return call('matchesRegex', [source, text(pattern)]);
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}$`);
const PREFIX = new RegExp(`^(?:${OCTET}\\.){1,3}$`);

function isIpv4(address: string): boolean {
  return IPV4.test(address);
}

/** A prefix ends with a dot, or is a whole address. */
function isPrefix(address: string): boolean {
  return PREFIX.test(address) || isIpv4(address);
}

function restOf(prefix: string): string {
  const missing = 4 - prefix.split('.').filter((part) => part !== '').length;
  return Array.from({ length: missing }, () => OCTET).join('\\.');
}

function searched(page: string, prefix: boolean): FunctionEntry {
  return supported(page, (item) => {
    const source = convert(item.arg(0), 'string');
    const { constants, texts, arrays } = networksOf(item.args.slice(1));
    const found = (address: Expression): Expression =>
      call('isTrue', [call(prefix ? 'hasAddressPrefix' : 'hasAddress', [source, address])]);
    return or(
      ...(constants.length === 0 ? [] : [hasAddresses(source, constants, prefix)]),
      ...texts.map(found),
      ...arrays.map((array) =>
        call('mvAny', [call('mvFromJson', [array]), lambda('network', found(variable('network', 'string')))]),
      ),
    );
  });
}

const ipv4Ranges = inRanges(isInIpv4);
const ipv6Ranges = inRanges(isInIpv6);

/** https://learn.microsoft.com/kusto/query/scalar-functions#ipv4ipv6-functions */
export const networkFunctions: FunctionFamily = {
  ipv4_is_in_range: supported('ipv4-is-in-range-function', ipv4Ranges),
  ipv4_is_in_any_range: supported('ipv4-is-in-any-range-function', ipv4Ranges),
  ipv6_is_in_range: supported('ipv6-is-in-range-function', ipv6Ranges),
  ipv6_is_in_any_range: supported('ipv6-is-in-any-range-function', ipv6Ranges),
  ipv4_compare: supported('ipv4-compare-function', (item) => order(ipv4Pair(item))),
  ipv4_is_match: supported('ipv4-is-match-function', (item) => call('eq', ipv4Pair(item))),
  ipv6_compare: supported('ipv6-compare-function', (item) => order(ipv6Pair(item))),
  ipv6_is_match: supported('ipv6-is-match-function', (item) => call('eq', ipv6Pair(item))),
  ipv4_netmask_suffix: supported('ipv4-netmask-suffix-function', ({ arg }) => {
    const address = convert(arg(0), 'string');
    const valid = not(call('isNull', [call('addressNumber', [address])]));
    return call('if', [valid, prefixOf(address, 32), literal('long', null)]);
  }),
  format_ipv4: supported('format-ipv4-function', formatted(false)),
  format_ipv4_mask: supported('format-ipv4-mask-function', formatted(true)),
  parse_ipv4_mask: supported('parse-ipv4-mask-function', ({ arg }) => {
    const address = convert(arg(0), 'string');
    return masked(address, shortest([prefixOf(address, 32), convert(arg(1), 'long')]));
  }),
  parse_ipv6: supported('parse-ipv6-function', ({ arg }) =>
    present(call('addressText', [convert(arg(0), 'string'), long(128)])),
  ),
  parse_ipv6_mask: supported('parse-ipv6-mask-function', ({ arg }) =>
    present(call('addressText', [convert(arg(0), 'string'), convert(arg(1), 'long')])),
  ),
  ipv4_is_private: supported('ipv4-is-private-function', ({ arg }) => {
    const address = convert(arg(0), 'string');
    const bare = call('coalesce', [
      call('regexExtract', [address, text('^([^/]*)'), { kind: 'literal', type: 'long', value: 1 }]),
      text(''),
    ]);
    return call('if', [
      not(call('isNull', [call('addressNumber', [address])])),
      among(bare, ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']),
      { kind: 'literal', type: 'bool', value: null },
    ]);
  }),
  ipv4_range_to_cidr_list: supported('ipv4-range-to-cidr-list-function', ({ arg }) =>
    call('networksBetween', [
      call('addressNumber', [convert(arg(0), 'string')]),
      call('addressNumber', [convert(arg(1), 'string')]),
    ]),
  ),
  parse_ipv4: supported('parse-ipv4-function', ({ arg }) =>
    call('addressNumber', [convert(arg(0), 'string')]),
  ),
  has_ipv4: searched('has-ipv4-function', false),
  has_any_ipv4: searched('has-any-ipv4-function', false),
  has_ipv4_prefix: searched('has-ipv4-prefix-function', true),
  has_any_ipv4_prefix: searched('has-any-ipv4-prefix-function', true),
};
