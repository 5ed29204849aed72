import {
  CannotSay,
  column,
  columnsOf,
  literal,
  mapExpression,
  mapRelation,
  call,
  long,
} from '@interloper/plan';
import type { Expression, NamedExpression, Relation } from '@interloper/plan';
import { isUnlimited } from './stats.js';

type Lists = ReadonlySet<string>;

/**
 * Lists that a rule makes are fields of several values to Splunk, not JSON: the sets of an aggregate, and the columns
 * they go on to.
 */
export function withLists(relation: Relation): Relation {
  return visit(relation).relation;
}

interface Visited {
  readonly relation: Relation;
  readonly lists: Lists;
}

function visit(relation: Relation): Visited {
  switch (relation.kind) {
    case 'aggregate': {
      const { relation: input, lists } = visit(relation.input);
      const on = over(lists);
      const aggregates = relation.aggregates.map((item) => {
        const args = item.args.map(on);
        if (item.fn !== 'set' || (item.limit !== undefined && !isUnlimited(item.limit)))
          return { ...item, args };
        const { limit: _limit, ...rest } = item;
        return { ...rest, args, fn: 'mvValues' as const, type: 'multivalue' as const };
      });
      const groups = named(relation.groups, on);
      return made({ ...relation, input, groups, aggregates }, relation);
    }
    case 'extend': {
      const { relation: input, lists } = visit(relation.input);
      return made({ ...relation, input, columns: named(relation.columns, over(lists)) }, relation);
    }
    case 'project': {
      const { relation: input, lists } = visit(relation.input);
      return made({ ...relation, input, columns: named(relation.columns, over(lists)) }, relation);
    }
    case 'join': {
      const [left, right] = [visit(relation.left), visit(relation.right)];
      return made({ ...relation, left: left.relation, right: right.relation }, relation);
    }
    case 'union': {
      const inputs = relation.inputs.map(visit);
      const lists = new Set(inputs.flatMap((input) => [...input.lists]));
      return {
        relation: { ...relation, inputs: inputs.map((input) => filledUp(input.relation, lists)) },
        lists,
      };
    }
    default: {
      let lists: Lists = new Set();
      const onInput = (input: Relation): Relation => {
        const visited = visit(input);
        lists = new Set([...lists, ...visited.lists]);
        return visited.relation;
      };
      const inner = mapRelation(relation, onInput, (expression) => expression);
      return { relation: mapRelation(inner, (input) => input, over(lists)), lists };
    }
  }
}

/** The columns that have become lists: those of another type than before. */
function made(relation: Relation, before: Relation): Visited {
  const types = new Map(columnsOf(before).map(({ name, type }) => [name, type] as const));
  const lists = columnsOf(relation).filter(
    ({ name, type }) => type === 'multivalue' && types.get(name) === 'dynamic',
  );
  return { relation, lists: new Set(lists.map(({ name }) => name)) };
}

/** Where other inputs have a list, one without has none. */
function filledUp(relation: Relation, lists: Lists): Relation {
  if (relation.kind !== 'project') return relation;
  const columns = relation.columns.map(({ name, expression }): NamedExpression => {
    if (!lists.has(name) || expression.type === 'multivalue') return { name, expression };
    if (expression.kind === 'literal' && expression.value === null)
      return { name, expression: literal('multivalue', null) };
    throw new CannotSay('a column that is JSON in one log and a list in another');
  });
  return { ...relation, columns };
}

function named(
  items: readonly NamedExpression[],
  on: (part: Expression) => Expression,
): readonly NamedExpression[] {
  return items.map(({ name, expression }) => ({ name, expression: on(expression) }));
}

function over(lists: Lists): (expression: Expression) => Expression {
  const on = (expression: Expression): Expression => {
    if (expression.kind === 'column')
      return lists.has(expression.name) && expression.type === 'dynamic'
        ? column(expression.name, 'multivalue')
        : expression;
    if (expression.kind === 'call') {
      const [first] = expression.args;
      const list = first === undefined ? undefined : on(first);
      if (first?.type === 'dynamic' && list?.type === 'multivalue') {
        if (expression.fn === 'mvFromJson') return list;
        if (expression.fn === 'arrayLength') return call('coalesce', [call('mvCount', [list]), long(0)]);
        if (expression.fn === 'mvJoin' || expression.fn === 'mvCount')
          return { ...expression, args: [list, ...expression.args.slice(1)] };
        throw new CannotSay(`${expression.fn} of a list that the rule makes`);
      }
    }
    return mapExpression(expression, on);
  };
  return on;
}
