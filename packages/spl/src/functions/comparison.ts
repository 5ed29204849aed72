import type { Expression } from '@interloper/plan';
import { bool, call, lambda, not, nullOf, text, variable } from '@interloper/plan';
import { among, compare, like } from '../lower/compare.js';
import { parseSearch } from '../syntax/search-expression.js';
import { inNetwork, isNetworkOrAddress } from '../lower/network.js';
import { lowerSearch } from '../lower/search.js';
import { translateRegex } from '../lower/regular-expression.js';
import { asText, isNullLiteral, unify } from '../lower/values.js';
import type { FunctionCall, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

/** Search Reference: Comparison and Conditional functions. */
export const comparison: FunctionFamily = {
  if: {
    arity: [3, 3],
    lower: (fn) => {
      const [whenTrue, otherwise] = unify([fn.value(1), fn.value(2)]);
      return choose(fn, [fn.condition(0, true), whenTrue ?? nullOf('string'), otherwise ?? nullOf('string')]);
    },
  },
  case: {
    arity: [2, Infinity],
    lower: (fn) => {
      if (fn.nodes.length % 2 !== 0) return fn.refuse('conditions and values come in pairs');
      const pairs = Array.from({ length: fn.nodes.length / 2 }, (_, index) => index * 2);
      const values = unify(pairs.map((index) => fn.value(index + 1)));
      const args = pairs.flatMap((index, at) => [fn.condition(index, true), values[at] ?? nullOf('string')]);
      return choose(fn, [...args, nullOf(values[0]?.type ?? 'string')]);
    },
  },
  validate: {
    arity: [2, Infinity],
    lower: (fn) => {
      if (fn.nodes.length % 2 !== 0) return fn.refuse('conditions and values come in pairs');
      const pairs = Array.from({ length: fn.nodes.length / 2 }, (_, index) => index * 2);
      const values = unify(pairs.map((index) => fn.value(index + 1)));
      // The value behind the first condition that is false.
      const args = pairs.flatMap((index, at) => [
        not(fn.condition(index, false)),
        values[at] ?? nullOf('string'),
      ]);
      return choose(fn, [...args, nullOf(values[0]?.type ?? 'string')]);
    },
  },
  coalesce: {
    arity: [1, Infinity],
    lower: (fn) => {
      const values = unify(fn.nodes.map((_, index) => fn.value(index)));
      const known = values.filter((value) => !isNullLiteral(value));
      const [first] = known;
      if (first === undefined) return values[0] ?? nullOf('string');
      return known.length === 1 ? first : call('coalesce', known);
    },
  },
  nullif: {
    arity: [2, 2],
    lower: (fn) => {
      const first = fn.value(0);
      return call('if', [compare('=', first, fn.value(1), true), nullOf(first.type), first]);
    },
  },
  null: { arity: [0, 0], lower: () => nullOf('string') },
  true: { arity: [0, 0], lower: () => bool(true) },
  false: { arity: [0, 0], lower: () => bool(false) },
  in: {
    arity: [2, Infinity],
    lower: (fn) => {
      const list = fn.nodes.slice(1).map((_, index) => fn.value(index + 1));
      return among(fn.value(0), list, fn.positive);
    },
  },
  like: { arity: [2, 2], lower: (fn) => like(fn.value(0), fn.value(1)) },
  match: { arity: [2, 2], lower: match, partial: 'the pattern is one that RE2 understands' },
  cidrmatch: { arity: [2, 2], lower: cidrMatch },
  searchmatch: { arity: [1, 1], lower: searchMatch, partial: 'the terms are a constant' },
  lookup: refused('use the command lookup'),
};

function choose(fn: FunctionCall, args: readonly Expression[]): Expression {
  const result = args.at(-1);
  if (result?.type === 'bool' && !isNullLiteral(result)) {
    // A choice between conditions is a condition.
    return args.length === 3 ? call('if', args) : call('case', args);
  }
  if (args.some((value, index) => index % 2 === 1 && value.type === 'dynamic')) {
    return fn.refuse('the values have no common type');
  }
  return args.length === 3 ? call('if', args) : call('case', args);
}

/** Search Reference: match. A pattern that only the data knows is taken as RE2 reads it, or fails the query. */
function match(fn: FunctionCall): Expression {
  const [pattern, subject] = [fn.value(1), fn.value(0)];
  if (isNullLiteral(pattern) || isNullLiteral(subject)) return nullOf('bool');
  const test = matching(fn, pattern);
  if (test === undefined) return nullOf('bool');
  if (subject.type === 'multivalue') {
    return call('mvAny', [subject, lambda('value', test(variable('value', 'string')))]);
  }
  return test(asText(subject));
}

/** What tests a text with the pattern; undefined, and refused, where there is no such test. */
function matching(fn: FunctionCall, pattern: Expression): ((value: Expression) => Expression) | undefined {
  if (pattern.kind === 'literal' && typeof pattern.value === 'string') {
    const translated = translateRegex(pattern.value);
    if (!('why' in translated)) return (value) => call('matchesRegex', [value, text(translated.pattern)]);
    fn.refuse(`the regular expression cannot run here: ${translated.why}`, 1);
    return undefined;
  }
  if (pattern.kind !== 'literal' && pattern.type === 'string')
    return (value) => call('matchesRowRegex', [value, pattern]);
  fn.refuse('the regular expression must be a text', 1);
  return undefined;
}

/** Search Reference: cidrmatch. A network that only the data knows is compared by the bits that it gives. */
function cidrMatch(fn: FunctionCall): Expression {
  const [network, subject] = [fn.value(0), fn.value(1)];
  if (network.kind === 'literal' && network.value !== null && !isNetworkOrAddress(network.value)) {
    fn.refuse('the network must be a text like "192.0.2.0/24"', 0);
    return nullOf('bool');
  }
  if (network.type === 'multivalue') {
    fn.refuse('it takes a single network: use mvexpand', 0);
    return nullOf('bool');
  }
  if (isNullLiteral(subject) || isNullLiteral(network)) return nullOf('bool');
  const test = (value: Expression): Expression =>
    network.kind === 'literal'
      ? call('addressInNetwork', [value, network])
      : inNetwork(value, asText(network));
  if (subject.type === 'multivalue') {
    return call('mvAny', [subject, lambda('value', test(variable('value', 'string')))]);
  }
  return test(asText(subject));
}

/** Search Reference: searchmatch. Whether the search terms find the event. */
function searchMatch(fn: FunctionCall): Expression {
  const terms = fn.value(0);
  if (terms.kind !== 'literal' || typeof terms.value !== 'string') {
    fn.refuse('the search terms must be a text', 0);
    return nullOf('bool');
  }
  const { state, lowering } = fn.scope;
  const expression = parseSearch({
    source: terms.value,
    position: 0,
    end: terms.value.length,
    diagnostics: lowering.diagnostics,
    parsePipeline: () => {
      throw new Error('the terms of searchmatch hold no subsearch');
    },
  });
  return expression === undefined ? bool(true) : lowerSearch(expression, state, lowering);
}
