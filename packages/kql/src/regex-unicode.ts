/** What `\d`, `\s` and `\w` take, as the inside of a class of RE2. https://www.unicode.org/reports/tr18/#Compatibility_Properties */
export const PERL: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  s: '\\t-\\r \\x{85}\\x{A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}',
  w: '\\p{L}\\p{M}\\p{Nd}\\p{Nl}\\p{Pc}\\x{200C}\\x{200D}\\x{24B6}-\\x{24E9}\\x{1F130}-\\x{1F149}\\x{1F150}-\\x{1F169}\\x{1F170}-\\x{1F189}',
};

/** The same in the words of JavaScript, for classes that are counted out. */
export const PERL_JS: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  s: '\\p{White_Space}',
  w: '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}',
};

/** `[[:alpha:]]` and its like, as ranges. */
export const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\x5B-`\\x7B-~',
  space: '\\t\\n\\x0B\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

const CATEGORIES: Readonly<Record<string, string>> = {
  letter: 'L',
  uppercaseletter: 'Lu',
  lowercaseletter: 'Ll',
  titlecaseletter: 'Lt',
  modifierletter: 'Lm',
  otherletter: 'Lo',
  mark: 'M',
  number: 'N',
  decimalnumber: 'Nd',
  letternumber: 'Nl',
  othernumber: 'No',
  punctuation: 'P',
  connectorpunctuation: 'Pc',
  dashpunctuation: 'Pd',
  openpunctuation: 'Ps',
  closepunctuation: 'Pe',
  symbol: 'S',
  mathsymbol: 'Sm',
  currencysymbol: 'Sc',
  separator: 'Z',
  spaceseparator: 'Zs',
  other: 'C',
  control: 'Cc',
};

const SHORT = /^(?:L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cfos]?)$/;

/** A general category or script by the name RE2 has for it; undefined when it has none. */
export function unicodeClass(name: string): string | undefined {
  if (SHORT.test(name)) return name;
  const bare = name.replace(/^(?:gc|general_category|sc|script)\s*[=:]\s*/i, '');
  if (SHORT.test(bare)) return bare;
  const category = CATEGORIES[bare.toLowerCase().replaceAll(/[\s_-]/g, '')];
  if (category !== undefined) return category;
  return isScript(bare) ? bare : undefined;
}

function isScript(name: string): boolean {
  try {
    return (
      /^[A-Z][a-z]+(?:_[A-Z][a-z]+)*$/.test(name) && new RegExp(`\\p{Script=${name}}`, 'u').source !== ''
    );
  } catch {
    return false;
  }
}
