import { diagnostic } from '../diagnostics.js';
import { refuseInside } from '../lower/inside-json.js';
import { fieldNames, fieldValue, matchNames, namePattern, report } from '../lower/state.js';
import { forEachValue } from '../lower/each-value.js';
import type { ValueMode } from '../lower/each-value.js';
import { printOptions, printWords } from '../syntax/print-parts.js';
import { bracketed, failExpected, options, spanFrom, take, tryWord } from '../syntax/scanner.js';
import type { Word } from '../syntax/tree.js';
import { command } from './definition.js';

const OPTIONS = ['mode', 'itemstr', 'iterstr', 'fieldstr', 'matchstr', 'matchseg1', 'matchseg2', 'matchseg3'];

/** Search Reference: foreach. The commands once for each field, its name in the place of `<<FIELD>>`, or for each value. */
export const foreach = command<'foreach'>({
  parse: (scanner, start) => {
    // Options stand before the fields and behind them.
    const found = options(scanner, 'foreach', OPTIONS);
    const fields: Word[] = [];
    for (let next = tryWord(scanner); next !== undefined; next = tryWord(scanner)) {
      fields.push(next);
      take(scanner, ',');
      found.push(...options(scanner, 'foreach', OPTIONS));
    }
    if (fields.length === 0) failExpected(scanner, 'a field');
    const template = bracketed(scanner).text;
    return { kind: 'foreach', options: found, fields, template, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const named = (option: string, normal: string): string =>
      it.options.find(({ name }) => name === option)?.value.text ?? normal;
    const mode = named('mode', 'multifield');
    if (isValueMode(mode)) return forEachValue(it, mode, before, lowering);
    if (mode !== 'multifield') {
      const place = it.options.find(({ name }) => name === 'mode')?.value.span ?? it.span;
      const modes = `multifield, ${VALUE_MODES.join(', ')}`;
      report(lowering, diagnostic('SPL0105', ['mode', mode, modes], { span: place }));
      return before;
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
        .replaceAll(named('fieldstr', '<<FIELD>>'), () => name)
        .replaceAll(named('matchstr', '<<MATCHSTR>>'), () => parts.join(''))
        .replaceAll(named('matchseg1', '<<MATCHSEG1>>'), () => parts[0] ?? '')
        .replaceAll(named('matchseg2', '<<MATCHSEG2>>'), () => parts[1] ?? '')
        .replaceAll(named('matchseg3', '<<MATCHSEG3>>'), () => parts[2] ?? '');
      const parsed = lowering.parse(`| ${text.replace(/^\|/, '')}`);
      for (const problem of parsed.diagnostics) report(lowering, { ...problem, span: it.span });
      const errors: typeof lowering.diagnostics = [];
      const after = lowering.lowerPipeline(parsed.pipeline, { ...lowering, diagnostics: errors }, state);
      for (const problem of errors) report(lowering, { ...problem, span: it.span });
      return after;
    }, before);
  },
  print: (it) => `foreach ${printOptions(it.options)}${printWords(it.fields)} [ ${it.template} ]`,
  partial: 'over values: an eval alone, and at most 100 values',
});

const VALUE_MODES: readonly ValueMode[] = ['multivalue', 'json_array', 'auto_collections'];

function isValueMode(mode: string): mode is ValueMode {
  return VALUE_MODES.some((each) => each === mode);
}
