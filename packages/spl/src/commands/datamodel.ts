import { allEvents } from '../data-models/all-events.js';
import { diagnostic } from '../diagnostics.js';
import type { Lowering } from '../lower/state.js';
import { emptyState, report } from '../lower/state.js';
import { printOptions, printWord } from '../syntax/print-parts.js';
import { failExpected, options, spanFrom, tryWord } from '../syntax/scanner.js';
import type { Word } from '../syntax/tree.js';
import { command } from './definition.js';

const OPTIONS = ['strict_fields', 'allow_old_summaries', 'summariesonly'];

/**
 * Search Reference: datamodel. The events of a data model or of a dataset in it: `search` puts the dataset's name before
 * the fields, `flat` does not.
 */
export const datamodel = command<'datamodel'>({
  parse: (scanner, start) => {
    const found = [...options(scanner, 'datamodel', OPTIONS)];
    const words: Word[] = [];
    for (let next = tryWord(scanner); next !== undefined; next = tryWord(scanner)) {
      words.push(next);
      found.push(...options(scanner, 'datamodel', OPTIONS));
    }
    if (words.length === 0) failExpected(scanner, 'the name of a data model');
    return { kind: 'datamodel', options: found, words, span: spanFrom(scanner, start) };
  },
  lower: (it, _, lowering) => {
    const mode = it.words.at(-1);
    const [model, dataset] = it.words.slice(0, -1);
    if (mode === undefined || model === undefined || !['search', 'flat'].includes(mode.text)) {
      const help = 'write: datamodel Authentication Authentication search';
      report(lowering, diagnostic('SPL0504', ['datamodel without search or flat'], { span: it.span, help }));
      return emptyState();
    }
    refuseLoose(it, lowering);
    const name = dataset === undefined ? model : { ...model, text: `${model.text}.${dataset.text}` };
    return allEvents(name, mode.text === 'search', lowering);
  },
  print: (it) => `datamodel ${it.words.map(printWord).join(' ')} ${printOptions(it.options)}`.trimEnd(),
  partial: 'search and flat over Authentication, Change and Web',
});

function refuseLoose(
  { options: given }: { readonly options: readonly { readonly name: string; readonly value: Word }[] },
  lowering: Lowering,
): void {
  const loose = given.find(
    ({ name, value }) => name === 'strict_fields' && /^(?:f|false|0)$/i.test(value.text),
  );
  if (loose === undefined) return;
  const help = 'search the sourcetype for fields that are not of the data model';
  report(lowering, diagnostic('SPL0504', ['strict_fields=false'], { span: loose.value.span, help }));
}
