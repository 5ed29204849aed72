import { family, strict } from './signature.js';

/**
 * Text. Matching functions exist in two forms, exact and `IgnoreCase`; the languages choose.
 * A term (Kusto) is a maximal run of letters and digits.
 */
export const strings = family({
  lower: strict(['string'], 'string', 'Lower case.'),
  upper: strict(['string'], 'string', 'Upper case.'),
  length: strict(['string'], 'long', 'Number of code points.'),
  concat: strict(['string'], 'string', 'The arguments one after the other.', { variadic: true }),
  substring: strict(
    ['string', 'long', 'long'],
    'string',
    'substring(text, start, length): start counts from 0; beyond the end gives empty text.',
    { optional: 1 },
  ),
  eqIgnoreCase: strict(['string', 'string'], 'bool', 'Equal without regard to case.'),
  inIgnoreCase: strict(
    ['string', 'string'],
    'bool',
    'The first equals one of the others without regard to case.',
    {
      variadic: true,
    },
  ),
  contains: strict(['string', 'string'], 'bool', 'The second occurs in the first.'),
  containsIgnoreCase: strict(['string', 'string'], 'bool', 'The second occurs in the first, in any case.'),
  startsWith: strict(['string', 'string'], 'bool', 'The first begins with the second.'),
  startsWithIgnoreCase: strict(
    ['string', 'string'],
    'bool',
    'The first begins with the second, in any case.',
  ),
  endsWith: strict(['string', 'string'], 'bool', 'The first ends with the second.'),
  endsWithIgnoreCase: strict(['string', 'string'], 'bool', 'The first ends with the second, in any case.'),
  has: strict(['string', 'string'], 'bool', 'The second occurs in the first as whole terms.'),
  hasIgnoreCase: strict(
    ['string', 'string'],
    'bool',
    'The second occurs in the first as whole terms, in any case.',
  ),
  hasPrefix: strict(['string', 'string'], 'bool', 'A term of the first begins with the second.'),
  hasPrefixIgnoreCase: strict(
    ['string', 'string'],
    'bool',
    'A term of the first begins with the second, in any case.',
  ),
  hasSuffix: strict(['string', 'string'], 'bool', 'A term of the first ends with the second.'),
  hasSuffixIgnoreCase: strict(
    ['string', 'string'],
    'bool',
    'A term of the first ends with the second, in any case.',
  ),
  hasAnyIgnoreCase: strict(['string', 'string'], 'bool', 'hasIgnoreCase for any of the needles.', {
    variadic: true,
  }),
  hasAllIgnoreCase: strict(['string', 'string'], 'bool', 'hasIgnoreCase for all of the needles.', {
    variadic: true,
  }),
  matchesRegex: strict(
    ['string', 'string'],
    'bool',
    'The RE2 pattern (a literal) matches somewhere in the text.',
  ),
  matchesRegexIgnoreCase: strict(
    ['string', 'string'],
    'bool',
    'The RE2 pattern (a literal) matches somewhere in the text, in any case.',
  ),
  matchesWildcard: strict(
    ['string', 'string'],
    'bool',
    'The whole text matches the pattern, a literal in which * is any text, ? any character and \\ escapes both and itself.',
  ),
  matchesLike: strict(
    ['string', 'string'],
    'bool',
    'matchesLike(text, pattern): whole text, case-sensitive; % any text, _ one character, nothing escapes them. The pattern may be known per row only.',
  ),
  matchesWildcardIgnoreCase: strict(['string', 'string'], 'bool', 'matchesWildcard in any case.'),
  matchesStars: strict(
    ['string', 'string'],
    'bool',
    'The whole text matches the pattern, any text expression, in which * is any text and nothing else has a meaning.',
  ),
  matchesRowRegex: strict(
    ['string', 'string'],
    'bool',
    'As matchesRegex, with a pattern that is known per row only. Unlike every other function it fails the query, where a pattern is none of RE2.',
  ),
  regexExtract: strict(
    ['string', 'string', 'long'],
    'string',
    'regexExtract(text, pattern, group): the group of the first match of the RE2 pattern (a literal); null without a match.',
  ),
  regexGroup: strict(
    ['string', 'string', 'long'],
    'string',
    'regexGroup(text, pattern, group): as regexExtract, but empty text where there is no match or the group takes no part; groups 0 to 9.',
  ),
  replaceText: strict(
    ['string', 'string', 'string'],
    'string',
    'replaceText(text, what, by): every occurrence.',
  ),
  replaceRegex: strict(
    ['string', 'string', 'string'],
    'string',
    'replaceRegex(text, pattern, by): every match of the RE2 pattern (a literal); \\1 … \\9 name groups, \\0 the match.',
  ),
  replaceRowRegex: strict(
    ['string', 'string', 'string'],
    'string',
    'As replaceRegex, with a pattern that is known per row only; fails as matchesRowRegex does.',
  ),
  replaceTexts: strict(
    ['string', 'dynamic', 'dynamic'],
    'string',
    'replaceTexts(text, from, to): every occurrence of the texts of an array by those of another, or by one text; what was replaced is not replaced again.',
  ),
  regexPlace: strict(
    ['string', 'string', 'long', 'long', 'long'],
    'long',
    'regexPlace(text, pattern, start, length, n): position, from 0, of the n-th match of the RE2 pattern (a literal) in so many characters (-1: all) from start; matches do not overlap. -1 when there is none; null when start or n is below zero or length below -1.',
  ),
  trim: strict(['string'], 'string', 'Without white space at both ends.'),
  indexOf: strict(
    ['string', 'string'],
    'long',
    'Position of the second in the first, from 0; -1 when absent.',
  ),
  reverseText: strict(['string'], 'string', 'Last character first.'),
  repeatText: strict(['string', 'long'], 'string', 'The text so many times.'),
  padStart: strict(
    ['string', 'long', 'string'],
    'string',
    'padStart(text, length, fill): filled up at the start with the fill (one character); longer text stays as it is.',
  ),
  byteLength: strict(['string'], 'long', 'Number of bytes in UTF-8.'),
  regexExtractAll: strict(
    ['string', 'string', 'long'],
    'dynamic',
    'regexExtractAll(text, pattern, group, …): JSON array with an element for each match of the RE2 pattern (a literal): the text of the group (a literal), or with several groups an array of their texts.',
    { variadic: true },
  ),
  translateText: strict(
    ['string', 'string', 'string'],
    'string',
    'translateText(text, from, to): each character of the second becomes the one at its place in the third; without one it goes.',
  ),
  indexWithin: strict(
    ['string', 'string', 'long', 'long', 'long'],
    'long',
    'indexWithin(text, what, start, length, n): position of the n-th place where the second occurs, from 0; -1 when absent. Places count from start (negative: from the end), so many as length says (-1: all). Occurrences may overlap. Null when n is below zero or length below -1.',
  ),
  countText: strict(
    ['string', 'string'],
    'long',
    'Number of places where the second occurs; occurrences may overlap. Empty text occurs nowhere.',
  ),
  fromCodePoints: strict(
    ['dynamic'],
    'string',
    'Text of an array of Unicode code points; null when one of them has no character.',
  ),
  toCodePoints: strict(['string'], 'dynamic', 'JSON array of the Unicode code points of a text.'),
  keyValues: strict(
    ['string', 'string'],
    'dynamic',
    'keyValues(text, options): object of the values behind their names in a text, by the options of Kusto’s parse-kv (a JSON literal: pair, value, regex, most, greedy, quotes, escapes, keys).',
  ),
  commandLineWords: strict(['string'], 'dynamic', 'JSON array of the words of a Windows command line.'),
  bytesText: strict(
    ['real', 'long', 'string'],
    'string',
    'bytesText(size, digits, unit): a number of bytes with its unit (Bytes, KB, MB … by 1,024); with an empty unit the greatest that fits.',
  ),
  userAgentParts: strict(
    ['string', 'dynamic'],
    'dynamic',
    'userAgentParts(agent, parts): object of Browser, OperatingSystem and Device, those that the array names (browser, os, device), by the rules of uap-core.',
  ),
  filePathParts: strict(
    ['string'],
    'dynamic',
    'Object of the parts of a file’s path: Scheme, RootPath, DirectoryPath, DirectoryName, Filename, Extension, AlternateDataStreamName.',
  ),
  versionDigits: strict(
    ['string'],
    'string',
    'A version of up to four numbers as one, with eight digits for each but the first; null of anything else.',
  ),
  parseXml: strict(
    ['string'],
    'dynamic',
    'JSON of XML: attributes as @name, text beside others as #text, repeated elements as lists; null when it is not well-formed.',
  ),
  csvFields: strict(
    ['string'],
    'dynamic',
    'JSON array of the fields of the first record of a CSV text; quotes around a field go, doubled ones inside become one.',
  ),
});
