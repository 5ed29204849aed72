import { CannotSay, columnsOf, conjunctsOf, emptiedText } from '@interloper/plan';
import type { ColumnReference, Expression, Join, JoinFlavour, Relation } from '@interloper/plan';
import { scalarText } from './scalar.js';
import type { Script } from './script.js';
import { nameText } from './words.js';

/** Kinds of a join by its flavour: an inner one that keeps duplicates of the left side. */
const KINDS: Readonly<Record<JoinFlavour, string>> = {
  inner: 'inner',
  left: 'leftouter',
  right: 'rightouter',
  full: 'fullouter',
  leftSemi: 'leftsemi',
  leftAnti: 'leftanti',
  rightSemi: 'rightsemi',
  rightAnti: 'rightanti',
};

const ONE_SIDE: ReadonlySet<JoinFlavour> = new Set(['leftSemi', 'leftAnti', 'rightSemi', 'rightAnti']);

/** `join` of two relations by equal columns; what else must hold of a pair is asked behind it. */
export function joinLines(
  relation: Join,
  script: Script,
  pipeline: (input: Relation) => readonly string[],
): readonly string[] {
  const conditions = conjunctsOf(relation.condition);
  const sides = { left: renamer(relation.left, script), right: renamer(relation.right, script) };
  const keys = conditions.flatMap((item) => keyOf(item, sides));
  const rest = conditions.filter((item) => keyOf(item, sides).length === 0);
  if (keys.length === 0) throw new CannotSay('a join without equal columns');
  if (rest.length > 0 && relation.flavour !== 'inner')
    throw new CannotSay('a join by more than equal columns');
  const left = [...pipeline(relation.left), ...sides.left.lines()];
  const right = [...pipeline(relation.right), ...sides.right.lines()];
  const one = ONE_SIDE.has(relation.flavour);
  const leftNames = new Set([...columnsOf(relation.left).map(({ name }) => name), ...sides.left.made()]);
  const rightNames = [...columnsOf(relation.right).map(({ name }) => name), ...sides.right.made()];
  const given = new Map(rightNames.map((name) => [name, secondName(name, leftNames, rightNames)]));
  const nameOf = (name: string, side: 'left' | 'right'): string =>
    side === 'left' || one ? name : (given.get(name) ?? name);
  const wheres = rest.map((item) => {
    const condition = unsided(item, nameOf);
    return `| where ${script.words.condition(condition)}`;
  });
  const shown = relation.columns.map(({ name, side, source }) => {
    const from = nameText(nameOf(source, side));
    return from === nameText(name) ? from : `${nameText(name)} = ${from}`;
  });
  return [
    ...left,
    `| join kind=${KINDS[relation.flavour]} (`,
    ...right.map((line) => `    ${line.replaceAll('\n', '\n    ')}`),
    `) on ${keys.join(', ')}`,
    ...wheres,
    ...(isAll(relation, shown, leftNames, one) ? [] : [`| project ${shown.join(', ')}`]),
  ];
}

/** True when a join of one side shows just that side. */
function isAll(relation: Join, shown: readonly string[], left: ReadonlySet<string>, one: boolean): boolean {
  if (!one || relation.flavour.startsWith('right')) return false;
  const names = [...left].map(nameText);
  return shown.length === names.length && shown.every((name, index) => name === names[index]);
}

/** What KQL calls a column of the right side whose name the left has: with the first number that is free. */
function secondName(name: string, left: ReadonlySet<string>, right: readonly string[]): string {
  if (!left.has(name)) return name;
  for (let count = 1; ; count += 1) {
    const given = `${name}${count}`;
    if (!left.has(given) && !right.includes(given)) return given;
  }
}

interface Renamer {
  /** The column that a key is: one of the side, or a new one. */
  readonly column: (key: Expression) => string | undefined;
  readonly lines: () => readonly string[];
  readonly made: () => readonly string[];
}

/** Keys that are computed become columns first. */
function renamer(_input: Relation, script: Script): Renamer {
  const made = new Map<string, { readonly name: string; readonly text: string }>();
  return {
    column: (key) => {
      const value = emptiedText(key) ?? key;
      if (value.kind === 'column') return value.name;
      const text = scalarText(
        unsided(value, (name) => name),
        script.words,
      );
      const known = made.get(text);
      if (known !== undefined) return known.name;
      const name = script.fresh('Key');
      made.set(text, { name, text });
      return name;
    },
    lines: () =>
      made.size === 0
        ? []
        : [`| extend ${[...made.values()].map(({ name, text }) => `${name} = ${text}`).join(', ')}`],
    made: () => [...made.values()].map(({ name }) => name),
  };
}

function keyOf(item: Expression, sides: Readonly<Record<'left' | 'right', Renamer>>): readonly string[] {
  if (item.kind !== 'call' || (item.fn !== 'same' && item.fn !== 'eq')) return [];
  const [one, other] = item.args;
  if (one === undefined || other === undefined) return [];
  const [sideOne, sideOther] = [sideOf(one), sideOf(other)];
  if (sideOne === sideOther || sideOne === undefined || sideOther === undefined) return [];
  // Keys that both are absent are equal to KQL: no others may be meant.
  if (item.fn === 'eq' && !item.args.every((part) => emptiedText(part) !== undefined)) return [];
  const [left, right] = sideOne === 'left' ? [one, other] : [other, one];
  const [first, second] = [sides.left.column(left), sides.right.column(right)];
  if (first === undefined || second === undefined) return [];
  return [first === second ? nameText(first) : `$left.${nameText(first)} == $right.${nameText(second)}`];
}

/** The one side that an expression is of; undefined of both or neither. */
function sideOf(expression: Expression): 'left' | 'right' | undefined {
  if (expression.kind === 'column') return expression.side;
  if (expression.kind !== 'call') return undefined;
  const sides = new Set(expression.args.map(sideOf));
  sides.delete(undefined);
  return sides.size === 1 ? [...sides][0] : undefined;
}

/** An expression over the joined rows. */
function unsided(
  expression: Expression,
  nameOf: (name: string, side: 'left' | 'right') => string,
): Expression {
  if (expression.kind === 'column') {
    if (expression.side === undefined) return expression;
    const { side, ...column }: ColumnReference = expression;
    return { ...column, name: nameOf(column.name, side ?? 'left') };
  }
  return expression.kind === 'call'
    ? { ...expression, args: expression.args.map((part) => unsided(part, nameOf)) }
    : expression;
}
