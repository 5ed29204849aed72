import { column, conjunctsOf, text } from '../expressions.js';
import type { Expression, NamedExpression } from '../expressions.js';
import type { Relation, Scan } from '../relations.js';
import type { Column } from '../types.js';
import { walkRelations } from '../visit.js';

/** The columns that tell which stored event a row comes from: its dataset, and its row there. */
export const eventColumns = {
  dataset: { name: '_event:dataset', type: 'string' },
  row: { name: '_event:row', type: 'long' },
} as const satisfies Readonly<Record<string, Column>>;

const both = [eventColumns.dataset, eventColumns.row] as const;

/**
 * The events that a plan finds: a row of `eventColumns` for each row of its answer. Undefined when rows do not stand for
 * single events: groups, rows written in the rule. Of a join the left side's events are told; different rows are those
 * of all their events.
 */
export function traceEvents(plan: Relation): Relation | undefined {
  const traced = trace(plan);
  return traced === undefined ? undefined : { kind: 'project', input: traced, columns: both.map(asIs) };
}

function asIs({ name, type }: Column): NamedExpression {
  return { name, expression: column(name, type) };
}

function trace(relation: Relation): Relation | undefined {
  switch (relation.kind) {
    case 'scan':
      return traceScan(relation);
    case 'filter':
    case 'extend':
    case 'window':
    case 'sort':
    case 'limit':
    case 'unnest': {
      const input = trace(relation.input);
      return input === undefined ? undefined : { ...relation, input };
    }
    case 'distinct':
      return trace(relation.input);
    case 'project': {
      const input = trace(relation.input);
      return input === undefined
        ? undefined
        : { ...relation, input, columns: [...relation.columns, ...both.map(asIs)] };
    }
    case 'union': {
      const inputs = relation.inputs.map(trace);
      return inputs.every((input) => input !== undefined) ? { ...relation, inputs } : undefined;
    }
    case 'join': {
      if (!LEFT.has(relation.flavour)) return undefined;
      const left = trace(relation.left);
      if (left === undefined) return undefined;
      const columns = both.map(({ name }) => ({ name, side: 'left' as const, source: name }));
      return { ...relation, left, columns: [...relation.columns, ...columns] };
    }
    default:
      return undefined;
  }
}

const LEFT: ReadonlySet<string> = new Set(['inner', 'left', 'leftSemi', 'leftAnti']);

function traceScan(scan: Scan): Relation {
  const numbered = scan.columns.some(({ name }) => name === '_row');
  const input: Scan = numbered
    ? scan
    : { ...scan, columns: [...scan.columns, { name: '_row', type: 'long' }] };
  return {
    kind: 'project',
    input,
    columns: [
      ...scan.columns.map(asIs),
      { name: eventColumns.dataset.name, expression: text(scan.dataset) },
      { name: eventColumns.row.name, expression: column('_row', 'long') },
    ],
  };
}

/** A condition that a plan puts on its rows, and the plan as far as it, the condition included. */
export interface FilterStage {
  readonly condition: Expression;
  readonly relation: Relation;
}

/**
 * The conditions of a plan in the order in which they apply, one conjunct after the other. Undefined when a row does not
 * simply pass from step to step: what stands beside others (joins, unions, windows, limits) decides over it too.
 */
export function filterStages(plan: Relation): readonly FilterStage[] | undefined {
  switch (plan.kind) {
    case 'scan':
      return [];
    case 'filter': {
      const before = filterStages(plan.input);
      if (before === undefined) return undefined;
      const stages: FilterStage[] = [];
      let relation = plan.input;
      for (const condition of conjunctsOf(plan.predicate)) {
        relation = { kind: 'filter', input: relation, predicate: condition };
        stages.push({ condition, relation });
      }
      return [...before, ...stages];
    }
    case 'extend':
    case 'project':
    case 'sort':
    case 'distinct':
    case 'unnest':
      return filterStages(plan.input);
    default:
      return undefined;
  }
}

/** The datasets that a plan reads. */
export function datasetsRead(plan: Relation): ReadonlySet<string> {
  const found = new Set<string>();
  walkRelations(plan, (relation) => {
    if (relation.kind === 'scan') found.add(relation.dataset);
  });
  return found;
}
