import { call, column, literal, nullOf, text } from '@interloper/plan';
import type { AggregateCall, Expression, Relation } from '@interloper/plan';
import type { Json, Reader } from '@interloper/sql';
import { eventColumn } from './events.js';
import type { Facet, FacetName, Facets } from './investigation.js';

/** The column, beside `eventColumns`, with the ids of the alerts that an event is evidence of. */
export const EVIDENCE = column('alerts', 'string');

/** The column that is true of events that are no evidence and share something with evidence. */
export const SUSPECT = column('suspect', 'bool');

/** True of events that are evidence of an alert. */
export const isEvidence = call('not', [call('isNull', [EVIDENCE])]);
const isFailure = call('eq', [eventColumn('result'), text('failure')]);

/** How many events, pieces of evidence, suspect ones and failures there are, and from when to when. */
export const tallies: readonly AggregateCall[] = [
  { name: 'events', fn: 'count', args: [], type: 'long' },
  { name: 'evidence', fn: 'countIf', args: [isEvidence], type: 'long' },
  { name: 'suspect', fn: 'countIf', args: [SUSPECT], type: 'long' },
  { name: 'failures', fn: 'countIf', args: [isFailure], type: 'long' },
  { name: 'first', fn: 'min', args: [eventColumn('time')], type: 'datetime' },
  { name: 'last', fn: 'max', args: [eventColumn('time')], type: 'datetime' },
];

/** The values that an account's events have in a column: those with evidence first, then suspect ones, then the most frequent. */
export async function facetsOf(
  name: FacetName,
  events: Relation,
  { reader, most, signal }: { readonly reader: Reader; readonly most: number; readonly signal?: AbortSignal },
): Promise<Facets> {
  const value: Expression = name === 'target' ? column('targetName', 'string') : eventColumn(name);
  const input: Relation =
    name === 'target'
      ? {
          kind: 'unnest',
          input: events,
          lists: [{ list: eventColumn('targets'), column: { name: 'targetName', type: 'string' } }],
          outer: false,
        }
      : events;
  const groups: Relation = {
    kind: 'aggregate',
    input: { kind: 'filter', input, predicate: call('not', [call('isNull', [value])]) },
    groups: [{ name: 'value', expression: value }],
    aggregates: tallies,
  };
  const descending = (of: string): { expression: Expression; descending: boolean; nulls: 'last' } => ({
    expression: column(of, 'long'),
    descending: true,
    nulls: 'last',
  });
  const options = signal === undefined ? {} : { signal };
  const [rows, total] = [
    await reader.query(
      {
        kind: 'limit',
        count: most,
        input: {
          kind: 'sort',
          input: groups,
          keys: [
            descending('evidence'),
            descending('suspect'),
            descending('events'),
            { expression: column('value', 'string'), descending: false, nulls: 'last' },
          ],
        },
      },
      options,
    ),
    await reader.query(
      {
        kind: 'aggregate',
        input: groups,
        groups: [],
        aggregates: [{ name: 'total', fn: 'count', args: [], type: 'long' }],
      },
      options,
    ),
  ];
  return { rows: rows.rows.map(facetOf), total: Number(total.rows[0]?.[0] ?? 0) };
}

function facetOf([value, events, evidence, suspect, failures, first, last]: readonly Json[]): Facet {
  return {
    value: textOr(value, ''),
    events: Number(events ?? 0),
    evidence: Number(evidence ?? 0),
    suspect: Number(suspect ?? 0),
    failures: Number(failures ?? 0),
    first: textOr(first, ''),
    last: textOr(last, ''),
  };
}

/** A text of an answer; another value for anything else. */
export function textOr<Other>(value: Json | undefined, other: Other): string | Other {
  return typeof value === 'string' ? value : other;
}

/** Adds the ids of the alerts that events are evidence of; none of them is suspect yet. */
export function withEvidence(events: Relation, alerts: Expression = nullOf('string')): Relation {
  return {
    kind: 'extend',
    input: events,
    columns: [
      { name: EVIDENCE.name, expression: alerts },
      { name: SUSPECT.name, expression: literal('bool', false) },
    ],
  };
}

/** Says which events that are no evidence are suspect. */
export function withSuspicion(events: Relation, isSuspect: Expression): Relation {
  const suspect = call('and', [call('not', [isEvidence]), isSuspect]);
  return { kind: 'extend', input: events, columns: [{ name: SUSPECT.name, expression: suspect }] };
}
