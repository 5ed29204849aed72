import { call, not, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantElements, constantText } from '../expressions/constants.js';
import { partial, supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

const CIDR = /^[0-9A-Fa-f:.]+(\/\d{1,3})?$/;

/** Networks must be known when the rule is compiled. */
function networksOf(item: FunctionCall): readonly string[] | undefined {
  const networks = item.args.slice(1).flatMap((argument): readonly (string | undefined)[] => {
    const listed = constantElements(argument);
    return listed === undefined ? [constantText(argument)] : listed.map(constantText);
  });
  const known = networks.filter((network) => network !== undefined && CIDR.test(network));
  return known.length === networks.length ? known.map(String) : undefined;
}

function inRange(item: FunctionCall): Expression {
  const networks = networksOf(item);
  if (networks === undefined) return item.notConstant(`The networks of ${item.name}`);
  return among(convert(item.arg(0), 'string'), networks);
}

function among(address: Expression, networks: readonly string[]): Expression {
  return or(...networks.map((network) => call('addressInNetwork', [address, text(network)])));
}

/** An IPv4 address as a whole term of the text, not beside a digit or a dot. */
function hasIpv4(
  item: FunctionCall,
  addresses: readonly (string | undefined)[],
  prefix: boolean,
): Expression {
  const known = addresses.filter((address) => address !== undefined);
  if (known.length !== addresses.length) return item.notConstant(`The addresses of ${item.name}`);
  const patterns = known
    .filter((address) => (prefix ? isPrefix(address) : isIpv4(address)))
    .map((address) => address.replaceAll('.', '\\.') + (prefix ? restOf(address) : ''));
  if (patterns.length === 0) return { kind: 'literal', type: 'bool', value: false };
  const pattern = `(?:^|[^A-Za-z0-9.])(?:${patterns.join('|')})(?:$|[^A-Za-z0-9.])`;
  return call('matchesRegex', [convert(item.arg(0), 'string'), text(pattern)]);
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
  return partial(page, 'the addresses must be constants', (item) =>
    hasIpv4(
      item,
      item.args.slice(1).flatMap((argument): readonly (string | undefined)[] => {
        const listed = constantElements(argument);
        return listed === undefined ? [constantText(argument)] : listed.map(constantText);
      }),
      prefix,
    ),
  );
}

const ranges = partial('ipv4-is-in-range-function', 'the networks must be constants', inRange);

/** https://learn.microsoft.com/kusto/query/scalar-functions#ipv4ipv6-functions */
export const networkFunctions: FunctionFamily = {
  ipv4_is_in_range: ranges,
  ipv4_is_in_any_range: { ...ranges, page: 'ipv4-is-in-any-range-function' },
  ipv6_is_in_range: { ...ranges, page: 'ipv6-is-in-range-function' },
  ipv6_is_in_any_range: { ...ranges, page: 'ipv6-is-in-any-range-function' },
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
  parse_ipv4: supported('parse-ipv4-function', ({ arg }) =>
    call('addressNumber', [convert(arg(0), 'string')]),
  ),
  has_ipv4: searched('has-ipv4-function', false),
  has_any_ipv4: searched('has-any-ipv4-function', false),
  has_ipv4_prefix: searched('has-ipv4-prefix-function', true),
  has_any_ipv4_prefix: searched('has-any-ipv4-prefix-function', true),
};
