import { CannotSay, columnsOf, conjunctsOf, emptiedText, isPresent, presentColumns } from '@interloper/plan';
import type { Expression, Join, Relation } from '@interloper/plan';
import type { Command, Option, Word } from '../syntax/tree.js';
import { plainWords } from './eval-condition.js';
import { callExpr, evalCommand, fieldExpr, fieldWord, nowhere, tableCommand, textExpr } from './nodes.js';
import { scalarExpr } from './scalar.js';
import { searching } from './united.js';
import { always } from './window.js';

/** Tells that Splunk cuts off what a subsearch gives. */
export const SUBSEARCH =
  'Splunk ends a subsearch after 60 seconds, or 50,000 results (limits.conf, [join] and [subsearch]): larger ones lose rows';

interface Key {
  readonly left: Expression;
  readonly right: Expression;
  readonly name: string;
  /** Rows that lack it on both sides agree in it. */
  readonly same: boolean;
}

/**
 * `join` of a relation: by fields of equal names, every pair (`max=0`), with the fields of the subsearch under names that
 * no field of the rows has, because `join` overwrites.
 */
export function joinCommands(
  relation: Join,
  commandsOf: (input: Relation) => readonly Command[],
  filtered: (commands: readonly Command[], condition: Expression) => readonly Command[],
): readonly Command[] {
  if (relation.flavour === 'right' || relation.flavour === 'rightSemi' || relation.flavour === 'rightAnti')
    return joinCommands(turned(relation), commandsOf, filtered);
  if (relation.flavour === 'full') throw new CannotSay('a join that keeps the rows of both sides');
  const { left, right, flavour } = relation;
  const taken = new Set([...columnsOf(left), ...columnsOf(right)].map(({ name }) => name));
  const free = (name: string): string => {
    let given = name;
    for (let count = 2; taken.has(given); count += 1) given = `${name}_${count}`;
    taken.add(given);
    return given;
  };
  const conditions = conjunctsOf(relation.condition);
  const present = { left: presentColumns(left, always), right: presentColumns(right, always) };
  const keys = conditions.flatMap((item) => keyOf(item, present, free));
  const rest = conditions.filter((item) => !isKey(item));
  if (keys.length === 0) throw new CannotSay('a join without equal columns');
  if (rest.length > 0 && flavour !== 'inner') throw new CannotSay('a join by more than equal columns');
  const leftNames = new Set(columnsOf(left).map(({ name }) => name));
  const semi = flavour === 'leftSemi' || flavour === 'leftAnti';
  // What the subsearch gives beside the keys, by its own name.
  const given = new Map<string, string>();
  const give = (source: string, wanted: string): string => {
    const known = given.get(source);
    if (known !== undefined) return known;
    const name =
      wanted === source && !leftNames.has(wanted)
        ? wanted
        : free(wanted === source ? `${wanted}_joined` : wanted);
    given.set(source, name);
    return name;
  };
  const output = relation.columns.map(({ name, side, source }) => ({
    name,
    from: side === 'left' ? source : give(source, leftNames.has(name) || taken.has(name) ? source : name),
  }));
  const conditionsAfter = rest.map((item) => unsided(item, (source) => give(source, source)));
  const matched = free('matched');
  const rightRows: Command[] = [
    ...commandsOf(right),
    ...keyCommands(keys, 'right', right),
    ...[...given].flatMap(([source, name]) =>
      source === name ? [] : [evalCommand(name, fieldExpr(source))],
    ),
    ...(flavour === 'leftAnti' ? [evalCommand(matched, { kind: 'number', text: '1', span: nowhere })] : []),
    tableCommand([
      ...keys.map(({ name }) => name),
      ...(semi ? [] : given.values()),
      ...(flavour === 'leftAnti' ? [matched] : []),
    ]),
  ];
  const names = keys.map(({ name }) => fieldWord(name));
  const once: readonly Command[] = semi
    ? [{ kind: 'dedup', count: 1, fields: names, options: [], sortBy: [], span: nowhere }]
    : [];
  const type = flavour === 'left' || flavour === 'leftAnti' ? 'left' : 'inner';
  const join: Command = {
    kind: 'join',
    options: [option('type', type), ...(semi ? [] : [option('max', '0')])],
    fields: names,
    pipeline: { commands: searching([...rightRows, ...once]), span: nowhere },
    span: nowhere,
  };
  const all = [...commandsOf(left), ...keyCommands(keys, 'left', left), join];
  const kept =
    flavour === 'leftAnti'
      ? [...all, { kind: 'where', condition: callExpr('isnull', fieldExpr(matched)), span: nowhere } as const]
      : conditionsAfter.reduce<readonly Command[]>(filtered, all);
  const renamed = inOrder(output.filter(({ name, from }) => name !== from));
  return [
    ...kept,
    ...renamed.map(({ name, from }) => evalCommand(name, fieldExpr(from))),
    tableCommand(relation.columns.map(({ name }) => name)),
  ];
}

interface Renamed {
  readonly name: string;
  readonly from: string;
}

/** Fields are given on before another takes their name. */
function inOrder(renamed: readonly Renamed[]): readonly Renamed[] {
  const left = [...renamed];
  const done: Renamed[] = [];
  while (left.length > 0) {
    const at = left.findIndex(({ name }, index) =>
      left.every((other, place) => place === index || other.from !== name),
    );
    if (at === -1) throw new CannotSay('columns that change places');
    done.push(...left.splice(at, 1));
  }
  return done;
}

function turned(relation: Join): Join {
  const flavour =
    relation.flavour === 'right' ? 'left' : relation.flavour === 'rightSemi' ? 'leftSemi' : 'leftAnti';
  const other = { left: 'right', right: 'left' } as const;
  const swap = (expression: Expression): Expression => {
    if (expression.kind === 'column' && expression.side !== undefined)
      return { ...expression, side: other[expression.side] };
    return expression.kind === 'call' ? { ...expression, args: expression.args.map(swap) } : expression;
  };
  return {
    ...relation,
    flavour,
    left: relation.right,
    right: relation.left,
    condition: swap(relation.condition),
    columns: relation.columns.map((item) => ({ ...item, side: other[item.side] })),
  };
}

function option(name: string, text: string): Option {
  const value: Word = { text, quoted: false, span: nowhere };
  return { name, value, span: nowhere };
}

function isKey(item: Expression): boolean {
  if (item.kind !== 'call' || (item.fn !== 'same' && item.fn !== 'eq')) return false;
  const sides = item.args.map(sideOf);
  return sides.includes('left') && sides.includes('right');
}

/** The one side that an expression is of. */
function sideOf(expression: Expression): 'left' | 'right' | 'both' | undefined {
  if (expression.kind === 'column') return expression.side;
  if (expression.kind !== 'call') return undefined;
  const sides = new Set(expression.args.map(sideOf).filter((side) => side !== undefined));
  if (sides.size > 1) return 'both';
  return [...sides][0];
}

function keyOf(
  item: Expression,
  present: Readonly<Record<'left' | 'right', ReadonlySet<string>>>,
  free: (name: string) => string,
): readonly Key[] {
  if (!isKey(item) || item.kind !== 'call') return [];
  const [one, other] = item.args;
  if (one === undefined || other === undefined) return [];
  const [left, right] = sideOf(one) === 'left' ? [one, other] : [other, one];
  const [bareLeft, bareRight] = [unsided(left), unsided(right)];
  const same = bareLeft.kind === 'column' && bareRight.kind === 'column' && bareLeft.name === bareRight.name;
  // A key that may be absent is made a field of its own: the rows keep theirs.
  const kept = item.fn === 'eq' || (isPresent(bareLeft, present.left) && isPresent(bareRight, present.right));
  const name = same && kept ? bareLeft.name : free(keyName(bareLeft));
  return [{ left: bareLeft, right: bareRight, name, same: item.fn === 'same' }];
}

function keyName(key: Expression): string {
  const inner = emptiedText(key) ?? key;
  return inner.kind === 'column' ? `${inner.name.replaceAll(/\W+/g, '_')}_key` : 'key';
}

/** Makes the keys of a side fields of the names they have in common. */
function keyCommands(keys: readonly Key[], side: 'left' | 'right', input: Relation): readonly Command[] {
  const present = presentColumns(input, always);
  return keys.flatMap((key) => {
    const value = key[side];
    const bare = value.kind === 'column' && value.name === key.name;
    if (!key.same || isPresent(value, present))
      return bare ? [] : [evalCommand(key.name, scalarExpr(value, plainWords))];
    const said = scalarExpr(value, plainWords);
    if (value.type !== 'string' && value.type !== 'long' && value.type !== 'int')
      throw new CannotSay(`a join by a ${value.type} that may be absent`);
    const made = callExpr(
      'coalesce',
      value.type === 'string' ? said : callExpr('tostring', said),
      textExpr(''),
    );
    return [evalCommand(key.name, made)];
  });
}

/** An expression over the joined rows. */
function unsided(expression: Expression, right: (source: string) => string = (source) => source): Expression {
  if (expression.kind === 'column') {
    const { side, ...column } = expression;
    return side === 'right' ? { ...column, name: right(column.name) } : column;
  }
  return expression.kind === 'call'
    ? { ...expression, args: expression.args.map((part) => unsided(part, right)) }
    : expression;
}
