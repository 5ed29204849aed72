import { CannotSay, column, literal } from '@interloper/plan';
import type { Literal, Range, Values } from '@interloper/plan';
import type { Command, Expr } from '../syntax/tree.js';
import { plainWords } from './eval-condition.js';
import {
  binaryExpr,
  callExpr,
  evalCommand,
  fieldExpr,
  fieldWord,
  nowhere,
  numberExpr,
  tableCommand,
} from './nodes.js';
import { scalarExpr } from './scalar.js';

const ROW = 'row';

/** A table written in the rule: as many results as it has rows, each field by the number of its row. */
export function writtenRows({ columns, rows }: Values): readonly Command[] {
  const results = makeResults(rows.length);
  const free = freeName(columns.map(({ name }) => name));
  const values = columns.map(({ name, type }) => {
    const cells = rows.map((row): Literal =>
      literal(type, row[columns.findIndex((item) => item.name === name)] ?? null),
    );
    const said = cells.map((cell) => scalarExpr(cell, plainWords));
    const [only] = said;
    if (only !== undefined && new Set(said.map((each) => JSON.stringify(each))).size === 1)
      return evalCommand(name, only);
    const cases = said.flatMap((each, index): readonly Expr[] =>
      cells[index]?.value === null ? [] : [binaryExpr('=', fieldExpr(free), numberExpr(index + 1)), each],
    );
    return evalCommand(name, cases.length === 0 ? callExpr('null') : callExpr('case', ...cases));
  });
  const needsNumber = rows.length > 1;
  return [
    results,
    ...(needsNumber ? [rowNumber(free)] : []),
    ...values,
    ...(columns.length === 0 ? [] : [tableCommand(columns.map(({ name }) => name))]),
  ];
}

/** Whole numbers from one to another. */
export function countedRows({ column: { name, type }, from, to, step }: Range): readonly Command[] {
  const whole = [from, to, step].map((part) =>
    part.kind === 'literal' && part.value !== null && (part.type === 'long' || part.type === 'int')
      ? Number(part.value)
      : undefined,
  );
  const [first, last, by] = whole;
  if (first === undefined || last === undefined || by === undefined || by === 0)
    throw new CannotSay(
      type === 'datetime' ? 'a table of instants' : 'a table of numbers that are not whole',
    );
  const count = Math.max(0, Math.floor((last - first) / by) + 1);
  const results = [makeResults(count), rowNumber(name)];
  if (first === 1 && by === 1) return [...results, tableCommand([name])];
  const value = binaryExpr(
    '+',
    numberExpr(first - by),
    by === 1
      ? fieldExpr(name)
      : binaryExpr('*', scalarExpr(column(name, 'long'), plainWords), numberExpr(by)),
  );
  return [...results, evalCommand(name, value), tableCommand([name])];
}

function makeResults(count: number): Command {
  const value = { text: String(count), quoted: false, span: nowhere };
  return {
    kind: 'makeresults',
    options: count === 1 ? [] : [{ name: 'count', value, span: nowhere }],
    span: nowhere,
  };
}

function rowNumber(name: string): Command {
  const aggregations = [{ name: 'count', as: name, span: nowhere }];
  return { kind: 'streamstats', options: [], aggregations, by: [], span: nowhere };
}

function freeName(names: readonly string[]): string {
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? ROW : `${ROW}${count}`;
    if (!names.includes(name)) return fieldWord(name).text;
  }
}
