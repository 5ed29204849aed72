import type { LookupWrite, Relation } from '@interloper/plan';
import {
  column,
  expressionsOf,
  findLookup,
  isLookupName,
  someExpression,
  walkRelations,
} from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { lookupName } from '../lower/lookups.js';
import type { Lowering, State } from '../lower/state.js';
import { arrange, report, shownColumns } from '../lower/state.js';
import { asText } from '../lower/values.js';
import { printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, word } from '../syntax/scanner.js';
import type { CommandOf } from '../syntax/tree.js';
import { command } from './definition.js';

const OPTIONS = [
  'append',
  'create_empty',
  'override_if_empty',
  'max',
  'key_field',
  'allow_updates',
  'createinapp',
  'create_context',
  'output_format',
];

/**
 * Search Reference: outputlookup. The results become the entries of a lookup of the workspace, and go on. Where Splunk
 * would put its file (createinapp, create_context) has no meaning here.
 */
export const outputlookup = command<'outputlookup'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'outputlookup', OPTIONS);
    const table = word(scanner, 'the name of a lookup');
    const behind = options(scanner, 'outputlookup', OPTIONS);
    return {
      kind: 'outputlookup',
      options: [...before, ...behind],
      table,
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, state, lowering) => {
    const write = writeOf(it, state, lowering);
    if (write === undefined) return state;
    report(lowering, diagnostic('SPL0424', [write.lookup], { span: it.span, severity: 'info' }));
    lowering.writes.push(write);
    return state;
  },
  print: (it) => `outputlookup ${printOptions(it.options)}${printWord(it.table)}`,
  partial:
    'to lookups of the workspace, by query; not in subsearches, of random(), with allow_updates or output_format=splunk_mv_csv',
});

function writeOf(it: CommandOf<'outputlookup'>, state: State, lowering: Lowering): LookupWrite | undefined {
  const lookup = targetOf(it, lowering);
  const settings = settingsOf(it, state, lowering);
  if (state.lost === true || lookup === undefined || settings === undefined) return undefined;
  const refuse = (what: string, help: string): undefined => {
    report(lowering, diagnostic('SPL0504', [what], { span: it.span, help }));
  };
  if (lowering.nested) return refuse('outputlookup in a subsearch', 'write it in a search of its own');
  const rows = rowsOf(state, settings.max);
  if (rows.columns.length === 0)
    return refuse('outputlookup of results without fields', 'name them with table');
  // The rows that are shown and those that are written are computed apart.
  if (isVolatile(rows))
    return refuse(
      'outputlookup behind random()',
      'write results that are the same whenever they are computed',
    );
  const { append, createEmpty, overrideIfEmpty, keyField } = settings;
  return {
    lookup,
    rows: rows.relation,
    append,
    createEmpty,
    overrideIfEmpty,
    ...(keyField === undefined ? {} : { keyField }),
  };
}

/** The lookup to write: one that is there, or a new one. */
function targetOf({ table }: CommandOf<'outputlookup'>, lowering: Lowering): string | undefined {
  const { lookups = [] } = lowering.catalog;
  const found = findLookup(lookups, table.text);
  const { span } = table;
  if (found !== undefined) {
    if (found.watchlist !== undefined) return found.name;
    const help =
      'it holds the indicators of the files that are given with --threat-intel: write another lookup';
    report(lowering, diagnostic('SPL0504', [`outputlookup ${table.text}`], { span, help }));
    return undefined;
  }
  if (/\.gz$/i.test(table.text)) {
    const help = 'lookups are kept in the workspace: leave .gz out';
    report(lowering, diagnostic('SPL0504', ['a compressed lookup'], { span, help }));
    return undefined;
  }
  const name = lookupName(table.text);
  const other = lookups.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (isLookupName(name) && other === undefined) return name;
  const help =
    other === undefined
      ? 'lookups are kept in the workspace, not in files: a name has letters, digits, _, - and .'
      : `there is ${other.name}: names must differ in more than case`;
  report(lowering, diagnostic('SPL0432', [table.text], { span, help }));
  return undefined;
}

interface Settings extends Pick<LookupWrite, 'append' | 'createEmpty' | 'overrideIfEmpty' | 'keyField'> {
  readonly max?: number;
}

/** Undefined, reported, when an option says what cannot be done. */
function settingsOf(it: CommandOf<'outputlookup'>, state: State, lowering: Lowering): Settings | undefined {
  let sound = true;
  const valueOf = (name: string, expected: string, fits: (value: string) => boolean): string | undefined => {
    const option = it.options.findLast((each) => each.name === name);
    if (option === undefined || fits(option.value.text)) return option?.value.text;
    sound = false;
    const { text, span } = option.value;
    report(lowering, diagnostic('SPL0105', [name, text, expected], { span }));
    return undefined;
  };
  const isOn = (name: string): boolean | undefined => {
    const value = valueOf(name, 'true or false', (text) => /^(?:t|true|1|f|false|0)$/i.test(text));
    return value === undefined ? undefined : /^(?:t|true|1)$/i.test(value);
  };
  const append = isOn('append');
  const createEmpty = isOn('create_empty') ?? false;
  const overrideIfEmpty = isOn('override_if_empty') ?? true;
  const max = valueOf('max', 'a whole number', (text) => /^\d{1,15}$/.test(text));
  isOn('createinapp');
  valueOf('create_context', 'app, user or system', (text) => /^(?:app|user|system)$/.test(text));
  const fields = shownColumns(state).map(({ name }) => name);
  const keyField = valueOf(
    'key_field',
    'a field of the results',
    (text) => state.lost === true || fields.includes(text),
  );
  for (const { name, value, span } of it.options) {
    if (name !== 'allow_updates' && (name !== 'output_format' || value.text === 'splunk_sv_csv')) continue;
    sound = false;
    const help =
      name === 'allow_updates'
        ? 'without key_field entries are added, with it those of the same key are replaced'
        : 'several values are written as one text: write a row for each with mvexpand';
    report(lowering, diagnostic('SPL0504', [`outputlookup ${name}=${value.text}`], { span, help }));
  }
  if (!sound) return undefined;
  return {
    append: append ?? keyField !== undefined,
    createEmpty,
    overrideIfEmpty,
    ...(keyField === undefined ? {} : { keyField }),
    ...(max === undefined ? {} : { max: Number(max) }),
  };
}

/** What the search would show here, as text. */
function rowsOf(
  before: State,
  max: number | undefined,
): { readonly relation: Relation; readonly columns: readonly string[] } {
  const state = arrange(before);
  const shown = shownColumns(state);
  const texts: Relation = {
    kind: 'project',
    input: state.relation,
    columns: shown.map(({ name, type }) => ({ name, expression: asText(column(name, type)) })),
  };
  const relation: Relation = max === undefined ? texts : { kind: 'limit', input: texts, count: max };
  return { relation, columns: shown.map(({ name }) => name) };
}

function isVolatile({ relation }: { readonly relation: Relation }): boolean {
  let found = false;
  walkRelations(relation, (each) => {
    found ||= expressionsOf(each).some((expression) =>
      someExpression(expression, (part) => part.kind === 'call' && part.fn === 'random'),
    );
  });
  return found;
}
