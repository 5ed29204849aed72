import { modelEvents, namedModel } from '../data-models/model-events.js';
import { modelField } from '../data-models/models.js';
import { diagnostic } from '../diagnostics.js';
import type { Lowering, State } from '../lower/state.js';
import { emptyState, report } from '../lower/state.js';
import { printOptions, printWord, quote } from '../syntax/print-parts.js';
import { failExpected, options, spanFrom, tryWord, word } from '../syntax/scanner.js';
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

/** Search Reference: from. The events of a data model's dataset, whose fields have no prefix. */
export const from = command<'from'>({
  parse: (scanner, start) => {
    const kind = word(scanner, 'datamodel:');
    const text = [kind.text];
    for (let next = tryWord(scanner); next !== undefined; next = tryWord(scanner)) text.push(next.text);
    const model = {
      text: text.join(''),
      quoted: false,
      span: { start: kind.span.start, end: scanner.position },
    };
    return { kind: 'from', model, span: spanFrom(scanner, start) };
  },
  lower: (it, _, lowering) => {
    const name = /^datamodel[:=]?(.+)$/is.exec(it.model.text)?.[1];
    if (name === undefined) {
      const help = 'write: from datamodel:"Authentication"';
      report(lowering, diagnostic('SPL0504', [`from ${it.model.text}`], { span: it.model.span, help }));
      return emptyState();
    }
    return allEvents({ ...it.model, text: name }, false, lowering);
  },
  print: (it) => {
    const [kind = '', name = ''] = it.model.text.split(/(?<=^[A-Za-z]+:)/);
    return `from ${kind}${name === '' ? '' : quote(name)}`;
  },
  partial: 'data models only: Authentication, Change and Web',
});

function allEvents(name: Word, prefixed: boolean, lowering: Lowering): State {
  const named = namedModel(name, lowering);
  if (named === undefined) return emptyState();
  const { model } = named;
  const filled = lowering.catalog.sourcetypes
    .filter(({ models = [] }) => models.some((each) => each.model === model.name))
    .flatMap(({ columns }) => columns.flatMap((each) => [each.name, ...(each.aliases ?? [])]));
  // A field that no log fills would be a column of nothing.
  const own = [...model.fields].filter((field) => filled.includes(field));
  const fields = ['sourcetype', ...own.map((field) => (prefixed ? `${model.root}.${field}` : field))];
  const fieldOf = (field: string): string | undefined =>
    prefixed ? modelField(model, field) : model.fields.has(field) ? field : undefined;
  return modelEvents({ ...named, fields, fieldOf, span: name.span, all: true }, lowering);
}

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
