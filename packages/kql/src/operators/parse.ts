import { and, call, isNumeric, long, not, nullOf, text } from '@interloper/plan';
import type { Expression, NamedExpression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import {
  children,
  classOf,
  nameOf,
  optionalPart,
  parametersOf,
  part,
  typeNamed,
  wordOf,
} from '../kusto/syntax.js';
import { lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { translateRegex } from '../regex.js';
import { extend, present } from '../text.js';
import type { Operator } from './operator.js';

/** A piece of a pattern: text to find, a column to fill, or anything. */
type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'column'; readonly name: string; readonly type: ScalarType }
  | { readonly kind: 'any' };

/** https://learn.microsoft.com/kusto/query/parse-operator */
export const parse: Operator = {
  name: 'parse',
  classes: ['ParseOperator'],
  support: 'supported',
  page: 'parse-operator',
  keepsParts: true,
  lower: (node, input, env) => parsed(node, input, env, false),
};

/** Only the rows that match. https://learn.microsoft.com/kusto/query/parse-where-operator */
export const parseWhere: Operator = {
  name: 'parse-where',
  classes: ['ParseWhereOperator'],
  support: 'supported',
  page: 'parse-where-operator',
  keepsParts: true,
  lower: (node, input, env) => parsed(node, input, env, true),
};

function parsed(node: SyntaxNode, input: Rows, env: Env, onlyMatching: boolean): Rows {
  const parameters = parametersOf(node);
  const kind = wordAt(parameters.get('kind')) || 'simple';
  const flags = wordAt(parameters.get('flags'));
  if (!['simple', 'relaxed', 'regex'].includes(kind))
    return refuseRows(env, 'KQL0104', `parse kind=${kind}`, node);
  if (/[^imsU]/.test(flags)) return refuseRows(env, 'KQL0104', `parse flags=${flags}`, node);
  const pieces = children(part(node, 'Patterns')).map(pieceOf);
  const found = kind === 'regex' ? regexOf(pieces, flags) : plainOf(pieces);
  if ('problem' in found) return refuseRows(env, 'KQL0111', found.problem, node);
  const { pattern, groups } = found;
  const source = convert(lowerExpression(part(node, 'Expression'), { ...env, rows: input }), 'string');
  const group = (index: number): Expression => call('regexExtract', [source, text(pattern), long(index)]);
  const columns = pieces
    .filter((piece) => piece.kind === 'column')
    .map((piece, index) => ({ ...piece, value: converted(group(groups[index] ?? 0), piece.type) }));
  // Unless relaxed, a value that is not of its type means that the row does not match at all.
  const typed = columns
    .filter(({ type }) => type !== 'string')
    .map(({ value }) => not(call('isNull', [value])));
  const matches = and(not(call('isNull', [group(0)])), ...(kind === 'relaxed' ? [] : typed));
  const whole = kind === 'relaxed' || typed.length === 0 || onlyMatching;
  const values = columns.map(({ name, type, value }): NamedExpression => {
    const given = whole ? value : call('if', [matches, value, nullOf(type)]);
    return { name, expression: type === 'string' ? present(given) : given };
  });
  const rows: Rows = onlyMatching
    ? { ...input, relation: { kind: 'filter', input: input.relation, predicate: matches } }
    : input;
  return extend(rows, values);
}

function wordAt(node: SyntaxNode | undefined): string {
  return node === undefined ? '' : wordOf(node);
}

function converted(value: Expression, type: ScalarType): Expression {
  return type === 'string' ? value : convert(value, type);
}

function pieceOf(node: SyntaxNode): Piece {
  switch (classOf(node)) {
    case 'StarExpression':
      return { kind: 'any' };
    case 'NameDeclaration':
      return { kind: 'column', name: nameOf(node), type: 'string' };
    case 'NameAndTypeDeclaration': {
      const declared = optionalPart(node, 'Type');
      const type = declared === undefined ? undefined : typeNamed(wordOf(declared));
      return { kind: 'column', name: nameOf(part(node, 'Name')), type: type ?? 'string' };
    }
    default:
      return { kind: 'text', text: typeof node.LiteralValue === 'string' ? node.LiteralValue : '' };
  }
}

interface Pattern {
  readonly pattern: string;
  /** The number of the capturing group of each column. */
  readonly groups: readonly number[];
}

/** Plain pieces are found one after the other; a column is what lies between, the last one all that is left. */
function plainOf(pieces: readonly Piece[]): Pattern {
  const last = pieces.length - 1;
  const parts = pieces.map((piece, index) => {
    if (piece.kind === 'text') return piece.text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const lazy = index === last ? '.*' : '.*?';
    // A number before anything ends where its digits do.
    if (piece.kind === 'column' && isNumeric(piece.type) && pieces[index + 1]?.kind === 'any') {
      return '([+-]?\\d*(?:\\.\\d+)?)';
    }
    return piece.kind === 'column' ? `(${lazy})` : lazy;
  });
  const columns = pieces.filter(({ kind }) => kind === 'column');
  return { pattern: `(?s)^${parts.join('')}`, groups: columns.map((_, index) => index + 1) };
}

/** In the regex kind the texts are patterns themselves, with groups of their own that must be counted. */
function regexOf(pieces: readonly Piece[], flags: string): Pattern | { readonly problem: string } {
  const groups: number[] = [];
  let count = 0;
  const parts: string[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'any') parts.push('.*?');
    else if (piece.kind === 'text') {
      const translated = translateRegex(piece.text);
      if ('problem' in translated) return translated;
      count += translated.names.length - 1;
      parts.push(translated.pattern);
    } else {
      count += 1;
      groups.push(count);
      parts.push(piece.type === 'long' || piece.type === 'int' ? '([+-]?\\d+)' : '(.*)');
    }
  }
  return { pattern: `${flags === '' ? '' : `(?${flags})`}${parts.join('')}`, groups };
}
