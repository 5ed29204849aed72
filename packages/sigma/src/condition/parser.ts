import type { Diagnostic } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import { tokenise } from './lexer.js';
import type { Locate, Token } from './lexer.js';
import type { Condition } from './tree.js';

/** What parsing a condition gives: the tree, or what is wrong. */
export type ParsedCondition = { readonly condition: Condition } | { readonly problem: Diagnostic };

/**
 * Parses a condition (specification, Condition): `or` binds least, then `and`, `not`, `x of`, parentheses.
 * Keywords are recognised in any case. `locate` gives the places in the rule's text.
 */
export function parseCondition(text: string, locate: Locate): ParsedCondition {
  const state: State = { tokens: tokenise(text, locate), at: 0 };
  if (peek(state).kind === 'end') return { problem: problems.emptyCondition(peek(state).span) };
  const result = parseChain(state, 'or');
  if ('problem' in result) return result;
  const rest = peek(state);
  return rest.kind === 'end' ? result : { problem: unexpected(rest) };
}

interface State {
  readonly tokens: readonly Token[];
  at: number;
}

function parseChain(state: State, operator: 'or' | 'and'): ParsedCondition {
  const next = (): ParsedCondition => (operator === 'or' ? parseChain(state, 'and') : parseNot(state));
  const first = next();
  if ('problem' in first) return first;
  const parts = [first.condition];
  while (isKeyword(peek(state), operator)) {
    state.at += 1;
    const part = next();
    if ('problem' in part) return part;
    parts.push(part.condition);
  }
  const last = parts.at(-1) ?? first.condition;
  if (parts.length === 1) return first;
  return {
    condition: { kind: operator, parts, span: { start: first.condition.span.start, end: last.span.end } },
  };
}

function parseNot(state: State): ParsedCondition {
  const token = peek(state);
  if (!isKeyword(token, 'not')) return parsePrimary(state);
  state.at += 1;
  const part = parseNot(state);
  if ('problem' in part) return part;
  const span = { start: token.span.start, end: part.condition.span.end };
  return { condition: { kind: 'not', part: part.condition, span } };
}

function parsePrimary(state: State): ParsedCondition {
  const token = peek(state);
  if (token.kind === 'open') return parseGroup(state);
  if (token.kind !== 'word') return { problem: unexpected(token) };
  const following = state.tokens[state.at + 1];
  if (following !== undefined && isKeyword(following, 'of')) return parseOf(state);
  if (isReserved(token)) return { problem: unexpected(token) };
  state.at += 1;
  return { condition: { kind: 'selection', name: token.text, span: token.span } };
}

function parseGroup(state: State): ParsedCondition {
  const open = peek(state);
  state.at += 1;
  const inner = parseChain(state, 'or');
  if ('problem' in inner) return inner;
  const close = peek(state);
  if (close.kind !== 'close') {
    return { problem: close.kind === 'end' ? problems.unclosedParenthesis(open.span) : unexpected(close) };
  }
  state.at += 1;
  return inner;
}

function parseOf(state: State): ParsedCondition {
  const quantity = peek(state);
  const pattern = state.tokens[state.at + 2];
  const word = quantity.text.toLowerCase();
  if (word !== '1' && word !== 'any' && word !== 'all') {
    return { problem: problems.unknownQuantity(quantity.text, quantity.span) };
  }
  if (pattern === undefined || pattern.kind !== 'word') {
    return { problem: problems.ofWithoutPattern(quantity.text, pattern?.span ?? quantity.span) };
  }
  state.at += 3;
  const span = { start: quantity.span.start, end: pattern.span.end };
  return { condition: { kind: 'of', quantity: word === 'all' ? 'all' : 'any', pattern: pattern.text, span } };
}

function unexpected(token: Token): Diagnostic {
  if (token.kind === 'pipe') return problems.aggregationInCondition(token.span);
  return problems.unexpectedInCondition(token.kind === 'end' ? 'the end' : token.text, token.span);
}

function peek(state: State): Token {
  const token = state.tokens[state.at];
  if (token === undefined) throw new Error('the condition has no end token');
  return token;
}

function isKeyword(token: Token, keyword: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === keyword;
}

function isReserved(token: Token): boolean {
  return ['and', 'or', 'not', 'of'].includes(token.text.toLowerCase());
}
