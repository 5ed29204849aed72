import {
  call,
  column,
  columnsOf,
  conjunctsOf,
  and,
  expressionsOf,
  isRowWise,
  mapExpression,
  mapRelation,
  not,
  partsOf,
  someExpression,
} from '@interloper/plan';
import type { Call, Expression, Relation } from '@interloper/plan';
import { ipGeography } from '@interloper/sources';
import { Unsupported } from '@interloper/sql';
import type { Place } from './place.js';

/** True when a plan asks where addresses are. */
export function asksForPlaces(relation: Relation): boolean {
  let found = false;
  const inExpression = (expression: Expression): Expression => {
    found ||= isQuestion(expression);
    return mapExpression(expression, inExpression, inRelation);
  };
  const inRelation = (inner: Relation): Relation => mapRelation(inner, inRelation, inExpression);
  inRelation(relation);
  return found;
}

/**
 * Answers a plan's questions for places by joins with a relation that has `address` and `geography`. Addresses that the
 * rule writes itself are answered at once by `placeOf`. Throws `Unsupported` where an address stands that no join
 * reaches: in the condition of a join, or inside a list.
 */
export function withPlaces(
  relation: Relation,
  places: Relation,
  placeOf: (address: string) => Place | undefined,
): Relation {
  let number = 0;
  const inQueries = (expression: Expression): Expression => mapExpression(expression, inQueries, answered);

  const answered = (before: Relation): Relation => {
    const inner = mapRelation(before, answered, (part) => inQueries(constants(part, placeOf)));
    const questions = distinct(expressionsOf(inner).flatMap(questionsIn));
    if (questions.length === 0) return inner;
    if (!('input' in inner)) throw new Unsupported('the place of an address in the condition of a join');
    const names = new Map(
      questions.map((question) => {
        number += 1;
        return [keyOf(question), `$geography${number}`];
      }),
    );
    const isOrdered = keepsOrder(inner.input);
    number += 1;
    const order = `$order${number}`;
    const start: Relation = isOrdered ? numbered(inner.input, order) : inner.input;
    const joined = questions.reduce<Relation>(
      (input, question) => joinPlaces(input, question, names.get(keyOf(question)) ?? '', places),
      start,
    );
    const sorted: Relation = isOrdered
      ? {
          kind: 'sort',
          input: joined,
          keys: [{ expression: column(order, 'long'), descending: false, nulls: 'last' }],
        }
      : joined;
    const replace = (expression: Expression): Expression => {
      const name = isQuestion(expression) ? names.get(keyOf(expression)) : undefined;
      return name === undefined ? mapExpression(expression, replace) : column(name, 'dynamic');
    };
    const rebuilt = mapRelation(inner, () => sorted, replace);
    // Steps that hand their input on must not hand on what was joined.
    return only(
      rebuilt,
      columnsOf(inner).map(({ name }) => name),
    );
  };
  return answered(relation);
}

/** The plans that give, as their only column, the addresses whose places a plan asks for. */
export function askedAddresses(relation: Relation): readonly Relation[] {
  const asked: Relation[] = [];
  const visit = (inner: Relation, around: (body: Relation) => Relation): void => {
    if (inner.kind === 'let') {
      visit(inner.value, around);
      visit(inner.body, (body) => around({ ...inner, body }));
      return;
    }
    const inExpression = (expression: Expression): Expression => {
      if (isQuestion(expression) && 'input' in inner)
        asked.push(around(argumentsOf(inner.input, expression)));
      return mapExpression(expression, inExpression, (query) => {
        visit(query, around);
        return query;
      });
    };
    mapRelation(
      inner,
      (input) => {
        visit(input, around);
        return input;
      },
      inExpression,
    );
  };
  visit(relation, (body) => body);
  // Questions about a variable of a list cannot be asked apart: `withPlaces` refuses them.
  return asked.filter((plan) => !usesVariable(plan));
}

/**
 * A plan without its conditions on `now`, where that gives a superset of its rows at every instant; undefined where rows
 * depend on others.
 */
export function atAnyTime(relation: Relation): Relation | undefined {
  const apart = relation.kind === 'distinct' ? relation.input : relation;
  if (!isRowWise(apart)) return undefined;
  const widen = (inner: Relation): Relation => {
    if (inner.kind === 'filter') {
      const kept = conjunctsOf(inner.predicate).filter((part) => !someExpression(part, isNow));
      const input = widen(inner.input);
      return kept.length === 0 ? input : { ...inner, input, predicate: and(...kept) };
    }
    return mapRelation(inner, widen, (expression) => expression);
  };
  const wide = widen(apart);
  const usesNow = JSON.stringify(wide).includes('"kind":"now"');
  return usesNow ? undefined : { kind: 'distinct', input: wide };
}

function isNow(part: Expression): boolean {
  return part.kind === 'now';
}

function isQuestion(expression: Expression): expression is Call {
  return expression.kind === 'call' && expression.fn === 'addressGeography';
}

function questionsIn(expression: Expression): readonly Call[] {
  return [...(isQuestion(expression) ? [expression] : []), ...partsOf(expression).flatMap(questionsIn)];
}

function keyOf(question: Expression): string {
  return JSON.stringify(question);
}

function distinct(questions: readonly Call[]): readonly Call[] {
  return [...new Map(questions.map((question) => [keyOf(question), question])).values()];
}

function addressOf(question: Call): Expression {
  const [address] = question.args;
  if (address === undefined) throw new Error('a question for a place lacks its address');
  return address;
}

function constants(expression: Expression, placeOf: (address: string) => Place | undefined): Expression {
  if (isQuestion(expression)) {
    const address = addressOf(expression);
    if (address.kind === 'literal') {
      const place = address.value === null ? undefined : placeOf(String(address.value));
      return { kind: 'literal', type: 'dynamic', value: place === undefined ? null : JSON.stringify(place) };
    }
  }
  return mapExpression(expression, (part) => constants(part, placeOf));
}

function joinPlaces(input: Relation, question: Call, name: string, places: Relation): Relation {
  const address = addressOf(question);
  if (someExpression(address, (part) => part.kind === 'variable'))
    throw new Unsupported('the place of an address inside a list: take the list apart first');
  return {
    kind: 'join',
    flavour: 'left',
    left: input,
    right: places,
    condition: call('eq', [onLeft(address), column('address', 'string', 'right')]),
    columns: [
      ...columnsOf(input).map((item) => ({ name: item.name, side: 'left' as const, source: item.name })),
      { name, side: 'right', source: 'geography' },
    ],
  };
}

function onLeft(expression: Expression): Expression {
  return expression.kind === 'column'
    ? column(expression.name, expression.type, 'left')
    : mapExpression(expression, onLeft);
}

function numbered(input: Relation, name: string): Relation {
  return {
    kind: 'window',
    input,
    partition: [],
    order: [],
    calls: [{ name, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
}

/** True when rows come in an order that the rule has made. */
function keepsOrder(relation: Relation): boolean {
  switch (relation.kind) {
    case 'sort':
    case 'limit':
      return true;
    case 'filter':
    case 'extend':
    case 'project':
    case 'window':
    case 'unnest':
      return keepsOrder(relation.input);
    case 'let':
      return keepsOrder(relation.body);
    default:
      return false;
  }
}

function only(relation: Relation, names: readonly string[]): Relation {
  const given = columnsOf(relation);
  if (given.length === names.length) return relation;
  return {
    kind: 'project',
    input: relation,
    columns: names.flatMap((name) => {
      const found = given.find((item) => item.name === name);
      return found === undefined ? [] : [{ name, expression: column(name, found.type) }];
    }),
  };
}

/** The addresses that a step asks for and that are not among the stored ones. */
function argumentsOf(input: Relation, question: Call): Relation {
  const address = addressOf(question);
  const asked: Relation = {
    kind: 'project',
    input: { kind: 'filter', input, predicate: not(call('isNull', [address])) },
    columns: [{ name: 'address', expression: address }],
  };
  return { kind: 'distinct', input: asked };
}

function usesVariable(plan: Relation): boolean {
  const step = plan.kind === 'distinct' ? plan.input : plan;
  return expressionsOf(step).some((expression) =>
    someExpression(expression, (part) => part.kind === 'variable'),
  );
}

/** Leaves out the addresses that are stored. */
export function notStored(asked: Relation): Relation {
  return {
    kind: 'join',
    flavour: 'leftAnti',
    left: asked,
    right: ipGeography,
    condition: call('eq', [column('address', 'string', 'left'), column('address', 'string', 'right')]),
    columns: [{ name: 'address', side: 'left', source: 'address' }],
  };
}
