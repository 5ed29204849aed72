import type { Expression, NamedExpression } from './expressions.js';
import type { Relation, SortKey } from './relations.js';

/** The relations directly inside a relation, those inside its expressions not included. */
export function inputsOf(relation: Relation): readonly Relation[] {
  switch (relation.kind) {
    case 'scan':
    case 'values':
    case 'range':
    case 'readFiles':
    case 'reference':
      return [];
    case 'join':
      return [relation.left, relation.right];
    case 'union':
      return relation.inputs;
    case 'let':
      return [relation.value, relation.body];
    default:
      return [relation.input];
  }
}

/** The expressions a relation holds itself. */
export function expressionsOf(relation: Relation): readonly Expression[] {
  switch (relation.kind) {
    case 'range':
      return [relation.from, relation.to, relation.step];
    case 'filter':
      return [relation.predicate];
    case 'extend':
    case 'project':
      return relation.columns.map((item) => item.expression);
    case 'aggregate':
      return [
        ...relation.groups.map((item) => item.expression),
        ...relation.aggregates.flatMap((item) => [
          ...item.args,
          ...(item.where === undefined ? [] : [item.where]),
          ...(item.order ?? []).map((key) => key.expression),
        ]),
      ];
    case 'window':
      return [
        ...relation.partition,
        ...relation.order.map((key) => key.expression),
        ...relation.calls.flatMap((item) => item.args),
      ];
    case 'join':
      return [relation.condition];
    case 'sort':
      return relation.keys.map((key) => key.expression);
    case 'unnest':
      return relation.lists.map((item) => item.list);
    default:
      return [];
  }
}

/** Rebuilds a relation with other inputs and expressions; a part that does not change is kept as it is. */
export function mapRelation(
  relation: Relation,
  onInput: (input: Relation) => Relation,
  onExpression: (expression: Expression) => Expression,
): Relation {
  const names = (items: readonly NamedExpression[]): readonly NamedExpression[] =>
    items.map((item) => ({ name: item.name, expression: onExpression(item.expression) }));
  const keys = (items: readonly SortKey[]): readonly SortKey[] =>
    items.map((key) => ({ ...key, expression: onExpression(key.expression) }));
  switch (relation.kind) {
    case 'scan':
    case 'values':
    case 'readFiles':
    case 'reference':
      return relation;
    case 'range':
      return {
        ...relation,
        from: onExpression(relation.from),
        to: onExpression(relation.to),
        step: onExpression(relation.step),
      };
    case 'filter':
      return { ...relation, input: onInput(relation.input), predicate: onExpression(relation.predicate) };
    case 'extend':
    case 'project':
      return { ...relation, input: onInput(relation.input), columns: names(relation.columns) };
    case 'aggregate':
      return {
        ...relation,
        input: onInput(relation.input),
        groups: names(relation.groups),
        aggregates: relation.aggregates.map((item) => ({
          ...item,
          args: item.args.map(onExpression),
          ...(item.where === undefined ? {} : { where: onExpression(item.where) }),
          ...(item.order === undefined ? {} : { order: keys(item.order) }),
        })),
      };
    case 'window':
      return {
        ...relation,
        input: onInput(relation.input),
        partition: relation.partition.map(onExpression),
        order: keys(relation.order),
        calls: relation.calls.map((item) => ({ ...item, args: item.args.map(onExpression) })),
      };
    case 'join':
      return {
        ...relation,
        left: onInput(relation.left),
        right: onInput(relation.right),
        condition: onExpression(relation.condition),
      };
    case 'union':
      return { ...relation, inputs: relation.inputs.map(onInput) };
    case 'sort':
      return { ...relation, input: onInput(relation.input), keys: keys(relation.keys) };
    case 'limit':
    case 'distinct':
      return { ...relation, input: onInput(relation.input) };
    case 'unnest':
      return {
        ...relation,
        input: onInput(relation.input),
        lists: relation.lists.map((item) => ({ ...item, list: onExpression(item.list) })),
      };
    case 'let':
      return { ...relation, value: onInput(relation.value), body: onInput(relation.body) };
  }
}

/** Rebuilds an expression with other parts. Relations inside it go through `onRelation`. */
export function mapExpression(
  expression: Expression,
  onExpression: (part: Expression) => Expression,
  onRelation: (relation: Relation) => Relation = (relation) => relation,
): Expression {
  switch (expression.kind) {
    case 'literal':
    case 'column':
    case 'now':
    case 'variable':
      return expression;
    case 'call':
      return { ...expression, args: expression.args.map(onExpression) };
    case 'lambda':
      return { ...expression, body: onExpression(expression.body) };
    case 'scalarQuery':
      return { ...expression, relation: onRelation(expression.relation) };
    case 'inQuery':
      return {
        ...expression,
        value: onExpression(expression.value),
        relation: onRelation(expression.relation),
      };
  }
}

/** The expressions directly inside an expression. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'call':
      return expression.args;
    case 'lambda':
      return [expression.body];
    case 'inQuery':
      return [expression.value];
    default:
      return [];
  }
}

/** True when an expression or any part of it (not inside subqueries) satisfies a test. */
export function someExpression(expression: Expression, test: (part: Expression) => boolean): boolean {
  return test(expression) || partsOf(expression).some((part) => someExpression(part, test));
}

/** Calls back for a relation and every relation below it, those in subqueries of expressions included; parents first. */
export function walkRelations(relation: Relation, visit: (relation: Relation) => void): void {
  visit(relation);
  for (const expression of expressionsOf(relation)) walkQueries(expression, visit);
  for (const input of inputsOf(relation)) walkRelations(input, visit);
}

function walkQueries(expression: Expression, visit: (relation: Relation) => void): void {
  if (expression.kind === 'scalarQuery' || expression.kind === 'inQuery')
    walkRelations(expression.relation, visit);
  for (const part of partsOf(expression)) walkQueries(part, visit);
}
