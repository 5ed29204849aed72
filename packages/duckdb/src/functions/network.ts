import { scriptedPrinters } from '../scripted/print.js';
import type { FamilyPrinters } from './family.js';
import { argument, constantText } from './family.js';
import { quoteText } from '../text.js';

export const network: FamilyPrinters<'network'> = {
  normaliseAddress: (call) => {
    const value = argument(call, 0);
    // Almost every address is bare: the test for a bracket or a colon behind a dotted quad is what all rows pay.
    const stripped = `regexp_replace(regexp_replace(regexp_replace(trim(${value}), '^\\[([0-9A-Fa-f:.%]+)\\](?::\\d+)?$', '\\1'), '^(\\d+\\.\\d+\\.\\d+\\.\\d+):\\d+$', '\\1'), '^(?i)::ffff:(\\d+\\.\\d+\\.\\d+\\.\\d+)$', '\\1')`;
    return `CASE WHEN contains(${value}, ':') OR contains(${value}, ' ') OR contains(${value}, '[') THEN ${stripped} ELSE ${value} END`;
  },
  addressNumber: (call) => {
    const parts = `string_split(trim(${argument(call, 0)}), '/')`;
    const address = ipv4Number(`${parts}[1]`);
    const prefix = `TRY_CAST(${parts}[2] AS INTEGER)`;
    const size = `CAST(pow(2, 32 - ${prefix}) AS BIGINT)`;
    const masked = `CASE WHEN ${prefix} BETWEEN 0 AND 32 THEN ${address} - ${address} % ${size} END`;
    return `CASE len(${parts}) WHEN 1 THEN ${address} WHEN 2 THEN ${masked} END`;
  },
  // Each value is bound once, by a list of one: what stands in an expression twice is computed twice.
  addressKey: (call) => {
    const address = `lower(trim(${argument(call, 0)}))`;
    const quad = `string_split("→a", '.')`;
    const byte = (index: number): string => `CAST(${quad}[${index}] AS INTEGER)`;
    const mapped = `printf('0000:0000:0000:0000:0000:ffff:%02x%02x:%02x%02x', ${byte(1)}, ${byte(2)}, ${byte(3)}, ${byte(4)})`;
    const last = `string_split(regexp_extract("→a", '[0-9.]+$'), '.')`;
    const word = (index: number): string =>
      `printf('%02x%02x', CAST(${last}[${index}] AS INTEGER), CAST(${last}[${index + 1}] AS INTEGER))`;
    const whole = `CASE WHEN contains("→a", '.') THEN regexp_replace("→a", '[0-9.]+$', '') || ${word(1)} || ':' || ${word(3)} ELSE "→a" END`;
    const groups = (half: string): string =>
      `list_filter(string_split(coalesce(${half}, ''), ':'), lambda "→g": "→g" <> '')`;
    const halves = `list_transform([string_split(${whole}, '::')], lambda "→h": {'n': len("→h"), 'b': ${groups('"→h"[1]')}, 'e': ${groups('"→h"[2]')}})[1]`;
    const fill = `list_transform(range(8 - len("→s".b) - len("→s".e)), lambda "→i": '0')`;
    const text = `array_to_string(list_transform(list_concat(list_concat("→s".b, ${fill}), "→s".e), lambda "→g": lpad("→g", 4, '0')), ':')`;
    const fits = `("→s".n = 1 AND len("→s".b) = 8) OR ("→s".n = 2 AND len("→s".b) + len("→s".e) < 8)`;
    const ipv6 = `list_transform([${halves}], lambda "→s": CASE WHEN ${fits} THEN ${text} END)[1]`;
    return `list_transform([${address}], lambda "→a": CASE WHEN regexp_full_match("→a", '${IPV4}') THEN ${mapped} WHEN regexp_full_match("→a", '(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{0,4}|${IPV4})') THEN ${ipv6} END)[1]`;
  },
  addressText: (call) => {
    const isV4 = `NOT contains("→p"[1], ':')`;
    const own = `CASE len("→p") WHEN 1 THEN 128 WHEN 2 THEN TRY_CAST("→p"[2] AS INTEGER) + CASE WHEN ${dotted('"→p"')} THEN 96 ELSE 0 END END`;
    const groups = ipv6Groups(`CASE WHEN ${isV4} THEN '::ffff:' || "→p"[1] ELSE "→p"[1] END`);
    const size = `CAST(pow(2, 16 - greatest(0, least(16, least("→o", ${argument(call, 1)}) - 16 * ("→i" - 1)))) AS BIGINT)`;
    const masked = `list_transform(${groups}, lambda "→g", "→i": lpad(lower(hex("→g" - "→g" % ${size})), 4, '0'))`;
    const text = `CASE WHEN "→o" BETWEEN 0 AND 128 THEN array_to_string(${masked}, ':') END`;
    return once(`string_split(trim(lower(${argument(call, 0)})), '/')`, '→p', once(own, '→o', text));
  },
  hasAddress: (call) => {
    const [text, address] = [argument(call, 0), argument(call, 1)];
    return `(regexp_full_match(${address}, '${STRICT_IPV4}') AND regexp_matches(${text}, ${alone(`replace(${address}, '.', '\\.')`)}))`;
  },
  hasAddressPrefix: (call) => {
    const [text, prefix] = [argument(call, 0), argument(call, 1)];
    const parts = `len(string_split(rtrim(${prefix}, '.'), '.'))`;
    const rest = `CASE ${parts} WHEN 1 THEN '${[OCTET, OCTET, OCTET].join('\\.')}' WHEN 2 THEN '${[OCTET, OCTET].join('\\.')}' WHEN 3 THEN '${OCTET}' ELSE '' END`;
    const valid = `regexp_full_match(${prefix}, '(?:${OCTET}\\.){1,3}|${STRICT_IPV4}')`;
    return `(${valid} AND regexp_matches(${text}, ${alone(`replace(${prefix}, '.', '\\.') || ${rest}`)}))`;
  },
  ...scriptedPrinters(['networksBetween']),
  ...scriptedPrinters(['addressLiesIn']),
  addressInNetwork: (call) => inNetwork(argument(call, 0), constantText(call, 1)),
};

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const STRICT_IPV4 = `(?:${OCTET}\\.){3}${OCTET}`;

/** A pattern, given in SQL, that stands alone: with neither letter, digit nor dot beside it. */
function alone(pattern: string): string {
  return `'(?:^|[^A-Za-z0-9.])(?:' || ${pattern} || ')(?:$|[^A-Za-z0-9.])'`;
}

const IPV4 = '(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';

/** Networks are compared as numbers: the engine's inet extension is not compiled in. */
function inNetwork(address: string, cidr: string): string {
  const [base = '', bits] = cidr.split('/');
  if (!base.includes(':')) {
    const quad = base.split('.').map(Number);
    const prefix = bits === undefined ? 32 : Number(bits);
    const start = quad.reduce((sum, part) => sum * 256 + part, 0);
    const size = 2 ** (32 - prefix);
    const first = Math.floor(start / size) * size;
    const number = ipv4Number(address);
    return `coalesce(${number} BETWEEN ${first} AND ${first + size - 1}, false)`;
  }
  const binary = expandIpv6(base)
    .map((group) => group.toString(2).padStart(16, '0'))
    .join('');
  const prefix = bits === undefined ? 128 : Number(bits);
  return `coalesce(starts_with(${ipv6Bits(address)}, ${quoteText(binary.slice(0, prefix))}), false)`;
}

function ipv4Number(address: string): string {
  const quad = `string_split(${address}, '.')`;
  const valid = `regexp_full_match(${address}, '(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)')`;
  const part = (index: number): string => `CAST(${quad}[${index}] AS BIGINT)`;
  return `CASE WHEN ${valid} THEN ${part(1)} * 16777216 + ${part(2)} * 65536 + ${part(3)} * 256 + ${part(4)} END`;
}

/** True when an address is written with dots, alone or behind colons. */
function dotted(parts: string): string {
  return `contains(${parts}[1], '.')`;
}

/** The eight numbers of an IPv6 address in lower case, the last two perhaps as a dotted quad; null when it is none. */
function ipv6Groups(address: string): string {
  const number = ipv4Number('"→q"');
  const tailText = `CASE WHEN "→q" = '' THEN "→x" ELSE replace("→x", "→q", ${once(number, '→n', `lower(hex("→n" // 65536)) || ':' || lower(hex("→n" % 65536))`)}) END`;
  const groups = (half: string): string =>
    `list_filter(string_split(coalesce(${half}, ''), ':'), lambda "→g": "→g" <> '')`;
  const parts = `{'h': string_split("→t", '::'), 'b': ${groups(`string_split("→t", '::')[1]`)}, 'e': ${groups(`string_split("→t", '::')[2]`)}}`;
  const gap = `list_transform(range(8 - len("→s".b) - len("→s".e)), lambda "→i": '0')`;
  const all = `list_concat(list_concat("→s".b, ${gap}), "→s".e)`;
  const valid = `regexp_full_match("→t", '[0-9a-f:]+') AND len("→w") = 8 AND (len("→s".h) = 2 OR (len("→s".h) = 1 AND len("→s".b) = 8)) AND len(list_filter("→w", lambda "→g": length("→g") > 4)) = 0`;
  const numbers = `CASE WHEN ${valid} THEN list_transform("→w", lambda "→g": CAST('0x' || "→g" AS BIGINT)) END`;
  const quad = `regexp_extract("→x", '(\\d+\\.\\d+\\.\\d+\\.\\d+)$', 1)`;
  return once(
    address,
    '→x',
    once(quad, '→q', once(tailText, '→t', once(parts, '→s', once(all, '→w', numbers)))),
  );
}

/** Binds a value by a list of one: what stands in an expression twice is computed twice, and printed twice. */
function once(value: string, name: string, body: string): string {
  return `list_transform([${value}], lambda "${name}": ${body})[1]`;
}

/** The 128 bits of an IPv6 address as text of zeros and ones; null when it is none. */
function ipv6Bits(address: string): string {
  const halves = `string_split(lower(${address}), '::')`;
  const groups = (half: string): string =>
    `list_filter(string_split(coalesce(${half}, ''), ':'), lambda "→g": "→g" <> '')`;
  const head = groups(`${halves}[1]`);
  const tail = groups(`${halves}[2]`);
  const gap = `list_transform(range(8 - len(${head}) - len(${tail})), lambda "→i": '0')`;
  const all = `list_concat(list_concat(${head}, ${gap}), ${tail})`;
  const valid = `regexp_full_match(lower(${address}), '[0-9a-f:]+') AND contains(${address}, ':') AND len(${halves}) <= 2`;
  const bits = `array_to_string(list_transform(${all}, lambda "→g": lpad(bin(CAST('0x' || "→g" AS INTEGER)), 16, '0')), '')`;
  return `CASE WHEN ${valid} THEN TRY(${bits}) END`;
}

function expandIpv6(text: string): readonly number[] {
  const [head = '', tail] = text.split('::');
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const [first, last] = [groups(head), tail === undefined ? [] : groups(tail)];
  return [...first, ...Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => 0), ...last];
}
