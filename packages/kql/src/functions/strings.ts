import { call, lambda, literal, long, text, variable } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantElements, constantNumber, constantText } from '../expressions/constants.js';
import { refuse } from '../lowering.js';
import { mayBeEmpty, translateRegex } from '../regex.js';
import { present } from '../text.js';
import { partial, supported } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

function onText(fn: FunctionName, page: string): FunctionEntry {
  return supported(page, ({ arg }) => present(call(fn, [convert(arg(0), 'string')])));
}

function strcat({ args }: FunctionCall): Expression {
  const parts = args.map((argument) => convert(argument, 'string'));
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : call('concat', parts);
}

/** substring(): a start below zero counts from the end. */
function substring({ args, arg }: FunctionCall): Expression {
  const [, from, length] = args;
  const [source, start] = [convert(arg(0), 'string'), convert(from ?? long(0), 'long')];
  const known = constantNumber(start);
  const fromEnd = call('greatest', [call('add', [call('length', [source]), start], 'long'), long(0)]);
  const place =
    known === undefined
      ? call('if', [call('lt', [start, long(0)]), fromEnd, start])
      : known < 0
        ? fromEnd
        : start;
  const parts = [source, place];
  return present(call('substring', length === undefined ? parts : [...parts, convert(length, 'long')]));
}

/** The pattern of a regular expression must be known when the rule is compiled: RE2 builds it once. */
function withPattern(
  item: FunctionCall,
  pattern: Expression,
  lower: (pattern: Expression, names: readonly (string | undefined)[]) => Expression,
): Expression {
  const constant = constantText(pattern);
  if (constant === undefined) return item.notConstant(`The regular expression of ${item.name}`);
  const translated = translateRegex(constant);
  if ('problem' in translated) return refuse(item.env, 'KQL0111', translated.problem, item.node);
  return lower(text(translated.pattern), translated.names);
}

/** `trim(regex, text)` and its one-sided forms: the pattern is taken off the ends. */
function trimmed(ends: 'both' | 'start' | 'end'): FunctionEntry {
  const page = { both: 'trim-function', start: 'trim-start-function', end: 'trim-end-function' }[ends];
  return supported(page, (item) =>
    withPattern(item, item.arg(0), (pattern) => {
      const given = String(pattern.kind === 'literal' ? pattern.value : '');
      const source = convert(item.arg(1), 'string');
      const head = call('replaceRegex', [source, text(`^(?:${given})+`), text('')]);
      if (ends === 'start') return head;
      const tail = (value: Expression): Expression =>
        call('replaceRegex', [value, text(`(?:${given})+$`), text('')]);
      return ends === 'end' ? tail(source) : tail(head);
    }),
  );
}

function extract(item: FunctionCall): Expression {
  const group = constantNumber(item.arg(1));
  if (group === undefined) return item.notConstant('The group of extract');
  return withPattern(item, item.arg(0), (pattern, names) =>
    group < 0 || group >= names.length
      ? item.refuse('A group of extract that the pattern lacks')
      : typed(item, call('regexExtract', [convert(item.arg(2), 'string'), pattern, long(group)])),
  );
}

/** extract() with `typeof(…)` converts what it found. */
function typed(item: FunctionCall, found: Expression): Expression {
  return item.args.length > 3 ? convert(found, item.type) : present(found);
}

function replaceStrings(item: FunctionCall): Expression {
  const from = constantElements(item.arg(1));
  const constantTo = constantElements(item.arg(2));
  const single = item.arg(2).type === 'string' ? item.arg(2) : undefined;
  if (from === undefined || (constantTo === undefined && single === undefined)) {
    const [all, to] = [convert(item.arg(1), 'dynamic'), call('toDynamic', [item.arg(2)])];
    return present(call('replaceTexts', [convert(item.arg(0), 'string'), all, to]));
  }
  // Each found text first becomes a mark that no log holds, so that a replacement is not replaced again.
  const mark = (index: number): Expression => text(`\u{f0000}${index}\u{f0001}`);
  const marked = from.reduce<Expression>(
    (value, what, index) => call('replaceText', [value, convert(what, 'string'), mark(index)]),
    convert(item.arg(0), 'string'),
  );
  return from.reduce<Expression>((value, _, index) => {
    const given = constantTo?.[index];
    // A replacement that is no text leaves what was found as it is.
    const by = single ?? (given?.type === 'string' ? given : convert(from[index] ?? text(''), 'string'));
    return call('replaceText', [value, mark(index), by]);
  }, marked);
}

const replaceRegex: FunctionEntry = supported('replace-regex-function', (item) =>
  withPattern(item, item.arg(1), (pattern) =>
    call('replaceRegex', [convert(item.arg(0), 'string'), pattern, convert(item.arg(2), 'string')]),
  ),
);

function onDynamic(fn: FunctionName, page: string): FunctionEntry {
  return supported(page, ({ arg }) => present(call(fn, [convert(arg(0), 'dynamic')])));
}

function indexOf(item: FunctionCall): Expression {
  const [source, what] = [convert(item.arg(0), 'string'), convert(item.arg(1), 'string')];
  const [, , start, length = long(-1), occurrence = long(1)] = item.args;
  if (start === undefined) return call('indexOf', [source, what]);
  const needle = constantText(what);
  if (constantNumber(occurrence) === 0) return item.refuse('Occurrence 0 of indexof');
  if (constantNumber(occurrence) !== 1 && (needle === undefined || overlapsItself(needle))) {
    return item.refuse('The n-th occurrence of a text that can overlap itself');
  }
  const places = [start, length, occurrence].map((value) => convert(value, 'long'));
  return call('indexWithin', [source, what, ...places]);
}

/** True when an end of the text is also its beginning, so that two occurrences can share characters. */
function overlapsItself(needle: string): boolean {
  return Array.from({ length: needle.length }, (_, index) => index)
    .slice(1)
    .some((index) => needle.startsWith(needle.slice(index)));
}

/** translate(from, to, source): a shorter second list goes on with its last character; an empty one deletes. */
function translate(item: FunctionCall): Expression {
  const [from, to] = [constantText(item.arg(0)), constantText(item.arg(1))];
  if (from === undefined || to === undefined) return item.notConstant('A list of characters of translate');
  const letters = Array.from(to);
  const filled = Array.from(from, (_, index) => letters[index] ?? letters.at(-1) ?? '').join('');
  return call('translateText', [convert(item.arg(2), 'string'), text(from), text(filled)]);
}

/** Code points given one by one, in arrays or in both. */
function fromCodePoints({ args }: FunctionCall): Expression {
  const arrays = args.map((argument) =>
    argument.type === 'dynamic' ? argument : call('makeArray', [argument]),
  );
  return present(call('fromCodePoints', [call('arrayConcat', arrays)]));
}

/** extract_all(): every match, with the groups that are wanted by number or name, or all; null when there is none. */
function extractAll(item: FunctionCall): Expression {
  const wanted = item.args.length > 2 ? constantElements(item.arg(1)) : undefined;
  if (item.args.length > 2 && wanted === undefined) return item.notConstant('The groups of extract_all');
  return withPattern(item, item.arg(0), (pattern, names) => {
    if (names.length === 1) return item.refuse(`A pattern without groups in ${item.name}`);
    const groups =
      wanted?.map((group) => numberOfGroup(group, names)) ??
      Array.from({ length: names.length - 1 }, (_, index) => index + 1);
    if (groups.includes(undefined)) return item.refuse(`A group of ${item.name} that the pattern lacks`);
    const source = convert(item.args.at(-1) ?? text(''), 'string');
    const known = groups.filter((group) => group !== undefined);
    const found = call('regexExtractAll', [source, pattern, ...known.map((group) => long(group))]);
    return call('nullIf', [found, literal('dynamic', '[]')]);
  });
}

/** The number of a group given by number or name; undefined when the pattern has no such group. */
function numberOfGroup(group: Expression, names: readonly (string | undefined)[]): number | undefined {
  const name = constantText(group);
  const number = name === undefined ? (constantNumber(group) ?? 0) : names.indexOf(name);
  return number > 0 && number < names.length ? number : undefined;
}

/** hash(): XXH64. Of numbers with a point, truth values and JSON it is not known which bytes Kusto takes. */
function hash(item: FunctionCall): Expression {
  const value = item.arg(0);
  const known =
    value.type === 'string'
      ? call('xxhashText', [value])
      : ['long', 'datetime', 'timespan'].includes(value.type)
        ? call('xxhashLong', [value])
        : item.refuse(`${item.name} of ${value.type}`);
  const modulus = item.args[1];
  if (modulus === undefined) return known;
  const [whole, by] = [convert(known, 'long'), convert(modulus, 'long')];
  const rest = call('modulo', [whole, by], 'long');
  return call('if', [call('lt', [rest, long(0)]), call('add', [rest, by], 'long'), rest]);
}

/** indexof_regex(): a start below zero gives null here, though indexof counts it from the end. */
function indexOfRegex(item: FunctionCall): Expression {
  const [, , start = long(0), length = long(-1), occurrence = long(1)] = item.args;
  const wanted = constantNumber(occurrence);
  return withPattern(item, item.arg(1), (pattern) => {
    const written = constantText(pattern) ?? '';
    // The characters before the start are cut off, which these would notice.
    if (constantNumber(start) !== 0 && /\^|\\[AbB]/.test(written)) {
      return item.refuse(`A start of ${item.name} with a pattern that looks at what stands before`);
    }
    if (wanted === 0) return item.refuse(`Occurrence 0 of ${item.name}`);
    if (wanted !== 1 && mayBeEmpty(written)) {
      return item.refuse(`The n-th match of a pattern that takes empty text`);
    }
    const places = [start, length, occurrence].map((value) => convert(value, 'long'));
    return call('regexPlace', [convert(item.arg(0), 'string'), pattern, ...places]);
  });
}

/** Short texts are stored as they are. How longer ones are packed is not published, only how all are unpacked. */
function compressed(fn: 'gzipText' | 'deflateText', page: string): FunctionEntry {
  return partial(
    page,
    'a constant of at most 20 bytes: how longer texts are packed is not published',
    (item) => {
      const constant = constantText(item.arg(0));
      const size = constant === undefined ? 0 : new TextEncoder().encode(constant).length;
      return constant === undefined || size === 0 || size > 20
        ? item.refuse(`${item.name} of anything but a constant of at most 20 bytes`)
        : call(fn, [text(constant)]);
    },
  );
}

/** The place in the list of the first text that is found as a term. */
function hasAnyIndex(item: FunctionCall): Expression {
  const needles = constantElements(item.arg(1));
  const source = convert(item.arg(0), 'string');
  if (needles === undefined) {
    const element = variable('element', 'dynamic');
    const found = lambda('element', call('hasIgnoreCase', [source, call('toText', [element])]));
    const tests = call('arrayMap', [convert(item.arg(1), 'dynamic'), found]);
    return call('coalesce', [call('arrayIndexOf', [tests, literal('dynamic', 'true')]), long(-1)]);
  }
  const tests = needles.flatMap((needle, index) => [
    call('hasIgnoreCase', [source, convert(needle, 'string')]),
    long(index),
  ]);
  return tests.length === 0 ? long(-1) : call('case', [...tests, long(-1)]);
}

/** https://learn.microsoft.com/kusto/query/scalar-functions#string-functions */
export const stringFunctions: FunctionFamily = {
  strcat: supported('strcat-function', strcat),
  strcat_delim: supported('strcat-delim-function', ({ args, arg }) => {
    const delimiter = convert(arg(0), 'string');
    const parts = args.slice(1).map((argument) => convert(argument, 'string'));
    return call(
      'concat',
      parts.flatMap((part, index) => (index === 0 ? [part] : [delimiter, part])),
    );
  }),
  strlen: supported('strlen-function', ({ arg }) => call('length', [convert(arg(0), 'string')])),
  tolower: onText('lower', 'tolower-function'),
  toupper: onText('upper', 'toupper-function'),
  reverse: onText('reverseText', 'reverse-function'),
  substring: supported('substring-function', substring),
  indexof: partial(
    'indexof-function',
    'the n-th occurrence of a text that can overlap itself is refused',
    indexOf,
  ),
  split: supported('split-function', (item) => {
    const parts = call('splitText', [convert(item.arg(0), 'string'), convert(item.arg(1), 'string')]);
    const wanted = item.args[2];
    if (wanted === undefined) return parts;
    if ((constantNumber(wanted) ?? 0) < 0) return item.refuse('An index of split below zero');
    // An index behind the last part finds none.
    const index = convert(wanted, 'long');
    return call('arraySlice', [parts, index, index]);
  }),
  trim: trimmed('both'),
  trim_start: trimmed('start'),
  trim_end: trimmed('end'),
  extract: supported('extract-function', extract),
  extractall: supported('extract-all-function', extractAll),
  extract_all: supported('extract-all-function', extractAll),
  countof: supported('countof-function', (item) => {
    const kind = item.args[2] === undefined ? 'normal' : constantText(item.args[2]);
    if (kind === undefined) return item.notConstant('The kind of countof');
    const source = convert(item.arg(0), 'string');
    if (kind !== 'regex') return call('countText', [source, convert(item.arg(1), 'string')]);
    return withPattern(item, item.arg(1), (pattern) =>
      call('arrayLength', [call('regexExtractAll', [source, pattern, long(0)])]),
    );
  }),
  translate: supported('translate-function', translate),
  parse_csv: supported('parse-csv-function', ({ arg }) => call('csvFields', [convert(arg(0), 'string')])),
  unicode_codepoints_from_string: supported('unicode-codepoints-from-string-function', ({ arg }) =>
    call('toCodePoints', [convert(arg(0), 'string')]),
  ),
  to_utf8: supported('unicode-codepoints-from-string-function', ({ arg }) =>
    call('toCodePoints', [convert(arg(0), 'string')]),
  ),
  unicode_codepoints_to_string: supported('unicode-codepoints-to-string-function', fromCodePoints),
  make_string: supported('unicode-codepoints-to-string-function', fromCodePoints),
  replace_string: supported('replace-string-function', ({ arg }) =>
    call('replaceText', [convert(arg(0), 'string'), convert(arg(1), 'string'), convert(arg(2), 'string')]),
  ),
  replace_strings: supported('replace-strings-function', replaceStrings),
  replace_regex: replaceRegex,
  replace: supported('replace-regex-function', (item) =>
    withPattern(item, item.arg(0), (pattern) =>
      call('replaceRegex', [convert(item.arg(2), 'string'), pattern, convert(item.arg(1), 'string')]),
    ),
  ),
  strrep: supported('strrep-function', (item) => {
    const count = convert(item.arg(1), 'long');
    const value = convert(item.arg(0), 'string');
    const delimiter = item.args[2] === undefined ? text('') : convert(item.args[2], 'string');
    const before = call('subtract', [count, long(1)], 'long');
    const repeated = call('repeatText', [call('concat', [value, delimiter]), before]);
    const some = call('ge', [count, long(1)]);
    return call('if', [some, call('concat', [repeated, value]), text('')]);
  }),
  isascii: supported('isascii-function', ({ arg }) =>
    call('matchesRegex', [convert(arg(0), 'string'), text('^[\\x00-\\x7F]*$')]),
  ),
  hash: supported('hash-function', hash),
  hash_xxhash64: supported('hash-function', hash),
  strcmp: supported('strcmp-function', ({ arg }) => {
    const [one, other] = [convert(arg(0), 'string'), convert(arg(1), 'string')];
    return call('case', [call('lt', [one, other]), long(-1), call('gt', [one, other]), long(1), long(0)]);
  }),
  regex_quote: supported('regex-quote-function', ({ arg }) =>
    call('replaceRegex', [convert(arg(0), 'string'), text('([^A-Za-z0-9_])'), text('\\\\\\1')]),
  ),
  indexof_regex: supported('indexof-regex-function', indexOfRegex),
  has_any_index: supported('has-any-index-function', hasAnyIndex),
  parse_command_line: supported('parse-command-line-function', (item) =>
    constantText(item.arg(1))?.toLowerCase() === 'windows'
      ? call('commandLineWords', [convert(item.arg(0), 'string')])
      : item.refuse('parse_command_line of this kind'),
  ),
  format_bytes: supported('format-bytes-function', ({ arg, args }) =>
    present(
      call('bytesText', [
        convert(arg(0), 'real'),
        args[1] === undefined ? long(0) : convert(args[1], 'long'),
        args[2] === undefined ? text('') : convert(args[2], 'string'),
      ]),
    ),
  ),
  parse_user_agent: supported('parse-user-agent-function', ({ arg }) => {
    const wanted = arg(1);
    const parts = wanted.type === 'dynamic' ? wanted : call('makeArray', [wanted]);
    return call('userAgentParts', [convert(arg(0), 'string'), parts]);
  }),
  parse_path: supported('parse-path-function', ({ arg }) =>
    call('filePathParts', [convert(arg(0), 'string')]),
  ),
  parse_version: supported('parse-version-function', ({ arg }) =>
    call('toDecimal', [call('versionDigits', [convert(arg(0), 'string')])]),
  ),
  parse_xml: supported('parse-xml-function', ({ arg }) => call('parseXml', [convert(arg(0), 'string')])),
  punycode_from_string: onText('punycodeEncode', 'punycode-from-string-function'),
  punycode_to_string: onText('punycodeDecode', 'punycode-to-string-function'),
  punycode_domain_from_string: onText('domainDecode', 'punycode-domain-from-string-function'),
  punycode_domain_to_string: onText('domainEncode', 'punycode-domain-to-string-function'),
  gzip_decompress_from_base64_string: onText('gunzipText', 'gzip-base64-decompress'),
  gzip_compress_to_base64_string: compressed('gzipText', 'gzip-base64-compress'),
  zlib_decompress_from_base64_string: onText('inflateText', 'zlib-base64-decompress-function'),
  zlib_compress_to_base64_string: compressed('deflateText', 'zlib-base64-compress-function'),
  hash_sha256: onText('sha256', 'sha256-hash-function'),
  hash_sha1: onText('sha1', 'sha1-hash-function'),
  hash_md5: onText('md5', 'md5-hash-function'),
  base64_encode_tostring: onText('base64Encode', 'base64-encode-tostring-function'),
  base64_decode_tostring: onText('base64Decode', 'base64-decode-tostring-function'),
  base64_encodestring: onText('base64Encode', 'base64-encode-tostring-function'),
  base64_decodestring: onText('base64Decode', 'base64-decode-tostring-function'),
  url_decode: onText('urlDecode', 'url-decode-function'),
  url_encode: supported('url-encode-function', ({ arg }) => call('formEncode', [convert(arg(0), 'string')])),
  base64_decode_toarray: supported('base64-decode-toarray-function', ({ arg }) =>
    call('base64Bytes', [convert(arg(0), 'string')]),
  ),
  base64_encode_fromarray: onDynamic('base64OfBytes', 'base64-encode-fromarray-function'),
  base64_decode_toguid: supported('base64-decode-toguid-function', ({ arg }) =>
    call('guidOfBase64', [convert(arg(0), 'string')]),
  ),
  base64_encode_fromguid: supported('base64-encode-fromguid-function', ({ arg }) =>
    present(call('base64OfGuid', [convert(arg(0), 'guid')])),
  ),
  new_guid: supported('new-guid-function', () => call('newGuid', [])),
  url_encode_component: onText('urlEncode', 'url-encode-component-function'),
};
