import { call, long, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { translateRegex } from '../lower/regular-expression.js';
import { fieldValue, report, setField } from '../lower/state.js';
import { asText, isNullLiteral } from '../lower/values.js';
import { printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: makemv. */
export const makemv = command<'makemv'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'makemv', ['delim', 'tokenizer', 'allowempty', 'setsv']);
    const field = word(scanner, 'a field');
    return { kind: 'makemv', options: before, field, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const refused = it.options.find((option) => !['delim', 'tokenizer', 'allowempty'].includes(option.name));
    if (refused !== undefined) {
      report(lowering, diagnostic('SPL0504', [`makemv ${refused.name}`], { span: refused.span }));
      return state;
    }
    const value = fieldValue(it.field.text, state, lowering, it.field.span);
    if (isNullLiteral(value) || value.type === 'multivalue') return state;
    const tokenizer = it.options.find((option) => option.name === 'tokenizer')?.value;
    if (tokenizer !== undefined) {
      const translated = translateRegex(tokenizer.text);
      if ('why' in translated) {
        report(lowering, diagnostic('SPL0206', [tokenizer.text, translated.why], { span: tokenizer.span }));
        return state;
      }
      // The values are the first group of every match.
      const found = call('regexExtractAll', [asText(value), text(translated.pattern), long(1)]);
      return setField(state, it.field.text, call('mvFromJson', [found]));
    }
    const delimiter = it.options.find((option) => option.name === 'delim')?.value.text ?? ' ';
    // Empty parts are left out unless allowempty is given.
    const parts = call('mvSplit', [asText(value), text(delimiter)]);
    const keeps = it.options.some(
      (option) => option.name === 'allowempty' && /^(?:t|true|1)$/i.test(option.value.text),
    );
    if (keeps) return setField(state, it.field.text, parts);
    const filled = call('mvFilter', [
      parts,
      {
        kind: 'lambda',
        type: 'bool',
        parameter: 'value',
        body: call('ne', [{ kind: 'variable', type: 'string', name: 'value' }, text('')]),
      },
    ]);
    return setField(state, it.field.text, filled);
  },
  print: (it) => `makemv ${printOptions(it.options)}${printWord(it.field)}`,
  partial: 'no setsv',
});
