import { bool, call, lambda, not, text, variable } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { translateRegex } from '../lower/regular-expression.js';
import { filtered } from '../lower/source.js';
import { fieldValue, report } from '../lower/state.js';
import { asText, isNullLiteral } from '../lower/values.js';
import { printName, quote } from '../syntax/print-parts.js';
import { matchAt, skipSpace, spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: regex. */
export const regex = command<'regex'>({
  parse: (scanner, start) => {
    const first = word(scanner, 'a field or a regular expression');
    skipSpace(scanner);
    const operator = matchAt(scanner, /!?=/y);
    if (operator === undefined) {
      return {
        kind: 'regex',
        negated: false,
        pattern: { ...first, quoted: true },
        span: spanFrom(scanner, start),
      };
    }
    // Printed, it stands in quotes.
    const pattern = { ...word(scanner, 'a regular expression'), quoted: true };
    const negated = operator === '!=';
    return { kind: 'regex', field: first.text, negated, pattern, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const translated = translateRegex(it.pattern.text);
    if ('why' in translated) {
      const shown = quote(it.pattern.text);
      report(lowering, diagnostic('SPL0206', [shown, translated.why], { span: it.pattern.span }));
      return state;
    }
    const subject = fieldValue(it.field ?? '_raw', state, lowering, it.span);
    if (isNullLiteral(subject)) return filtered(state, bool(it.negated));
    const pattern = text(translated.pattern);
    const matches =
      subject.type === 'multivalue'
        ? call('mvAny', [
            subject,
            lambda('value', call('matchesRegex', [variable('value', 'string'), pattern])),
          ])
        : call('matchesRegex', [asText(subject), pattern]);
    return filtered(state, it.negated ? not(call('isTrue', [matches])) : matches);
  },
  print: (it) => {
    const field = it.field === undefined ? '' : `${printName(it.field)}${it.negated ? '!=' : '='}`;
    return `regex ${field}${quote(it.pattern.text)}`;
  },
});
