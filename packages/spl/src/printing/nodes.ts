import type { Command, Expr, SearchExpr, Word } from '../syntax/tree.js';

/** Trees that come from a plan stand nowhere in a text. */
export const nowhere = { start: 0, end: 0 } as const;

function valueWord(text: string): Word {
  return { text, quoted: !/^[A-Za-z0-9_*][\w.:@/*-]*$/.test(text), span: nowhere };
}

/** A field's name in a search. */
export function fieldWord(name: string): Word {
  return { text: name, quoted: /[\s,|()[\]"'=`<>!]/.test(name), span: nowhere };
}

export function compareTerm(
  field: string,
  operator: '=' | '!=' | '<' | '<=' | '>' | '>=',
  value: string,
): SearchExpr {
  return { kind: 'compare', field: fieldWord(field), operator, value: valueWord(value), span: nowhere };
}

export function inTerm(field: string, values: readonly string[]): SearchExpr {
  return { kind: 'in', field: fieldWord(field), values: values.map(valueWord), span: nowhere };
}

export function terms(kind: 'and' | 'or', parts: readonly SearchExpr[]): SearchExpr {
  const [first] = parts;
  return first !== undefined && parts.length === 1 ? first : { kind, terms: parts, span: nowhere };
}

export function fieldExpr(name: string): Expr {
  return { kind: 'field', name, span: nowhere };
}

export function textExpr(value: string): Expr {
  return { kind: 'text', value, span: nowhere };
}

export function numberExpr(value: number | string): Expr {
  return { kind: 'number', text: String(value), span: nowhere };
}

export function callExpr(name: string, ...args: readonly Expr[]): Expr {
  return { kind: 'call', name, args, span: nowhere };
}

export function binaryExpr(
  operator: Extract<Expr, { kind: 'binary' }>['operator'],
  left: Expr,
  right: Expr,
): Expr {
  return { kind: 'binary', operator, left, right, span: nowhere };
}

export function notExpr(operand: Expr): Expr {
  return { kind: 'unary', operator: 'NOT', operand, span: nowhere };
}

/** Conditions joined by an operator; a single one stands alone. */
export function chain(operator: 'AND' | 'OR', parts: readonly Expr[]): Expr {
  const [first, ...rest] = parts;
  if (first === undefined) throw new Error('a chain has parts');
  return rest.reduce((left, right) => binaryExpr(operator, left, right), first);
}

export function inExpr(value: Expr, list: readonly Expr[]): Expr {
  return { kind: 'in', value, list, negated: false, span: nowhere };
}

export function evalCommand(field: string, value: Expr): Command {
  return { kind: 'eval', assignments: [{ field, value, span: nowhere }], span: nowhere };
}

export function tableCommand(names: Iterable<string>): Command {
  const fields = [...names].map((text) => ({ text, quoted: /[^\w.{}-]/.test(text), span: nowhere }));
  return { kind: 'table', fields, span: nowhere };
}
