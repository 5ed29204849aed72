import { and, bool, call, column, columnsOf, nullOf, or, text, variable } from '@interloper/plan';
import type { Column, Expression, JoinColumn, Relation, ScanProgram } from '@interloper/plan';
import { cellOf, valueOfCell } from '../cells.js';
import { hoist } from '../lowering.js';
import type { Env, Rows, SessionUse } from '../lowering.js';
import { carriedColumns } from '../text.js';

const STEP = 's';

/** A row of the walk: what decides, computed by the engine. */
const CELLS: readonly Column[] = [
  { name: 'place', type: 'long' },
  { name: 'value', type: 'datetime' },
  { name: 'fromFirst', type: 'timespan' },
  { name: 'fromLast', type: 'timespan' },
  { name: 'restart', type: 'bool' },
];

/**
 * The rows with the first value of the session each belongs to, in the column `name`. Where a session begins rests on
 * where the one before began, so the rows of each part are gone through in order as those of `scan`.
 * https://learn.microsoft.com/kusto/query/row-window-session-function
 */
export function withSessions(rows: Rows, session: SessionUse, name: string, env: Env): Rows {
  const place = env.context.fresh('place');
  const parts = carriedColumns(rows);
  const numbered = hoist(
    env,
    {
      ...rows,
      relation: {
        kind: 'window',
        input: rows.relation,
        partition: parts.map(({ expression }) => expression),
        order: rows.order ?? [],
        calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
      },
    },
    'sessions',
    true,
  );
  const began = walked(numbered, session, name, place, env);
  const columns: readonly JoinColumn[] = [
    ...columnsOf(numbered.relation).map(
      (item) => ({ name: item.name, side: 'left', source: item.name }) as const,
    ),
    { name, side: 'right', source: name },
  ];
  const same = parts.map(({ name: key, expression: { type } }) =>
    call('same', [column(key, type, 'left'), column(key, type, 'right')]),
  );
  const joined: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: numbered.relation,
    right: began,
    condition: and(...same, call('eq', [column(place, 'long', 'left'), column(place, 'long', 'right')])),
    columns,
  };
  const keys = [{ expression: column(place, 'long'), descending: false, nulls: 'last' }] as const;
  return { ...rows, relation: { kind: 'sort', input: joined, keys } };
}

/** The place of each row in its part, and the beginning of its session. */
function walked(rows: Rows, session: SessionUse, name: string, place: string, env: Env): Relation {
  const [list, row] = [env.context.fresh('rows'), env.context.fresh('row')];
  const parts = carriedColumns(rows);
  const cells = [
    column(place, 'long'),
    session.value,
    session.fromFirst,
    session.fromLast,
    session.restart,
  ].map(cellOf);
  const gathered: Relation = {
    kind: 'aggregate',
    input: rows.relation,
    groups: parts,
    aggregates: [
      {
        name: list,
        fn: 'listWithNulls',
        args: [call('makeArray', cells)],
        type: 'dynamic',
        order: [{ expression: column(place, 'long'), descending: false, nulls: 'first' }],
      },
    ],
  };
  const unnested: Relation = {
    kind: 'unnest',
    input: gathered,
    lists: [
      {
        list: call('scanRows', [column(list, 'dynamic'), text(JSON.stringify(program()))]),
        column: { name: row, type: 'dynamic' },
      },
    ],
    outer: false,
  };
  return {
    kind: 'project',
    input: unnested,
    columns: [
      ...parts.map((item) => ({ name: item.name, expression: column(item.name, item.expression.type) })),
      { name: place, expression: valueOfCell(column(row, 'dynamic'), 0, 'long') },
      { name, expression: valueOfCell(column(row, 'dynamic'), 1, 'datetime') },
    ],
  };
}

/** One step that takes every row and remembers where its session began. */
function program(): ScanProgram {
  const cell = (index: number): Expression => {
    const { name, type } = CELLS[index] ?? { name: '', type: 'dynamic' };
    return column(name, type);
  };
  const [value, fromFirst, fromLast, restart] = [cell(1), cell(2), cell(3), cell(4)];
  const before = (remembered: string): Expression => variable(`${STEP}.${remembered}`, 'datetime');
  const reaches = (from: Expression, distance: Expression): Expression =>
    call('ge', [value, call('add', [from, distance], 'datetime')]);
  const begins = or(
    call('isNull', [value]),
    call('isNull', [before('start')]),
    call('isTrue', [reaches(before('start'), fromFirst)]),
    call('isTrue', [reaches(before('value'), fromLast)]),
    call('isTrue', [restart]),
  );
  return {
    columns: CELLS,
    shown: 1,
    declared: [{ name: 'start', type: 'datetime', otherwise: nullOf('datetime') }],
    matchId: false,
    steps: [
      {
        name: STEP,
        output: true,
        condition: bool(true),
        assignments: [{ name: 'start', expression: call('if', [begins, value, before('start')]) }],
      },
    ],
  };
}
