import { and, bool, call, column, long, nullOf, or } from '@interloper/plan';
import type { AggregateCall, Expression, NamedExpression, Relation } from '@interloper/plan';
import type { Dataset } from '@interloper/sources';
import type { Json, Store } from '@interloper/sql';
import { textCell } from './cells.js';
import { hasValue, wholeScan } from './fast-path.js';
import { foldGroup } from './fold-group.js';
import type { Candidate } from './fold-group.js';

/** Columns of the candidate relation. */
const ROW = column('_row', 'long');
const FILE = column('_file', 'string');
const FILLED = column('filled', 'long');

/**
 * Hides rows that repeat another (re-delivery, overlapping exports, in whatever shape) and keeps the one that says
 * most, the earliest of equals. The engine finds rows with a shared identity and folds those that agree in everything
 * both carry; only identities whose rows differ somewhere come here to be compared one by one.
 *
 * @returns the number of rows hidden now, by input
 */
export async function foldRepeats(store: Store, dataset: Dataset): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const repeats of [dataset.repeats, ...(dataset.otherRepeats ?? [])]) {
    for (const [file, count] of await foldBy(store, { ...dataset, repeats }))
      counts.set(file, (counts.get(file) ?? 0) + count);
  }
  return counts;
}

/** Folds by the dataset's first identity alone. */
async function foldBy(store: Store, dataset: Dataset): Promise<ReadonlyMap<string, number>> {
  if (!(await isNeeded(store, dataset)) || !(await hasRepeatedKeys(store, dataset))) return new Map();
  const candidates = candidateRows(dataset);
  const groups = groupsOf(dataset, candidates);
  const agreed = await store.query(rowsOf(dataset, candidates, groups, true));
  const counts = new Map<string, number>();
  const hidden: number[] = [];
  const hide = (row: number, file: string): void => {
    hidden.push(row);
    counts.set(file, (counts.get(file) ?? 0) + 1);
  };
  let differing = false;
  for (const [row, file, agrees] of agreed.rows) {
    if (agrees === true) hide(Number(row), textCell(file));
    else differing = true;
  }
  const others = differing ? (await store.query(rowsOf(dataset, candidates, groups, false))).rows : [];
  for (const group of byIdentity(dataset, others)) {
    for (const { row, file } of foldGroup(group)) hide(row, file);
  }
  await store.hide(dataset.name, hidden);
  return counts;
}

async function isNeeded(store: Store, dataset: Dataset): Promise<boolean> {
  const { when } = dataset.repeats;
  if (when === undefined) return true;
  const some: Relation = { kind: 'filter', input: wholeScan(dataset), predicate: when };
  const { rows } = await store.query({
    kind: 'project',
    input: { kind: 'limit', input: some, count: 1 },
    columns: [{ name: '_row', expression: ROW }],
  });
  return rows.length > 0;
}

/** Most data has no repeats, and to find that out is all it should pay. */
async function hasRepeatedKeys(store: Store, dataset: Dataset): Promise<boolean> {
  const keys = repeatedKeys(dataset);
  const { rows } = await store.query({ kind: 'limit', input: keys, count: 1 });
  return rows.length > 0;
}

/** Values of the first identity column that occur more than once. */
function repeatedKeys(dataset: Dataset): Relation {
  const [first] = dataset.repeats.identity;
  if (first === undefined) throw new Error(`${dataset.name} has no identity`);
  const key = column(first, 'string');
  return {
    kind: 'project',
    input: {
      kind: 'filter',
      input: {
        kind: 'aggregate',
        input: { kind: 'filter', input: wholeScan(dataset), predicate: hasValue(key) },
        groups: [{ name: 'key', expression: key }],
        aggregates: [{ name: 'rows', fn: 'count', args: [], type: 'long' }],
      },
      predicate: call('gt', [column('rows', 'long'), long(1)]),
    },
    columns: [{ name: 'key', expression: column('key', 'string') }],
  };
}

/** Rows whose first identity column occurs more than once: identity, comparison values, how much they fill. */
function candidateRows(dataset: Dataset): Relation {
  const { identity, compare } = dataset.repeats;
  const [first] = identity;
  if (first === undefined) throw new Error(`${dataset.name} has no identity`);
  const scan = wholeScan(dataset);
  const known = identity.map((name) => hasValue(column(name, 'string')));
  return {
    kind: 'project',
    input: {
      kind: 'filter',
      input: scan,
      predicate: and(
        { kind: 'inQuery', type: 'bool', value: column(first, 'string'), relation: repeatedKeys(dataset) },
        ...known,
      ),
    },
    columns: [
      { name: '_row', expression: ROW },
      { name: '_file', expression: FILE },
      { name: 'filled', expression: fullness(dataset) },
      ...identity.map((name, index) => ({ name: `i${index}`, expression: column(name, 'string') })),
      ...compare.map((expression, index): NamedExpression => ({ name: `k${index}`, expression })),
    ],
  };
}

/** How many columns a row fills. */
function fullness(dataset: Dataset): Expression {
  const ones = dataset.columns.map((item): Expression =>
    call('if', [hasValue(column(item.name, item.type)), long(1), long(0)]),
  );
  return sumOf(ones);
}

/** A sum, halved again and again: engines limit how deep an expression may be, not how wide. */
function sumOf(terms: readonly Expression[]): Expression {
  const [first = long(0)] = terms;
  if (terms.length <= 1) return first;
  const middle = Math.ceil(terms.length / 2);
  return call('add', [sumOf(terms.slice(0, middle)), sumOf(terms.slice(middle))], 'long');
}

/** One row for each identity that several rows share: whether they agree, and the row that says most. */
function groupsOf(dataset: Dataset, candidates: Relation): Relation {
  const { identity, compare } = dataset.repeats;
  const ends = compare.flatMap((expression, index): readonly AggregateCall[] => {
    const value = column(`k${index}`, expression.type);
    return [
      { name: `min${index}`, fn: 'min', args: [value], type: expression.type },
      { name: `max${index}`, fn: 'max', args: [value], type: expression.type },
    ];
  });
  const agrees = compare.map((expression, index) =>
    call('coalesce', [
      call('eq', [column(`min${index}`, expression.type), column(`max${index}`, expression.type)]),
      bool(true),
    ]),
  );
  return {
    kind: 'project',
    input: {
      kind: 'filter',
      input: {
        kind: 'aggregate',
        input: candidates,
        groups: identity.map((_, index) => ({
          name: `i${index}`,
          expression: column(`i${index}`, 'string'),
        })),
        aggregates: [
          { name: 'rows', fn: 'count', args: [], type: 'long' },
          { name: 'best', fn: 'max', args: [rank()], type: 'long' },
          ...ends,
        ],
      },
      predicate: call('gt', [column('rows', 'long'), long(1)]),
    },
    columns: [
      ...identity.map((_, index) => ({ name: `i${index}`, expression: column(`i${index}`, 'string') })),
      { name: 'best', expression: column('best', 'long') },
      { name: 'agrees', expression: and(...agrees) },
    ],
  };
}

/** Fuller rows rank higher, earlier ones among equals; a row number has less than 40 bits. */
function rank(): Expression {
  return call('subtract', [call('multiply', [FILLED, long(2 ** 40)], 'long'), ROW], 'long');
}

/**
 * Agreeing: the rows to fold of groups that agree, and rows of groups that do not, marked as such. Else: all rows of
 * groups that do not, with what is needed to compare them.
 */
function rowsOf(dataset: Dataset, candidates: Relation, groups: Relation, agreeing: boolean): Relation {
  const { identity, compare } = dataset.repeats;
  const names = ['_row', '_file', 'filled', ...identity.map((_, index) => `i${index}`)];
  const values = agreeing ? [] : compare.map((_, index) => `k${index}`);
  const joined: Relation = {
    kind: 'join',
    flavour: 'inner',
    left: candidates,
    right: groups,
    condition: and(
      ...identity.map((_, index) =>
        call('eq', [column(`i${index}`, 'string', 'left'), column(`i${index}`, 'string', 'right')]),
      ),
    ),
    columns: [
      ...[...names, ...values].map((name) => ({ name, side: 'left' as const, source: name })),
      { name: 'best', side: 'right', source: 'best' },
      { name: 'agrees', side: 'right', source: 'agrees' },
    ],
  };
  const agrees = column('agrees', 'bool');
  const typeOfValue = (name: string): Expression => {
    const index = Number(name.slice(1));
    return column(name, compare[index]?.type ?? nullOf('string').type);
  };
  return {
    kind: 'project',
    input: {
      kind: 'filter',
      input: joined,
      predicate: agreeing
        ? or(call('not', [agrees]), call('ne', [rank(), column('best', 'long')]))
        : call('not', [agrees]),
    },
    columns: [
      { name: '_row', expression: ROW },
      { name: '_file', expression: FILE },
      ...(agreeing
        ? [{ name: 'agrees', expression: agrees }]
        : [
            { name: 'filled', expression: FILLED },
            ...identity.map((_, index) => ({
              name: `i${index}`,
              expression: column(`i${index}`, 'string'),
            })),
            ...values.map((name) => ({ name, expression: typeOfValue(name) })),
          ]),
    ],
  };
}

function byIdentity(dataset: Dataset, rows: readonly (readonly Json[])[]): Iterable<readonly Candidate[]> {
  const width = dataset.repeats.identity.length;
  const groups = new Map<string, Candidate[]>();
  for (const [row, file, filled, ...rest] of rows) {
    const key = JSON.stringify(rest.slice(0, width));
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ row: Number(row), file: textCell(file), filled: Number(filled), values: rest.slice(width) });
  }
  return groups.values();
}
