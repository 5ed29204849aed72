import { call, long, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantElements, constantNumber, constantText } from '../expressions/constants.js';
import { groupCount } from '../regex.js';
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

function substring({ args, arg }: FunctionCall): Expression {
  const [, start, length] = args;
  const parts = [convert(arg(0), 'string'), convert(start ?? long(0), 'long')];
  return present(call('substring', length === undefined ? parts : [...parts, convert(length, 'long')]));
}

/** The pattern of a regular expression must be known when the rule is compiled: RE2 builds it once. */
function withPattern(
  item: FunctionCall,
  pattern: Expression,
  lower: (pattern: Expression) => Expression,
): Expression {
  const constant = constantText(pattern);
  return constant === undefined
    ? item.notConstant(`The regular expression of ${item.name}`)
    : lower(text(constant));
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
  return withPattern(item, item.arg(0), (pattern) =>
    typed(item, call('regexExtract', [convert(item.arg(2), 'string'), pattern, long(group)])),
  );
}

/** extract() with `typeof(…)` converts what it found. */
function typed(item: FunctionCall, found: Expression): Expression {
  return item.args.length > 3 ? convert(found, item.type) : present(found);
}

function replaceStrings(item: FunctionCall): Expression {
  const from = constantElements(item.arg(1));
  if (from === undefined) return item.notConstant('The list of replace_strings');
  const constantTo = constantElements(item.arg(2));
  const single = item.arg(2).type === 'string' ? item.arg(2) : undefined;
  if (constantTo === undefined && single === undefined) {
    return item.notConstant('The replacements of replace_strings');
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

/** extract_all(): every match, with the groups that are wanted, or all. */
function extractAll(item: FunctionCall): Expression {
  const wanted = item.args.length > 2 ? constantElements(item.arg(1)) : undefined;
  if (item.args.length > 2 && wanted === undefined) return item.notConstant('The groups of extract_all');
  return withPattern(item, item.arg(0), (pattern) => {
    const given = String(pattern.kind === 'literal' ? pattern.value : '');
    const groups =
      wanted?.map((group) => Number(group.value)) ??
      Array.from({ length: Math.max(groupCount(given), 1) }, (_, index) => index + 1);
    const source = convert(item.args.at(-1) ?? text(''), 'string');
    return call('regexExtractAll', [source, pattern, ...groups.map((group) => long(group))]);
  });
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

/** The place of the first match: the length of what stands before it. */
function regexPlace(source: Expression, pattern: Expression): Expression {
  const given = String(pattern.kind === 'literal' ? pattern.value : '');
  const before = call('regexExtract', [source, text(`(?s)^(.*?)(?:${given})`), long(1)]);
  return call('coalesce', [call('length', [before]), long(-1)]);
}

/** The place in the list of the first text that is found as a term. */
function hasAnyIndex(item: FunctionCall): Expression {
  const needles = constantElements(item.arg(1));
  if (needles === undefined) return item.notConstant('The list of has_any_index');
  const source = convert(item.arg(0), 'string');
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
    const index = constantNumber(wanted);
    return index === undefined
      ? item.notConstant('The index of split')
      : call('makeArray', [call('path', [parts, long(index)])]);
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
    const count = constantNumber(item.arg(1));
    if (count === undefined) return item.notConstant('The count of strrep');
    const value = convert(item.arg(0), 'string');
    const delimiter = item.args[2] === undefined ? text('') : convert(item.args[2], 'string');
    if (count <= 0) return text('');
    const repeated = call('repeatText', [call('concat', [value, delimiter]), long(count - 1)]);
    return call('concat', [repeated, value]);
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
  indexof_regex: partial('indexof-regex-function', 'a start, a length or an occurrence is refused', (item) =>
    item.args.length > 2
      ? item.refuse('indexof_regex with a start, a length or an occurrence')
      : withPattern(item, item.arg(1), (pattern) => regexPlace(convert(item.arg(0), 'string'), pattern)),
  ),
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
  gzip_compress_to_base64_string: onText('gzipText', 'gzip-base64-compress'),
  zlib_decompress_from_base64_string: onText('inflateText', 'zlib-base64-decompress-function'),
  zlib_compress_to_base64_string: onText('deflateText', 'zlib-base64-compress-function'),
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
