import { call, long, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { translateRegex } from '../lower/regular-expression.js';
import { fieldValue, report, setField, tryField } from '../lower/state.js';
import { asText, convert, isNullLiteral } from '../lower/values.js';
import { printOptions, quote } from '../syntax/print-parts.js';
import { options, spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

const OPTIONS = ['field', 'max_match', 'offset_field', 'mode'];

/** Search Reference: rex. Named groups of the first match become fields; without a match fields stay as they are. */
export const rex = command<'rex'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'rex', OPTIONS);
    const pattern = word(scanner, 'a regular expression in quotes');
    const after = options(scanner, 'rex', OPTIONS);
    return { kind: 'rex', options: [...before, ...after], pattern, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const value = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    for (const option of it.options) {
      const plain =
        option.name === 'field' ||
        (option.name === 'max_match' && /^\d+$/.test(option.value.text)) ||
        (option.name === 'mode' && option.value.text === 'sed');
      if (!plain) {
        const what = `rex ${option.name}=${option.value.text}`;
        report(lowering, diagnostic('SPL0504', [what], { span: option.span }));
      }
    }
    const field = value('field') ?? '_raw';
    const subject = fieldValue(field, before, lowering, it.span);
    if (isNullLiteral(subject)) return before;
    if (subject.type === 'multivalue') {
      const help = 'use mvexpand or mvindex first';
      const message = `${field} may hold several values`;
      report(lowering, diagnostic('SPL0203', ['rex', message], { span: it.span, help }));
      return before;
    }
    if (value('mode') === 'sed') {
      const changed = sedChange(it.pattern.text, asText(subject));
      if (changed !== undefined) return setField(before, field, changed);
      const expected = 's/pattern/replacement/, s/…/…/g or y/abc/xyz/, in the words of RE2';
      report(lowering, diagnostic('SPL0105', ['mode', 'sed', expected], { span: it.pattern.span }));
      return before;
    }
    const translated = translateRegex(it.pattern.text);
    if ('why' in translated) {
      const shown = quote(it.pattern.text);
      report(lowering, diagnostic('SPL0206', [shown, translated.why], { span: it.pattern.span }));
      return before;
    }
    return translated.names.reduce((state, name, at) => {
      if (name === '') return state;
      const found = extract(asText(subject), translated.pattern, at + 1, Number(value('max_match') ?? '1'));
      const own = tryField(name, state, lowering);
      const kept = own === undefined ? found : call('coalesce', [found, convert(own, found.type)]);
      return setField(state, name, kept);
    }, before);
  },
  print: (it) => `rex ${printOptions(it.options)}${quote(it.pattern.text)}`,
  partial: 'no offset_field; mode=sed with the flags g and i, not with a number',
});

/** The text of a group: of the first match, or a list of those of the first so many (0: all) matches. */
function extract(subject: Expression, pattern: string, group: number, most: number): Expression {
  if (most === 1) return call('regexExtract', [subject, text(pattern), long(group)]);
  const found = call('mvFromJson', [call('regexExtractAll', [subject, text(pattern), long(group)])]);
  return most === 0 ? found : call('mvIndex', [found, long(0), long(most - 1)]);
}

/** `s/pattern/replacement/`, of all matches with the flag g, or `y/abc/xyz/`; any delimiter. Undefined for another. */
function sedChange(script: string, subject: Expression): Expression | undefined {
  const match = /^([sy])(.)((?:\\.|(?!\2).)*)\2((?:\\.|(?!\2).)*)\2([gi]*)$/.exec(script.trim());
  if (match === null) return undefined;
  const [, verb, , pattern = '', by = '', flags = ''] = match;
  if (verb === 'y') {
    const even = Array.from(pattern).length === Array.from(by).length && flags === '';
    return even ? call('translateText', [subject, text(pattern), text(by)]) : undefined;
  }
  const translated = translateRegex(pattern);
  if ('why' in translated) return undefined;
  const caseless = flags.includes('i') ? '(?i)' : '';
  if (flags.includes('g'))
    return call('replaceRegex', [subject, text(`${caseless}${translated.pattern}`), text(by)]);
  // What stands before the first match and the match are groups of their own: the others move up by two.
  if (translated.names.length > 7) return undefined;
  const moved = by.replace(/\\(\d)/g, (_, digit: string) => `\\${Number(digit) + 2}`);
  const lead = `^((?s:.*?))(${caseless}${translated.pattern})`;
  return call('replaceRegex', [subject, text(lead), text(`\\1${moved}`)]);
}
