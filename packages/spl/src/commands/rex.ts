import { call, lambda, long, text, variable } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { mistakeInReplacement, translateRegex } from '../lower/regular-expression.js';
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
    if (value('mode') === 'sed') {
      const edited = sedChange(it.pattern.text, subject);
      if (edited !== undefined) return setField(before, field, edited);
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
    if (translated.names.every((name) => name === '')) {
      const help = 'write (?<name>…) around what the field name is to hold';
      const message = 'the expression has no group with a name';
      report(lowering, diagnostic('SPL0203', ['rex', message], { span: it.pattern.span, help }));
      return before;
    }
    const most = Number(value('max_match') ?? '1');
    const groups = translated.names.flatMap((name, at) => (name === '' ? [] : [{ name, number: at + 1 }]));
    // The field that is read is set last: every group is taken from what it was.
    const ordered = [
      ...groups.filter(({ name }) => name !== field),
      ...groups.filter(({ name }) => name === field),
    ];
    return ordered.reduce((state, { name, number }) => {
      const found = extract(subject, translated.pattern, number, most);
      const own = tryField(name, state, lowering);
      if (own === undefined) return setField(state, name, found);
      const type = own.type === 'multivalue' ? own.type : found.type;
      return setField(state, name, call('coalesce', [convert(found, type), convert(own, type)]));
    }, before);
  },
  print: (it) => `rex ${printOptions(it.options)}${quote(it.pattern.text)}`,
  partial: 'no offset_field; mode=sed with the flags g and i, not with a number',
});

/**
 * The text of a group: of the first match, or a list of those of the first so many (0: all) matches. The values of a
 * list are read one after the other, and their matches are counted together.
 */
function extract(subject: Expression, pattern: string, group: number, most: number): Expression {
  const several = subject.type === 'multivalue';
  const value = several ? subject : asText(subject);
  if (most === 1 && !several) return call('regexExtract', [value, text(pattern), long(group)]);
  const found = call('mvRegexExtract', [value, text(pattern), long(group), long(most)]);
  return most === 1 ? call('mvFirst', [found]) : found;
}

/** Every value of a list is changed. */
function sedChange(script: string, subject: Expression): Expression | undefined {
  if (subject.type !== 'multivalue') return changed(script, asText(subject));
  const each = changed(script, variable('value', 'string'));
  return each === undefined ? undefined : call('mvMap', [subject, lambda('value', each)]);
}

/** `s/pattern/replacement/`, of all matches with the flag g, or `y/abc/xyz/`; any delimiter. Undefined for another. */
function changed(script: string, subject: Expression): Expression | undefined {
  const match = /^([sy])(.)((?:\\.|(?!\2).)*)\2((?:\\.|(?!\2).)*)\2([gi]*)$/.exec(script.trim());
  if (match === null) return undefined;
  const [, verb, delimiter = '', pattern = '', replacement = '', flags = ''] = match;
  const bare = (written: string): string => written.replaceAll(`\\${delimiter}`, delimiter);
  const by = bare(replacement);
  if (verb === 'y') {
    const from = bare(pattern);
    const even = Array.from(from).length === Array.from(by).length && flags === '';
    return even ? call('translateText', [subject, text(from), text(by)]) : undefined;
  }
  const translated = translateRegex(pattern);
  if ('why' in translated || mistakeInReplacement(by, translated.names.length) !== undefined)
    return undefined;
  const caseless = flags.includes('i') ? '(?i)' : '';
  if (flags.includes('g'))
    return call('replaceRegex', [subject, text(`${caseless}${translated.pattern}`), text(by)]);
  // What stands before the first match and the match are groups of their own: the others move up by two.
  if (translated.names.length > 7) return undefined;
  const moved = by.replace(/\\(.)/g, (whole, next: string) =>
    next === '\\' ? whole : `\\${Number(next) + 2}`,
  );
  const lead = `^((?s:.*?))(${caseless}${translated.pattern})`;
  return call('replaceRegex', [subject, text(lead), text(`\\1${moved}`)]);
}
