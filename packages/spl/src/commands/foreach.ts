import { diagnostic } from '../diagnostics.js';
import { refuseInside } from '../lower/inside-json.js';
import { fieldNames, fieldValue, matchNames, namePattern, report } from '../lower/state.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { bracketed, options, skipSpace, spanFrom, wordList } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: foreach, mode multifield: the commands once for each field, its name in the place of `<<FIELD>>`. */
export const foreach = command<'foreach'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'foreach', [
      'mode',
      'itemstr',
      'iterstr',
      'fieldstr',
      'matchstr',
      'matchseg1',
      'matchseg2',
      'matchseg3',
    ]);
    skipSpace(scanner);
    const fields = wordList(scanner, 'a field');
    const template = bracketed(scanner).text;
    return { kind: 'foreach', options: found, fields, template, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    for (const option of it.options) {
      if (option.name !== 'mode' || option.value.text !== 'multifield') {
        const what = `foreach ${option.name}=${option.value.text}`;
        report(lowering, diagnostic('SPL0504', [what], { span: option.span }));
      }
    }
    // A field that the events have and nobody listed is asked for by its name.
    for (const { text, span } of it.fields) {
      if (text.includes('*')) refuseInside('foreach', text, span, before, lowering);
      else fieldValue(text, before, lowering, span);
    }
    const all = fieldNames(before);
    const matches = it.fields.flatMap((word) =>
      matchNames(word.text, all).map((name) => ({
        name,
        parts: namePattern(word.text).exec(name)?.slice(1) ?? [],
      })),
    );
    return matches.reduce((state, { name, parts }) => {
      const text = it.template
        .replaceAll('<<FIELD>>', name)
        .replaceAll('<<MATCHSTR>>', parts.join(''))
        .replace(/<<MATCHSEG([123])>>/g, (_, digit: string) => parts[Number(digit) - 1] ?? '');
      const parsed = lowering.parse(`| ${text.replace(/^\|/, '')}`);
      for (const problem of parsed.diagnostics) report(lowering, { ...problem, span: it.span });
      const errors: typeof lowering.diagnostics = [];
      const after = lowering.lowerPipeline(parsed.pipeline, { ...lowering, diagnostics: errors }, state);
      for (const problem of errors) report(lowering, { ...problem, span: it.span });
      return after;
    }, before);
  },
  print: (it) => `foreach ${printOptions(it.options)}${printWords(it.fields)} [ ${it.template} ]`,
  partial: 'mode multifield',
});
