import { CannotSay, column, columnsOf, mapExpression } from '@interloper/plan';
import type { Call, Expression, NamedExpression, Relation } from '@interloper/plan';
import type { Command, Word } from '../syntax/tree.js';
import { plainWords } from './eval-condition.js';
import { fieldOf } from './field.js';
import { evalCommand, nowhere } from './nodes.js';
import { scalarExpr } from './scalar.js';

/**
 * Computed fields. Columns see the fields as they were before all of them; what `eval` has no function for, the part
 * of a text that a pattern finds, is taken out by `rex` first.
 */
export function extendCommands(columns: readonly NamedExpression[], input: Relation): readonly Command[] {
  const taken = new Set([...columnsOf(input).map(({ name }) => name), ...columns.map(({ name }) => name)]);
  const commands: Command[] = [];
  const free = (base: string): string => {
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base}${count}`;
    taken.add(name);
    return name;
  };
  const takenOut = (expression: Expression, wanted: string | undefined): Expression => {
    // What is taken out of an element of a list is no field of the event.
    if (expression.kind === 'lambda') return expression;
    const inner = mapExpression(expression, (part) => takenOut(part, undefined));
    if (inner.kind !== 'call' || inner.fn !== 'regexExtract') return inner;
    const name = wanted ?? free('found');
    commands.push(...rexCommands(inner, name, free));
    return column(name, 'string');
  };
  const written = new Set<string>();
  for (const { name, expression } of columns) {
    if (reads(expression, written)) throw new CannotSay('columns that change places');
    const isNew = !columnsOf(input).some((item) => item.name === name);
    const value = takenOut(expression, isNew ? name : undefined);
    const said = scalarExpr(value, plainWords);
    if (said.kind !== 'field' || said.name !== name) commands.push(evalCommand(name, said));
    written.add(name);
  }
  return commands;
}

function reads(expression: Expression, names: ReadonlySet<string>): boolean {
  if (expression.kind === 'column') return names.has(expression.name);
  if (expression.kind === 'lambda') return reads(expression.body, names);
  return expression.kind === 'call' && expression.args.some((part) => reads(part, names));
}

/** `rex` of one group of a pattern: no field when nothing fits. */
function rexCommands(call: Call, name: string, free: (base: string) => string): readonly Command[] {
  const [text, pattern, group] = call.args;
  if (text === undefined || pattern?.kind !== 'literal' || group?.kind !== 'literal')
    throw new CannotSay('a pattern that depends on the event');
  const known = fieldOf(text);
  const field = known?.kind === 'text' ? known.name : free('text');
  const before = known?.kind === 'text' ? [] : [evalCommand(field, scalarExpr(text, plainWords))];
  const word: Word = {
    text: namedGroup(String(pattern.value), Number(group.value), name),
    quoted: true,
    span: nowhere,
  };
  const value: Word = { text: field, quoted: /[^\w.{}-]/.test(field), span: nowhere };
  return [
    ...before,
    { kind: 'rex', options: [{ name: 'field', value, span: nowhere }], pattern: word, span: nowhere },
  ];
}

/** A pattern in which the group of that number has a name; the whole is number 0. */
function namedGroup(pattern: string, number: number, name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new CannotSay(`a part of a text as ${name}`);
  if (number === 0) return `(?<${name}>${pattern})`;
  let seen = 0;
  let inClass = false;
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    if (sign === '\\') at += 1;
    else if (sign === '[') inClass = true;
    else if (sign === ']') inClass = false;
    else if (sign === '(' && !inClass) {
      const isNamed = /^\(\?P?<[A-Za-z]/.test(pattern.slice(at));
      if (pattern.charAt(at + 1) === '?' && !isNamed) continue;
      seen += 1;
      if (seen < number) continue;
      const rest = pattern.slice(at + 1).replace(/^\?P?<\w+>/, '');
      return `${pattern.slice(0, at)}(?<${name}>${rest}`;
    }
  }
  throw new CannotSay('a group that the pattern lacks');
}
