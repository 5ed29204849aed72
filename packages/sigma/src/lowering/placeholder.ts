import {
  and,
  bool,
  call,
  column,
  findLookup,
  lambda,
  not,
  or,
  text,
  variable,
  viewRows,
} from '@interloper/plan';
import type {
  Diagnostic,
  Expression,
  FunctionName,
  LogsourceView,
  Lookup,
  LookupMatch,
  Relation,
} from '@interloper/plan';
import { problems } from '../diagnostics.js';
import type { Place, Value } from '../modifiers/value.js';
import { textForm } from './operand.js';

type Placeholder = Extract<Value, { kind: 'placeholder' }>;

interface Lookups {
  readonly view: LogsourceView;
  readonly lookups: readonly Lookup[];
  readonly missing: (lookup: string) => void;
  readonly report: (problem: Diagnostic) => void;
}

/**
 * Tests a text against the entries of a lookup (specification, Placeholders): its key column, as the lookup says that
 * column matches. Case counts only under `cased`.
 */
export function testPlaceholder(
  value: Expression,
  wanted: Placeholder,
  cased: boolean,
  context: Lookups,
): Expression {
  const found = findEntries(wanted, context);
  if (found === undefined) return bool(false);
  const { lookup, key, entry } = found;
  const subject = textForm(value);
  if (key.match?.kind === 'network') return inNetworks(subject, lookup, key.match, context.view);
  if (key.match?.kind === 'wildcard')
    return amongTexts({ lookup, entry }, cased, PATTERNS, (test) => test(subject));
  if (wanted.place !== 'whole')
    return amongTexts({ lookup, entry }, cased, PLACES[wanted.place], (test) => test(subject));
  const folded = (part: Expression): Expression => (cased ? part : call('lower', [part]));
  return {
    kind: 'inQuery',
    type: 'bool',
    value: folded(subject),
    relation: entriesOf(lookup, folded(entry)),
  };
}

/** The same for a field that holds several texts: any of them may be an entry. */
export function testPlaceholderIn(
  list: Expression,
  wanted: Placeholder,
  cased: boolean,
  context: Lookups,
): Expression {
  const found = findEntries(wanted, context);
  if (found === undefined) return bool(false);
  const { lookup, key, entry } = found;
  if (key.match?.kind === 'network') {
    const what = 'its entries are networks, and the field holds lists';
    context.report(problems.placeholderTest(wanted.name, what, wanted.span));
    return bool(false);
  }
  const whole = ['eq', 'eqIgnoreCase'] as const;
  const comparison =
    key.match !== undefined ? PATTERNS : wanted.place === 'whole' ? whole : PLACES[wanted.place];
  return amongTexts({ lookup, entry }, cased, comparison, (test) =>
    call('mvAny', [list, lambda('value', test(variable('value', 'string')))]),
  );
}

interface Entries {
  readonly lookup: Lookup;
  /** The text of an entry, with what stands around the placeholder. */
  readonly entry: Expression;
}

/** The entries that a placeholder stands for; undefined when it cannot be tested (reported). */
function findEntries(
  wanted: Placeholder,
  { lookups, missing, report }: Lookups,
): (Entries & { readonly key: Lookup['columns'][number] }) | undefined {
  const lookup = findLookup(lookups, wanted.name);
  const key = lookup?.columns.find(({ name }) => name === lookup.key);
  if (lookup === undefined || key === undefined) {
    const names = lookups.map(({ name }) => name);
    report(problems.placeholder(wanted.name, names, wanted.span));
    missing(`%${wanted.name}%`);
    return undefined;
  }
  const refuse = (what: string): undefined => {
    report(problems.placeholderTest(wanted.name, what, wanted.span));
  };
  const plain = wanted.before === '' && wanted.after === '';
  if (!plain && (key.match !== undefined || wanted.network))
    return refuse('its entries are patterns or networks, which have no text around them');
  if (wanted.network && key.match?.kind !== 'network' && wanted.place === 'whole')
    return refuse(`its column ${key.name} is not declared to hold networks (match_type = CIDR(${key.name}))`);
  if (wanted.place !== 'whole' && key.match?.kind === 'network')
    return refuse('its entries are networks, and no text begins with one, ends with one or contains one');
  const [before, after] = key.match === undefined ? [wanted.before, wanted.after] : STARS[wanted.place];
  const around = before !== '' || after !== '';
  const entry = around ? call('concat', [text(before), key.expression, text(after)]) : key.expression;
  return { lookup, key, entry };
}

/** What stands around an entry with wildcards that is to be somewhere in a text. */
const STARS: Readonly<Record<Place, readonly [string, string]>> = {
  whole: ['', ''],
  start: ['', '*'],
  end: ['*', ''],
  inside: ['*', '*'],
};

/** The function that compares with case, and the one without; undefined where both texts are made small instead. */
type Comparison = readonly [FunctionName, FunctionName | undefined];

const PLACES: Readonly<Record<Exclude<Place, 'whole'>, Comparison>> = {
  start: ['startsWith', 'startsWithIgnoreCase'],
  end: ['endsWith', 'endsWithIgnoreCase'],
  inside: ['contains', 'containsIgnoreCase'],
};

const PATTERNS: Comparison = ['matchesStars', undefined];

/** Every entry is compared with the texts of an event, which `ofEvent` hands to the test. */
function amongTexts(
  { lookup, entry }: Entries,
  cased: boolean,
  [exact, folded]: Comparison,
  ofEvent: (test: (subject: Expression) => Expression) => Expression,
): Expression {
  const both = !cased && folded === undefined;
  const fn = cased ? exact : (folded ?? exact);
  const entries = listOf(entriesOf(lookup, both ? call('lower', [entry]) : entry));
  const test = (subject: Expression): Expression =>
    call(fn, [both ? call('lower', [subject]) : subject, variable('entry', 'string')]);
  return call('mvAny', [entries, lambda('entry', ofEvent(test))]);
}

/**
 * Single addresses are found by equality. For real networks the engine first finds which of the log's addresses lie in
 * one, each once: that depends on the address alone, so that the log is asked without its time.
 */
function inNetworks(
  subject: Expression,
  lookup: Lookup,
  { first, last }: Extract<LookupMatch, { kind: 'network' }>,
  { scan: { time: _always, ...scan }, each }: LogsourceView,
): Expression {
  const address = call('addressKey', [subject]);
  const single = call('eq', [first, last]);
  const addresses: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: viewRows({ scan, each }),
      columns: [{ name: 'entry', expression: address }],
    },
  };
  const networks: Relation = {
    kind: 'project',
    input: { kind: 'filter', input: entriesIn(lookup), predicate: and(not(single), isSet(first)) },
    columns: [
      { name: 'first', expression: first },
      { name: 'last', expression: last },
    ],
  };
  const own = column('entry', 'string', 'left');
  const within: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: addresses,
    right: networks,
    condition: and(
      call('ge', [own, column('first', 'string', 'right')]),
      call('le', [own, column('last', 'string', 'right')]),
    ),
    columns: [{ name: 'entry', side: 'left', source: 'entry' }],
  };
  return or(
    { kind: 'inQuery', type: 'bool', value: address, relation: entriesOf(lookup, first, single) },
    { kind: 'inQuery', type: 'bool', value: address, relation: within },
  );
}

/** One column of a lookup's entries, those that have it. */
function entriesOf(lookup: Lookup, entry: Expression, condition: Expression = bool(true)): Relation {
  return {
    kind: 'project',
    input: { kind: 'filter', input: entriesIn(lookup), predicate: and(condition, isSet(entry)) },
    columns: [{ name: 'entry', expression: entry }],
  };
}

function entriesIn({ scan, filter }: Lookup): Relation {
  return filter === undefined ? scan : { kind: 'filter', input: scan, predicate: filter };
}

function isSet(value: Expression): Expression {
  return not(call('isNull', [value]));
}

function listOf(entries: Relation): Expression {
  return {
    kind: 'scalarQuery',
    type: 'multivalue',
    relation: {
      kind: 'aggregate',
      input: entries,
      groups: [],
      aggregates: [
        { name: 'entries', fn: 'mvValues', args: [column('entry', 'string')], type: 'multivalue' },
      ],
    },
  };
}
