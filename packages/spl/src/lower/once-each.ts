import type { Expression, View, ViewColumn } from '@interloper/plan';
import { findField } from '@interloper/plan';
import type { SearchExpr } from '../syntax/tree.js';

/** A view that a search reads, with what is left of its terms there. */
export interface PickedView {
  readonly view: View;
  readonly decided: SearchExpr | true | undefined;
  /** Other names under which the same records are known. */
  readonly others: readonly string[];
  /** Names that mean different things in the views put together, in lower case; a rule that uses one is refused. */
  readonly ambiguous: ReadonlySet<string>;
}

/**
 * Views that name the same records, put together so that each record is one event: it is read as the view that holds
 * all of them, and has the fields that only another view names, too. Undefined when that is not clear: the views hold
 * different records that may overlap, or the search asks different things of them.
 */
export function onceEach(
  picked: readonly { readonly view: View; readonly decided: SearchExpr | true | undefined }[],
): readonly PickedView[] | undefined {
  const datasets = groupedBy(picked, ({ view }) => view.scan.dataset);
  const clusters = datasets.flatMap((views) => {
    const all = views.find(({ view }) => view.filter === undefined);
    if (all !== undefined) return [[all, ...views.filter((each) => each !== all)]];
    return groupedBy(views, ({ view }) => JSON.stringify(view.filter));
  });
  const heads = clusters.flatMap(([head]) => (head === undefined ? [] : [head.view]));
  const overlap = heads.some((view, at) =>
    heads
      .slice(at + 1)
      .some((other) => view.scan.dataset === other.scan.dataset && !areDisjoint(view, other)),
  );
  const differ = clusters.some(
    (views) => new Set(views.map(({ decided }) => JSON.stringify(decided) ?? '')).size > 1,
  );
  if (overlap || differ) return undefined;
  return clusters.flatMap(([head, ...rest]) => (head === undefined ? [] : [together(head, rest)]));
}

function groupedBy<Item>(items: readonly Item[], key: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}

function together(
  head: { readonly view: View; readonly decided: SearchExpr | true | undefined },
  rest: readonly { readonly view: View }[],
): PickedView {
  const ambiguous = new Set<string>();
  const added = new Map<string, ViewColumn>();
  for (const column of rest.flatMap(({ view }) => view.columns)) {
    const known =
      added.get(column.name) ??
      head.view.columns.find((item) => item.name === column.name) ??
      exactly(head.view, column.name);
    if (known === undefined) added.set(column.name, column);
    else if (!isSame(known.expression, column.expression)) ambiguous.add(column.name.toLowerCase());
  }
  // The time of an event is that of the view it is read as.
  ambiguous.delete('_time');
  const columns = [...head.view.columns, ...added.values()].filter(
    (column) => !ambiguous.has(column.name.toLowerCase()),
  );
  return {
    view: { ...head.view, columns },
    decided: head.decided,
    others: rest.map(({ view }) => view.name),
    ambiguous,
  };
}

function exactly(view: View, name: string): ViewColumn | undefined {
  const match = findField(view, name, true);
  return match === undefined || match.path.length > 0 ? undefined : match.column;
}

function isSame(left: Expression, right: Expression): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** True when no record is in both views: their filters ask one column for different values. */
function areDisjoint(left: View, right: View): boolean {
  const [first, second] = [valuesAsked(left.filter), valuesAsked(right.filter)];
  if (first === undefined || second === undefined || first.column !== second.column) return false;
  return first.values.every((value) => !second.values.includes(value));
}

function valuesAsked(
  filter: Expression | undefined,
): { readonly column: string; readonly values: readonly unknown[] } | undefined {
  if (filter?.kind !== 'call' || (filter.fn !== 'eq' && filter.fn !== 'in')) return undefined;
  const [subject, ...values] = filter.args;
  if (subject?.kind !== 'column' || values.some((value) => value.kind !== 'literal')) return undefined;
  return {
    column: subject.name,
    values: values.map((value) => (value.kind === 'literal' ? value.value : undefined)),
  };
}
