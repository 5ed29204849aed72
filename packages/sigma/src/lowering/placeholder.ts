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
  { view, lookups, missing, report }: Lookups,
): Expression {
  const lookup = findLookup(lookups, wanted.name);
  const key = lookup?.columns.find(({ name }) => name === lookup.key);
  if (lookup === undefined || key === undefined) {
    const names = lookups.map(({ name }) => name);
    report(problems.placeholder(wanted.name, names, wanted.span));
    missing(`%${wanted.name}%`);
    return bool(false);
  }
  const subject = textForm(value);
  const plain = wanted.before === '' && wanted.after === '';
  if (!plain && (key.match !== undefined || wanted.network)) {
    const what = 'its entries are patterns or networks, which have no text around them';
    report(problems.placeholderTest(wanted.name, what, wanted.span));
    return bool(false);
  }
  const entry = plain
    ? key.expression
    : call('concat', [text(wanted.before), key.expression, text(wanted.after)]);
  if (wanted.place !== 'whole') return amongTexts(subject, lookup, entry, PLACES[wanted.place], cased);
  if (key.match?.kind === 'network') return inNetworks(subject, lookup, key.match, view);
  if (wanted.network) {
    const what = `its column ${key.name} is not declared to hold networks (match_type = CIDR(${key.name}))`;
    report(problems.placeholderTest(wanted.name, what, wanted.span));
    return bool(false);
  }
  if (key.match?.kind === 'wildcard')
    return amongTexts(subject, lookup, key.expression, ['matchesStars', undefined], cased);
  const folded = (part: Expression): Expression => (cased ? part : call('lower', [part]));
  return {
    kind: 'inQuery',
    type: 'bool',
    value: folded(subject),
    relation: entriesOf(lookup, folded(entry)),
  };
}

/** The function that compares with case, and the one without; undefined where both texts are made small instead. */
type Comparison = readonly [FunctionName, FunctionName | undefined];

const PLACES: Readonly<Record<Exclude<Place, 'whole'>, Comparison>> = {
  start: ['startsWith', 'startsWithIgnoreCase'],
  end: ['endsWith', 'endsWithIgnoreCase'],
  inside: ['contains', 'containsIgnoreCase'],
};

/** The text is compared with every entry. */
function amongTexts(
  subject: Expression,
  lookup: Lookup,
  entry: Expression,
  [exact, folded]: Comparison,
  cased: boolean,
): Expression {
  const both = !cased && folded === undefined;
  const fn = cased ? exact : (folded ?? exact);
  const left = both ? call('lower', [subject]) : subject;
  const entries = listOf(entriesOf(lookup, both ? call('lower', [entry]) : entry));
  return call('mvAny', [entries, lambda('entry', call(fn, [left, variable('entry', 'string')]))]);
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
