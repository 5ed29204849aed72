import {
  and,
  call,
  column,
  columnsOf,
  conjunctsOf,
  expressionsOf,
  long,
  mapExpression,
  mapRelation,
  signatureOf,
  someExpression,
  text,
  walkRelations,
} from '@interloper/plan';
import type { Expression, NamedExpression, Relation } from '@interloper/plan';
import { mergeSteps } from './merge-steps.js';
import type { RegexShape } from './regex-shape.js';
import { regexShape } from './regex-shape.js';

/**
 * Says groups of regular expressions in the words that engines are quick with. `regexExtract` tells a group that took
 * no part from an empty one, which engines do not do as quickly as they take a group: where the pattern shows that a
 * group is never empty, or a filter keeps only what matches, `regexGroup` (empty without a match) serves as well.
 */
export function regexGroups(relation: Relation): Relation {
  return takesGroups(relation) ? mergeSteps(neverEmpty(whereFound(relation))) : relation;
}

function takesGroups(relation: Relation): boolean {
  let found = false;
  const isGroup = (part: Expression): boolean => part.kind === 'call' && part.fn === 'regexExtract';
  walkRelations(relation, (part) => {
    found ||= expressionsOf(part).some((expression) => someExpression(expression, isGroup));
  });
  return found;
}

/** Asks for the match before groups are taken, where a filter behind them keeps nothing else. */
function whereFound(relation: Relation): Relation {
  const inQueries = (part: Expression): Expression => mapExpression(part, inQueries, whereFound);
  const mapped = mapRelation(relation, whereFound, inQueries);
  if (mapped.kind !== 'filter') return mapped;
  const conjuncts = conjunctsOf(mapped.predicate);
  const { input, found } = asked(mapped.input, new Set(conjuncts.flatMap(columnsThere)));
  if (found.size === 0) return mapped;
  const kept = conjuncts.filter((part) => !found.has(columnTested(part) ?? ''));
  return kept.length === 0 ? input : { ...mapped, input, predicate: and(...kept) };
}

interface Asked {
  readonly input: Relation;
  /** The columns that are now never null. */
  readonly found: ReadonlySet<string>;
}

/** The relation without rows in which a group among the columns is null, as far as it can ask for that first. */
function asked(relation: Relation, names: ReadonlySet<string>): Asked {
  const unchanged: Asked = { input: relation, found: new Set() };
  if (names.size === 0) return unchanged;
  if (relation.kind === 'filter') {
    const below = asked(relation.input, names);
    return { ...below, input: { ...relation, input: below.input } };
  }
  if (relation.kind !== 'extend') return unchanged;
  const wanted = relation.columns.flatMap((item) => {
    const group = names.has(item.name) ? groupOf(item.expression) : undefined;
    const test = group === undefined ? undefined : testOf(group);
    return group === undefined || test === undefined ? [] : [{ name: item.name, group, test }];
  });
  if (wanted.length === 0) {
    const made = new Set(relation.columns.map(({ name }) => name));
    const below = asked(relation.input, new Set([...names].filter((name) => !made.has(name))));
    return { ...below, input: { ...relation, input: below.input } };
  }
  const matched = new Set(wanted.map(({ group }) => group.match));
  const found = new Set(wanted.map(({ name }) => name));
  const columns = relation.columns.map((item): NamedExpression => {
    const group = groupOf(item.expression);
    if (group === undefined) return item;
    const known = found.has(item.name) || (matched.has(group.match) && group.always);
    return known ? { ...item, expression: plainGroup(group, group.number) } : item;
  });
  const tests = new Map(wanted.map(({ test }) => [JSON.stringify(test), test]));
  const input: Relation = { kind: 'filter', input: relation.input, predicate: and(...tests.values()) };
  return { input: { ...relation, input, columns }, found };
}

/** The columns without which a condition is not true. */
function columnsThere(condition: Expression): readonly string[] {
  const tested = columnTested(condition);
  if (tested !== undefined) return [tested];
  if (condition.kind === 'column') return [condition.name];
  if (condition.kind !== 'call') return [];
  const strict = condition.fn === 'isTrue' || signatureOf(condition.fn).nulls === 'strict';
  return strict ? condition.args.flatMap(columnsNeeded) : [];
}

/** The columns without which a value is null. */
function columnsNeeded(value: Expression): readonly string[] {
  if (value.kind === 'column') return [value.name];
  if (value.kind !== 'call' || signatureOf(value.fn).nulls !== 'strict') return [];
  return value.args.flatMap(columnsNeeded);
}

/** The column of `not(isNull(column))`. */
function columnTested(condition: Expression): string | undefined {
  const [inner] = condition.kind === 'call' && condition.fn === 'not' ? condition.args : [];
  const [value] = inner?.kind === 'call' && inner.fn === 'isNull' ? inner.args : [];
  return value?.kind === 'column' ? value.name : undefined;
}

/** A `regexExtract` whose pattern can be read. */
interface Group {
  readonly subject: Expression;
  readonly pattern: Expression;
  readonly number: number;
  /** The text and the pattern, the same for all groups of a match. */
  readonly match: string;
  readonly shape: RegexShape;
  readonly nonEmpty: boolean;
  readonly always: boolean;
}

/** The greatest number of a group that `regexGroup` takes. */
const MOST_GROUPS = 9;

function groupOf(expression: Expression): Group | undefined {
  if (expression.kind !== 'call' || expression.fn !== 'regexExtract') return undefined;
  const [subject, pattern, group] = expression.args;
  if (subject === undefined || someExpression(subject, isRandom)) return undefined;
  if (pattern?.kind !== 'literal' || group?.kind !== 'literal') return undefined;
  const [number, shape] = [Number(group.value), regexShape(String(pattern.value))];
  const own = number === 0 && shape !== undefined ? { ...shape, always: true } : shape?.groups[number - 1];
  if (shape === undefined || own === undefined || number > MOST_GROUPS) return undefined;
  const match = JSON.stringify([subject, pattern]);
  const { nonEmpty, always } = own;
  return { subject, pattern, number, match, shape, nonEmpty, always };
}

/** Calls that give another value each time: what is asked of one is not what is taken from the next. */
function isRandom(expression: Expression): boolean {
  return expression.kind === 'call' && (expression.fn === 'random' || expression.fn === 'newGuid');
}

function plainGroup({ subject, pattern }: Group, number: number): Expression {
  return call('regexGroup', [subject, pattern, long(number)]);
}

/** Whether a group takes part in the first match; undefined where texts of groups do not tell. */
function testOf(group: Group): Expression | undefined {
  const there = (number: number): Expression => call('ne', [plainGroup(group, number), text('')]);
  if (group.always && group.shape.nonEmpty) return there(0);
  return group.nonEmpty ? there(group.number) : undefined;
}

/** Takes groups that are never empty in a step of their own, and makes null of empty text behind it. */
function neverEmpty(relation: Relation): Relation {
  const inQueries = (part: Expression): Expression => mapExpression(part, inQueries, neverEmpty);
  const mapped = mapRelation(relation, neverEmpty, inQueries);
  if (mapped.kind !== 'extend' && mapped.kind !== 'project') return mapped;
  const added: NamedExpression[] = [];
  const replaced = (expression: Expression): Expression => {
    if (expression.kind !== 'call') return expression;
    const [first, ...others] = expression.args;
    if (expression.fn === 'coalesce' && first !== undefined)
      return { ...expression, args: [replaced(first), ...others] };
    const group = groupOf(expression);
    if (group?.nonEmpty !== true) return expression;
    const name = `\u2192group${added.length}`;
    added.push({ name, expression: plainGroup(group, group.number) });
    return call('nullIf', [column(name, 'string'), text('')]);
  };
  const columns = mapped.columns.map((item) => ({ ...item, expression: replaced(item.expression) }));
  if (added.length === 0) return mapped;
  const changed: Relation = {
    ...mapped,
    input: { kind: 'extend', input: mapped.input, columns: added },
    columns,
  };
  if (mapped.kind === 'project') return changed;
  // What an extend hands on must not grow by the columns of the step.
  const names = columnsOf(mapped).map(({ name, type }) => ({ name, expression: column(name, type) }));
  return { kind: 'project', input: changed, columns: names };
}
