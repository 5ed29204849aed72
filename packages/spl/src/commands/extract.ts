import { call, long, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { topFields } from '../lower/json-fields.js';
import type { Lowering } from '../lower/state.js';
import { emptyState, fieldValue, report } from '../lower/state.js';
import { asText, isNullLiteral } from '../lower/values.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { options, spanFrom, take, tryWord } from '../syntax/scanner.js';
import type { CommandOf, Option, Word } from '../syntax/tree.js';
import { command } from './definition.js';

/** The last three change nothing where no configuration lies behind them. */
const OPTIONS = [
  'pairdelim',
  'kvdelim',
  'limit',
  'maxchars',
  'clean_keys',
  'auto',
  'mv_add',
  'reload',
  'segment',
];

/** Pairs that are taken without delimiters, and the letters that are looked at. Search Reference: extract. */
const MOST_PAIRS = 50;
const MOST_LETTERS = 10_240;

/** Search Reference: extract. The pairs of a name and a value in `_raw` become fields; the first value of a name counts. */
export const extract = command<'extract'>({
  parse: (scanner, start) => {
    const found: Option[] = [];
    const words: Word[] = [];
    for (;;) {
      take(scanner, ',');
      found.push(...options(scanner, 'extract', OPTIONS));
      const next = tryWord(scanner);
      if (next === undefined && !take(scanner, ',')) break;
      if (next !== undefined) words.push(next);
    }
    return { kind: 'extract', options: found, words, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const pattern = patternOf(it, lowering);
    if (pattern === undefined) return before;
    const value = fieldValue('_raw', before, lowering, it.span);
    if (isNullLiteral(value)) return before;
    const given = (name: string, normal: number): number =>
      Number(it.options.find((option) => option.name === name)?.value.text ?? normal);
    const isAuto = !it.options.some(({ name }) => name === 'kvdelim');
    const settings = {
      regex: pattern,
      greedy: false,
      quotes: [],
      escapes: [],
      keys: [],
      ...(isAuto ? { most: given('limit', MOST_PAIRS) } : {}),
    };
    const start = call('substring', [asText(value), long(0), long(given('maxchars', MOST_LETTERS))]);
    const pairs = call('keyValues', [start, text(JSON.stringify(settings))]);
    const cleans = !isFalse(it.options.find(({ name }) => name === 'clean_keys'));
    const state = topFields(before, pairs, cleans ? cleaned : (name) => name, lowering);
    if (state === undefined) return emptyState();
    if (state !== 'too many') return state;
    const message = 'there would be more than a thousand fields';
    report(lowering, diagnostic('SPL0203', ['extract', message], { span: it.span }));
    return emptyState();
  },
  print: (it) => `extract ${printOptions(it.options)}${printWords(it.words)}`.trimEnd(),
  partial: 'pairs by pairdelim and kvdelim, or name=value; no stanza of transforms.conf, no mv_add',
});

/** As CLEAN_KEYS has it (Admin Manual: transforms.conf): no leading underscores and digits, other signs are underscores. */
function cleaned(name: string): string {
  return name.replace(/[^A-Za-z0-9]/g, '_').replace(/^[_0-9]+/, '');
}

function isFalse(option: Option | undefined): boolean {
  return option !== undefined && /^(?:f|false|0)$/i.test(option.value.text);
}

/** The expression whose groups are a name and its value; undefined, reported, where an option is not known here. */
function patternOf(it: CommandOf<'extract'>, lowering: Lowering): string | undefined {
  const refuse = (what: string, span: Word['span'], help?: string): undefined => {
    report(lowering, diagnostic('SPL0504', [what], { span, help }));
  };
  const [stanza] = it.words;
  if (stanza !== undefined)
    return refuse(`extract by the stanza ${stanza.text}`, stanza.span, 'write the expression with rex');
  for (const { name, value, span } of it.options) {
    const wrong =
      (name === 'mv_add' && !/^(?:f|false|0)$/i.test(value.text)) ||
      ((name === 'limit' || name === 'maxchars') && !/^[1-9]\d*$/.test(value.text));
    if (wrong) return refuse(`extract ${name}=${value.text}`, span);
  }
  const signs = (name: string): string | undefined => {
    const option = it.options.find((each) => each.name === name);
    const written = option?.value.text.replace(/\\n/g, '\n').replace(/\\t/g, '\t');
    return written === undefined || written === '' ? undefined : written.replace(/[\\\]^-]/g, '\\$&');
  };
  const [pair, value] = [signs('pairdelim'), signs('kvdelim')];
  // A value is quoted, or goes up to what ends it.
  if (pair === undefined && value === undefined)
    return '([A-Za-z0-9_.:{}-]+)=(?:"(?=[^"]*"))?((?<=")[^"]*|(?<!")[^\\s,;"]+)';
  if (pair === undefined || value === undefined)
    return refuse('extract with one of pairdelim and kvdelim', it.span, 'give both, or none for name=value');
  // A value that holds a sign that stands between name and value is not taken.
  return (
    `(?<=^|[${pair}])\\s*([^${pair}${value}]+?)\\s*[${value}]\\s*` +
    `(?:"(?=[^"]*"))?((?<=")[^"]*|(?<!")[^${pair}${value}"]*)"?\\s*(?=[${pair}]|$)`
  );
}
