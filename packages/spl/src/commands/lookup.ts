import type {
  Expression,
  JoinColumn,
  Lookup,
  LookupColumn,
  NamedExpression,
  Relation,
  ScalarType,
} from '@interloper/plan';
import { and, call, column, columnsOf, long, not, nullOf, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { entriesOf, lookupField, namedLookup } from '../lower/lookups.js';
import type { Lowering, State } from '../lower/state.js';
import { fieldValue, knownOrder, report, setField, tryField } from '../lower/state.js';
import { asField, asText, convert, isNullLiteral, unify } from '../lower/values.js';
import { printName, printOptions, printWord } from '../syntax/print-parts.js';
import type { Scanner } from '../syntax/scanner.js';
import {
  atEnd,
  failExpected,
  options,
  spanFrom,
  take,
  takeKeyword,
  tryWord,
  word,
} from '../syntax/scanner.js';
import type { CommandOf, LookupField } from '../syntax/tree.js';
import { command } from './definition.js';

/**
 * Search Reference: lookup. Adds fields of the entries whose fields match those of a result: in the entries' order, as
 * many as the lookup's definition takes (Knowledge Manager Manual, field matching rules), several as a multivalue.
 * OUTPUT replaces fields, also when no entry matches; OUTPUTNEW only fills in fields that a result lacks.
 */
export const lookup = command<'lookup'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'lookup', ['local', 'update']);
    const table = word(scanner, 'the name of a lookup');
    const matches = lookupFields(scanner, 'a field of the lookup to match by');
    const keep = takeKeyword(scanner, 'outputnew');
    const given = keep || takeKeyword(scanner, 'output');
    const outputs = given ? { keep, fields: lookupFields(scanner, 'a field of the lookup') } : undefined;
    return {
      kind: 'lookup',
      options: found,
      table,
      matches,
      ...(outputs === undefined ? {} : { outputs }),
      span: spanFrom(scanner, start),
    };
  },
  lower: (it, state, lowering) => {
    const found = namedLookup(it.table, lowering);
    // A join keeps no order by itself.
    return found === undefined ? state : lookedUp(it, found, knownOrder(state), lowering);
  },
  print: (it) => {
    const keys = printFields(it.matches);
    const outputs =
      it.outputs === undefined
        ? ''
        : ` ${it.outputs.keep ? 'OUTPUTNEW' : 'OUTPUT'} ${printFields(it.outputs.fields)}`;
    return `lookup ${printOptions(it.options)}${printWord(it.table)} ${keys}${outputs}`;
  },
  partial: 'not by a field with several values: use mvexpand before it',
});

function lookupFields(scanner: Scanner, expected: string): readonly LookupField[] {
  const fields: LookupField[] = [];
  for (;;) {
    take(scanner, ',');
    if (atEnd(scanner)) break;
    const start = scanner.position;
    const next = tryWord(scanner);
    if (next === undefined) break;
    if (!next.quoted && /^output(?:new)?$/i.test(next.text)) {
      scanner.position = start;
      break;
    }
    const as = takeKeyword(scanner, 'as') ? word(scanner, 'the name of a field') : undefined;
    fields.push({
      field: next.text,
      ...(as === undefined ? {} : { as: as.text }),
      span: spanFrom(scanner, start),
    });
  }
  return fields.length === 0 ? failExpected(scanner, expected) : fields;
}

function printFields(fields: readonly LookupField[]): string {
  return fields
    .map(({ field, as }) => (as === undefined ? printName(field) : `${printName(field)} AS ${printName(as)}`))
    .join(', ');
}

/** A field to match by: the lookup's and the results'. */
interface Key {
  readonly name: string;
  readonly own: LookupColumn;
  readonly value: Expression;
}

/** A field to add: the lookup's, and the name it gets. */
interface Output {
  readonly name: string;
  readonly own: LookupColumn;
  readonly target: string;
}

function lookedUp(it: CommandOf<'lookup'>, found: Lookup, before: State, lowering: Lowering): State {
  const keys = it.matches.flatMap(({ field, as = field, span }, index): readonly Key[] => {
    const own = lookupField(found, field, span, lowering);
    if (own === undefined) return [];
    const value = fieldValue(as, before, lowering, span);
    if (value.type === 'multivalue' && !isNullLiteral(value)) {
      const place = { span, help: `take its values apart before: mvexpand ${as}` };
      report(lowering, diagnostic('SPL0504', ['lookup by a field with several values'], place));
    }
    return [{ name: `${lowering.fresh('key')}_${index}`, own, value: keyText(found, own, asText(value)) }];
  });
  const matched = new Set(it.matches.map(({ field }) => field));
  const asked: readonly LookupField[] =
    it.outputs?.fields ??
    found.columns
      .filter(({ name }) => !matched.has(name))
      .map(({ name }) => ({ field: name, span: it.span }));
  const outputs = asked.flatMap(({ field, as = field, span }, index): readonly Output[] => {
    const own = lookupField(found, field, span, lowering);
    return own === undefined ? [] : [{ name: `${lowering.fresh('out')}_${index}`, own, target: as }];
  });
  if (keys.length < it.matches.length || outputs.length < asked.length) return before;
  for (const { target } of outputs) tryField(target, before, lowering);

  const keyed = withKeys(before, keys);
  const name = lowering.fresh('results');
  const results: Relation = { kind: 'reference', name, columns: columnsOf(keyed) };
  const exact = keys.every(({ own }) => own.match === undefined);
  const matches = exact
    ? exactMatches(found, keys, outputs, lowering)
    : nearMatches(found, results, keys, outputs, lowering);
  const joined: Relation = {
    kind: 'join',
    flavour: 'left',
    left: exact ? keyed : results,
    right: matches,
    condition: and(
      ...keys.map((key) =>
        call('eq', [column(key.name, 'string', 'left'), column(key.name, 'string', 'right')]),
      ),
    ),
    columns: [
      ...columnsOf(before.relation).map((item): JoinColumn => ({
        name: item.name,
        side: 'left',
        source: item.name,
      })),
      ...outputs.map((output): JoinColumn => ({ name: output.name, side: 'right', source: output.name })),
    ],
  };
  const relation: Relation = exact
    ? joined
    : { kind: 'let', name, value: keyed, materialised: true, body: joined };
  const type = columnsOf(matches).find((item) => item.name === outputs[0]?.name)?.type ?? 'string';
  const answered: State = { ...before, relation: withDefaults(relation, found, keys, outputs, type) };
  return withOutputs(answered, outputs, type, it.outputs?.keep === true);
}

/** What no entry matches gets the lookup's default, if it has one; a result without the field is not looked up. */
function withDefaults(
  relation: Relation,
  { minMatches, defaultMatch }: Lookup,
  keys: readonly Key[],
  outputs: readonly Output[],
  type: ScalarType,
): Relation {
  if (minMatches === 0) return relation;
  const asked = and(...keys.map(({ value }) => not(call('isNull', [value]))));
  return {
    kind: 'extend',
    input: relation,
    columns: outputs.map(({ name }) => {
      const value = column(name, type);
      const filled = call('coalesce', [value, convert(text(defaultMatch), type)]);
      return { name, expression: call('if', [asked, filled, value]) };
    }),
  };
}

/** The text that is held against a lookup's field. */
function keyText(found: Lookup, own: LookupColumn, value: Expression): Expression {
  if (own.match?.kind === 'network') return call('addressKey', [value]);
  return found.caseSensitive ? value : call('lower', [value]);
}

function withKeys(state: State, keys: readonly Key[]): Relation {
  return {
    kind: 'extend',
    input: state.relation,
    columns: keys.map(({ name, value }) => ({ name, expression: value })),
  };
}

/** The entries by their keys, each key once: found by hashing. */
function exactMatches(
  found: Lookup,
  keys: readonly Key[],
  outputs: readonly Output[],
  lowering: Lowering,
): Relation {
  const place = lowering.fresh('place');
  const own = keys.map(({ name, own: item }): NamedExpression => ({
    name,
    expression: found.caseSensitive ? item.expression : call('lower', [item.expression]),
  }));
  const entries = entriesOf(found, [...own, ...outputColumns(outputs)], place);
  const alone = keys.some(({ own: item }) => found.unique.includes(item.name));
  return alone
    ? withoutPlace(entries, keys, outputs)
    : gathered(entries, found, keys, outputs, place, lowering);
}

/** The different keys of the results with the entries whose networks or patterns they are in. */
function nearMatches(
  found: Lookup,
  results: Relation,
  keys: readonly Key[],
  outputs: readonly Output[],
  lowering: Lowering,
): Relation {
  const place = lowering.fresh('place');
  const asked: Relation = {
    kind: 'distinct',
    input: {
      kind: 'project',
      input: {
        kind: 'filter',
        input: results,
        predicate: and(...keys.map(({ name }) => not(call('isNull', [column(name, 'string')])))),
      },
      columns: keys.map(({ name }) => ({ name, expression: column(name, 'string') })),
    },
  };
  const pairsWhere = (single: boolean | undefined): Relation => {
    const sides = keys.map((key) => sidesOf(found, key, single, lowering));
    const columns = [...sides.flatMap((side) => side.columns), ...outputColumns(outputs)];
    return {
      kind: 'join',
      flavour: 'inner',
      left: asked,
      right: entriesOf(found, columns, place),
      condition: and(...sides.map(({ condition }) => condition)),
      columns: [
        ...keys.map(({ name }): JoinColumn => ({ name, side: 'left', source: name })),
        ...[...outputs.map(({ name }) => name), place].map((name): JoinColumn => ({
          name,
          side: 'right',
          source: name,
        })),
      ],
    };
  };
  // Most entries of a list of networks are single addresses, which need no comparing.
  const [only, ...others] = keys;
  const apart = only?.own.match?.kind === 'network' && others.length === 0;
  const pairs: Relation = apart
    ? { kind: 'union', inputs: [pairsWhere(true), pairsWhere(false)] }
    : pairsWhere(undefined);
  return gathered(pairs, found, keys, outputs, place, lowering);
}

interface Sides {
  /** What the entries need for it. */
  readonly columns: readonly NamedExpression[];
  readonly condition: Expression;
}

/** `single` takes only the entries that are, or are not, single addresses. */
function sidesOf(found: Lookup, { name, own }: Key, single: boolean | undefined, lowering: Lowering): Sides {
  const value = column(name, 'string', 'left');
  const entry = lowering.fresh('entry');
  if (own.match?.kind === 'network') {
    const { first, last } = own.match;
    const isSingle = call('eq', [first, last]);
    if (single === true) {
      const address = call('if', [isSingle, first, nullOf('string')]);
      return {
        columns: [{ name: entry, expression: address }],
        condition: call('eq', [value, column(entry, 'string', 'right')]),
      };
    }
    const start = single === false ? call('if', [isSingle, nullOf('string'), first]) : first;
    return {
      columns: [
        { name: `${entry}_first`, expression: start },
        { name: `${entry}_last`, expression: last },
      ],
      condition: and(
        call('ge', [value, column(`${entry}_first`, 'string', 'right')]),
        call('le', [value, column(`${entry}_last`, 'string', 'right')]),
      ),
    };
  }
  const written = found.caseSensitive ? own.expression : call('lower', [own.expression]);
  const columns = [{ name: entry, expression: written }];
  const other = column(entry, 'string', 'right');
  const fits = own.match === undefined ? call('eq', [value, other]) : call('matchesStars', [value, other]);
  return { columns, condition: fits };
}

function outputColumns(outputs: readonly Output[]): readonly NamedExpression[] {
  return outputs.map(({ name, own }) => ({ name, expression: asField(own.expression) }));
}

function withoutPlace(entries: Relation, keys: readonly Key[], outputs: readonly Output[]): Relation {
  const kept = new Set([...keys, ...outputs].map(({ name }) => name));
  const columns = columnsOf(entries)
    .filter(({ name }) => kept.has(name))
    .map(({ name, type }) => ({ name, expression: column(name, type) }));
  return { kind: 'project', input: entries, columns };
}

/** The first entries of each key, as many as the lookup takes: one as it is, several as lists. */
function gathered(
  pairs: Relation,
  found: Lookup,
  keys: readonly Key[],
  outputs: readonly Output[],
  place: string,
  lowering: Lowering,
): Relation {
  const by = keys.map(({ name }) => column(name, 'string'));
  const order = [{ expression: column(place, 'long'), descending: false, nulls: 'last' as const }];
  const rank = lowering.fresh('rank');
  const first: Relation = {
    kind: 'filter',
    input: {
      kind: 'window',
      input: pairs,
      partition: by,
      order,
      calls: [{ name: rank, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
    },
    predicate: call('le', [column(rank, 'long'), long(found.maxMatches)]),
  };
  if (found.maxMatches === 1) return withoutPlace(first, keys, outputs);
  return {
    kind: 'aggregate',
    input: first,
    groups: keys.map(({ name }) => ({ name, expression: column(name, 'string') })),
    aggregates: outputs.map(({ name, own }) => ({
      name,
      fn: 'mvList',
      args: [column(name, asField(own.expression).type)],
      type: 'multivalue',
      order,
    })),
  };
}

/** Gives the results the fields that were found, under their names. */
function withOutputs(joined: State, outputs: readonly Output[], type: ScalarType, keep: boolean): State {
  const filled = outputs.reduce((state, { name, target }) => {
    const answer = column(name, type);
    const before = columnsOf(state.relation).find((item) => item.name === target);
    if (!keep || before === undefined) return setField(state, target, answer);
    const [own, added] = unify([column(target, before.type), answer]);
    return own === undefined || added === undefined
      ? state
      : setField(state, target, call('coalesce', [own, added]));
  }, joined);
  const hidden = new Set(outputs.map(({ name }) => name));
  const columns = columnsOf(filled.relation)
    .filter((item) => !hidden.has(item.name))
    .map((item) => ({ name: item.name, expression: column(item.name, item.type) }));
  return { ...filled, relation: { kind: 'project', input: filled.relation, columns } };
}
