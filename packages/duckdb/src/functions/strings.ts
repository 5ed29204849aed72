import { scriptedPrinters } from '../scripted/print.js';
import { quoteText } from '../text.js';
import type { PrintedCall } from '@interloper/sql';
import type { FamilyPrinters } from './family.js';
import { TERM_EDGES, termPattern } from '@interloper/plan';
import type { TermEnds } from '@interloper/plan';
import { argument, constantText, infix, maybeConstant, sqlFunction } from './family.js';

export const strings: FamilyPrinters<'strings'> = {
  lower: sqlFunction('lower'),
  upper: sqlFunction('upper'),
  length: sqlFunction('length'),
  concat: ({ args }) => `(${args.join(' || ')})`,
  substring: (call) => {
    const [text, start, length] = [argument(call, 0), argument(call, 1), call.args[2]];
    const from = `greatest(${start}, 0) + 1`;
    return length === undefined
      ? `substring(${text}, ${from})`
      : `substring(${text}, ${from}, greatest(${length}, 0))`;
  },
  eqIgnoreCase: (call) => `(${folded(call, 0)} = ${folded(call, 1)})`,
  inIgnoreCase: (call) =>
    `(${folded(call, 0)} IN (${call.args
      .slice(1)
      .map((_, index) => folded(call, index + 1))
      .join(', ')}))`,
  contains: sqlFunction('contains'),
  containsIgnoreCase: (call) => `contains(${folded(call, 0)}, ${folded(call, 1)})`,
  startsWith: sqlFunction('starts_with'),
  startsWithIgnoreCase: (call) => `starts_with(${folded(call, 0)}, ${folded(call, 1)})`,
  endsWith: sqlFunction('ends_with'),
  endsWithIgnoreCase: (call) => `ends_with(${folded(call, 0)}, ${folded(call, 1)})`,
  has: (call) => terms(call, 'both', false),
  hasIgnoreCase: (call) => terms(call, 'both', true),
  hasPrefix: (call) => terms(call, 'start', false),
  hasPrefixIgnoreCase: (call) => terms(call, 'start', true),
  hasSuffix: (call) => terms(call, 'end', false),
  hasSuffixIgnoreCase: (call) => terms(call, 'end', true),
  hasAnyIgnoreCase: (call) => {
    const needles = call.args.slice(1).map((_, index) => maybeConstant(call, index + 1));
    const known = needles.flatMap((needle) => (needle === undefined || needle === '' ? [] : [needle]));
    if (known.length < needles.length) return `(${each(call).join(' OR ')})`;
    return `regexp_matches(${argument(call, 0)}, ${quoteText(`(?i)${termPattern(known, escapeRegex)}`)})`;
  },
  hasAllIgnoreCase: (call) => `(${each(call).join(' AND ')})`,
  matchesRegex: (call) => `regexp_matches(${argument(call, 0)}, ${argument(call, 1)})`,
  matchesRowRegex: sqlFunction('regexp_matches'),
  matchesRegexIgnoreCase: (call) => `regexp_matches(${argument(call, 0)}, ${argument(call, 1)}, 'i')`,
  matchesStars: (call) => {
    const escaped = String.raw`regexp_replace(${argument(call, 1)}, '([\\%_])', '\\\1', 'g')`;
    return String.raw`(${argument(call, 0)} LIKE replace(${escaped}, '*', '%') ESCAPE '\')`;
  },
  matchesWildcard: (call) =>
    `regexp_full_match(${argument(call, 0)}, ${quoteText(wildcardRegex(constantText(call, 1)))}, 's')`,
  matchesLike: infix('LIKE'),
  matchesWildcardIgnoreCase: (call) =>
    `regexp_full_match(${argument(call, 0)}, ${quoteText(wildcardRegex(constantText(call, 1)))}, 'si')`,
  // regexp_extract gives '' both for an empty match and for none; a list tells them apart (and has more than nine groups).
  regexExtract: (call) =>
    `regexp_extract_all(${argument(call, 0)}, ${argument(call, 1)}, CAST(${argument(call, 2)} AS INTEGER))[1]`,
  regexGroup: (call) =>
    `regexp_extract(${argument(call, 0)}, ${argument(call, 1)}, CAST(${argument(call, 2)} AS INTEGER))`,
  replaceText: sqlFunction('replace'),
  replaceRegex: (call) => `regexp_replace(${call.args.join(', ')}, 'g')`,
  replaceRowRegex: (call) => `regexp_replace(${call.args.join(', ')}, 'g')`,
  trim: (call) => `regexp_replace(${argument(call, 0)}, '^\\s+|\\s+$', '', 'g')`,
  indexOf: (call) => `(strpos(${argument(call, 0)}, ${argument(call, 1)}) - 1)`,
  reverseText: sqlFunction('reverse'),
  padStart: (call) => {
    const [text, length, fill] = [argument(call, 0), argument(call, 1), argument(call, 2)];
    return `CASE WHEN length(${text}) >= ${length} THEN ${text} ELSE lpad(${text}, CAST(${length} AS INTEGER), ${fill}) END`;
  },
  byteLength: (call) => `CAST(octet_length(encode(${argument(call, 0)})) AS BIGINT)`,
  regexExtractAll: (call) => {
    const groups = call.args
      .slice(2)
      .map(
        (group) =>
          `regexp_extract_all(${argument(call, 0)}, ${argument(call, 1)}, CAST(${group} AS INTEGER))`,
      );
    const [first = '[]'] = groups;
    if (groups.length === 1) return `to_json(${first})`;
    const row = groups.map((group) => `${group}["→i"]`).join(', ');
    return `to_json(list_transform(range(1, len(${first}) + 1), lambda "→i": [${row}]))`;
  },
  translateText: sqlFunction('translate'),
  indexWithin: (call) => {
    const [text, what] = [argument(call, 0), argument(call, 1)];
    const places = within(`length(${text})`, call);
    const found = `list_filter(range(${places.from}, ${places.to}), lambda "→i": substring(${text}, "→i" + 1, length(${what})) = ${what})`;
    const valid = `${argument(call, 3)} >= -1 AND ${argument(call, 4)} >= 0`;
    return `CASE WHEN ${valid} THEN coalesce(${found}[${argument(call, 4)}], -1) END`;
  },
  // What stands before a match and the match itself, of each match before the one wanted: their lengths are the place.
  regexPlace: (call) => {
    const [start, length, wanted] = [argument(call, 2), argument(call, 3), argument(call, 4)];
    const pattern = quoteText(`(?s:(.*?))(?:${constantText(call, 1)})`);
    const rest = `substring(${argument(call, 0)}, ${start} + 1)`;
    const searched = `CASE WHEN ${length} < 0 THEN ${rest} ELSE left(${rest}, ${length}) END`;
    const lengths = (group: number): string =>
      `list_transform(regexp_extract_all(${searched}, ${pattern}, ${group}), lambda "→t": length("→t"))`;
    const before = `coalesce(list_sum(list_slice(${lengths(0)}, 1, ${wanted} - 1)), 0)`;
    const place = `CAST(${start} + ${before} + ${lengths(1)}[${wanted}] AS BIGINT)`;
    return `CASE WHEN ${start} >= 0 AND ${length} >= -1 AND ${wanted} >= 0 THEN coalesce(${place}, -1) END`;
  },
  countText: (call) => {
    const [text, what] = [argument(call, 0), argument(call, 1)];
    return `CASE WHEN ${what} = '' THEN 0 ELSE CAST(len(list_filter(range(length(${text})), lambda "→i": substring(${text}, "→i" + 1, length(${what})) = ${what})) AS BIGINT) END`;
  },
  // A lone half of a surrogate pair and what is no number have no character: then there is no text.
  fromCodePoints: (call) => {
    const points = `TRY_CAST(${argument(call, 0)} AS INTEGER[])`;
    const good = `list_filter(${points}, lambda "→c": "→c" BETWEEN 1 AND 55295 OR "→c" BETWEEN 57344 AND 1114111)`;
    return `CASE WHEN len(${good}) = len(${points}) THEN array_to_string(list_transform(${points}, lambda "→c": chr("→c")), '') END`;
  },
  toCodePoints: (call) =>
    `to_json(list_transform(range(length(${argument(call, 0)})), lambda "→i": unicode(substring(${argument(call, 0)}, "→i" + 1, 1))))`,
  // A comma behind the record ends its last field, so that no field is an empty match.
  csvFields: (call) => {
    const record = `regexp_extract(${argument(call, 0)}, '^(?:"(?:[^"]|"")*"|[^"\r\n])*')`;
    const fields = `regexp_extract_all(${record} || ',', '("(?:[^"]|"")*"|[^,]*),', 1)`;
    return `to_json(list_transform(${fields}, lambda "→f": CASE WHEN "→f" LIKE '"%"' THEN replace(substring("→f", 2, length("→f") - 2), '""', '"') ELSE "→f" END))`;
  },
  ...scriptedPrinters([
    'keyValues',
    'replaceTexts',
    'commandLineWords',
    'bytesText',
    'userAgentParts',
    'filePathParts',
    'versionDigits',
    'parseXml',
  ]),
  repeatText: (call) => `repeat(${argument(call, 0)}, greatest(${argument(call, 1)}, 0))`,
};

/** The places from and before which a search looks: arguments 2 and 3 are its start and how many there are. */
export function within(size: string, call: PrintedCall): { readonly from: string; readonly to: string } {
  const [start, count] = [argument(call, 2), argument(call, 3)];
  const from = `CASE WHEN ${start} < 0 THEN greatest(${size} + ${start}, 0) ELSE ${start} END`;
  return { from, to: `CASE WHEN ${count} < 0 THEN ${size} ELSE least(${size}, ${from} + ${count}) END` };
}

/** An argument in lower case; a constant is folded here, once. */
function folded(call: PrintedCall, index: number): string {
  const constant = maybeConstant(call, index);
  return constant === undefined ? `lower(${argument(call, index)})` : quoteText(constant.toLowerCase());
}

/** A needle bounded by the ends of terms; the plain search in front is what rejects most rows fast. */
function terms(call: PrintedCall, ends: TermEnds, ignoreCase: boolean): string {
  const needle = maybeConstant(call, 1);
  const plain = ignoreCase
    ? `contains(${folded(call, 0)}, ${folded(call, 1)})`
    : `contains(${argument(call, 0)}, ${argument(call, 1)})`;
  const flags = ignoreCase ? '(?i)' : '';
  const pattern =
    needle === undefined
      ? patternOfRow(argument(call, 1), ends, flags)
      : quoteText(flags + termPattern([needle], escapeRegex, ends));
  return `(${plain} AND regexp_matches(${argument(call, 0)}, ${pattern}))`;
}

/** The pattern of a needle that is another in each row. */
function patternOfRow(needle: string, ends: TermEnds, flags: string): string {
  const edge = ({ text, where }: { readonly text: string; readonly where: string }): string =>
    `CASE WHEN regexp_matches(${needle}, ${quoteText(where)}) THEN ${quoteText(text)} ELSE '' END`;
  const before = ends === 'end' ? [] : [edge(TERM_EDGES.before)];
  const after = ends === 'start' ? [] : [edge(TERM_EDGES.after)];
  return [quoteText(flags), ...before, `regexp_escape(${needle})`, ...after].join(' || ');
}

function each(call: PrintedCall): readonly string[] {
  const [text] = call.expressions;
  return call.args.slice(1).map((arg, index) => {
    const needle = call.expressions[index + 1];
    if (text === undefined || needle === undefined) throw new Error('a needle is missing');
    return terms({ args: [argument(call, 0), arg], expressions: [text, needle], type: 'bool' }, 'both', true);
  });
}

/** Text as an RE2 pattern that matches just it. */
function escapeRegex(value: string): string {
  return value.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** A wildcard pattern as RE2: * any text, ? one character, \ escapes *, ? and itself. */
function wildcardRegex(pattern: string): string {
  let regex = '';
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index] ?? '';
    const next = pattern[index + 1];
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) {
      regex += escapeRegex(next);
      index += 1;
    } else if (character === '*') regex += '.*';
    else if (character === '?') regex += '.';
    else regex += escapeRegex(character);
  }
  return regex;
}
