import { falseOfEmptyText } from '../functions/text-tests.js';
import type { FunctionName } from '../functions/index.js';
import { canEvaluate, evaluate } from '../evaluate.js';
import type { Call, Expression } from '../expressions.js';
import { call, nullOf } from '../expressions.js';

/**
 * A condition of two values, as languages write it: it holds or it does not, and `none` turns that round. What the
 * three-valued logic of a plan says beyond that has become explicit `present` tests.
 */
export type Condition =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'all'; readonly parts: readonly Condition[] }
  | { readonly kind: 'any'; readonly parts: readonly Condition[] }
  | { readonly kind: 'none'; readonly part: Condition }
  /** The value is not null. */
  | { readonly kind: 'present'; readonly value: Expression }
  /** The text is not null and not empty. */
  | { readonly kind: 'filled'; readonly value: Expression }
  /** A function that is true; null arguments make it fail. */
  | { readonly kind: 'test'; readonly test: Call }
  /** Some value of a list (`variable` in the part) satisfies the part. */
  | {
      readonly kind: 'some';
      readonly list: Expression;
      readonly variable: string;
      readonly part: Condition;
    }
  /** A column that is true. */
  | { readonly kind: 'true'; readonly value: Expression }
  /** What has no form here; printers refuse it by name. */
  | { readonly kind: 'other'; readonly value: Expression };

/** The condition under which an expression is true (not false, not null). */
export function conditionOf(expression: Expression): Condition {
  return holds(expression);
}

function holds(expression: Expression): Condition {
  if (expression.kind === 'literal') return constant(expression.value === true);
  if (expression.kind === 'inQuery') return { kind: 'other', value: expression };
  if (expression.kind !== 'call') return { kind: 'true', value: expression };
  const { fn, args } = expression;
  const [first = expression, second = expression, third = expression] = args;
  switch (fn) {
    case 'and':
      return all(args.map(holds));
    case 'or':
      return any(args.map(holds));
    case 'not':
      return fails(first);
    case 'isTrue':
      return holds(first);
    case 'isNull':
      return none(present(first));
    case 'same':
      return any([holds(call('eq', [first, second])), all([none(present(first)), none(present(second))])]);
    case 'if':
      return any([all([holds(first), holds(second)]), all([none(holds(first)), holds(third)])]);
    case 'case':
      return holds(asIfs(args));
    case 'coalesce':
      return coalesced(args);
    case 'ne':
      return different(first, second);
    case 'eq': {
      const emptied = emptiedText(first);
      const marked = markedTest(expression);
      if (marked !== undefined) return marked;
      return emptied !== undefined && isText(second, '')
        ? none({ kind: 'filled', value: emptied })
        : { kind: 'test', test: bareTest(expression) };
    }
    case 'mvAny':
      return someOf(first, second);
    default:
      return markedTest(expression) ?? { kind: 'test', test: bareTest(expression) };
  }
}

/** The condition under which an expression is false: neither true nor null. */
function fails(expression: Expression): Condition {
  if (expression.kind === 'literal') return constant(expression.value === false);
  if (expression.kind === 'call') {
    const { fn, args } = expression;
    const [first = expression] = args;
    switch (fn) {
      case 'and':
        return any(args.map(fails));
      case 'or':
        return all(args.map(fails));
      case 'not':
        return holds(first);
      case 'isTrue':
      case 'isNull':
      case 'same':
      case 'mvAny':
        return none(holds(expression));
      case 'ne':
        return holds(call('eq', args));
      case 'if':
      case 'case':
      case 'coalesce':
        return all([present(expression), none(holds(expression))]);
      default:
        return all([...args.map(present), none(holds(expression))]);
    }
  }
  if (expression.kind === 'inQuery') return none(holds(expression));
  return all([present(expression), none(holds(expression))]);
}

/** The condition under which an expression is not null. */
function present(expression: Expression): Condition {
  switch (expression.kind) {
    case 'literal':
      return constant(expression.value !== null);
    case 'now':
    case 'lambda':
    case 'inQuery':
      return constant(true);
    case 'call':
      return presentCall(expression);
    default:
      return { kind: 'present', value: expression };
  }
}

function presentCall(expression: Call): Condition {
  const { fn, args } = expression;
  const [first = expression, second = expression, third = expression] = args;
  switch (fn) {
    case 'coalesce':
      return any(args.map(present));
    case 'not':
      return present(first);
    case 'and':
      return any([...args.map(fails), all(args.map(present))]);
    case 'or':
      return any([...args.map(holds), all(args.map(present))]);
    case 'if':
      return any([all([holds(first), present(second)]), all([none(holds(first)), present(third)])]);
    case 'case':
      return present(asIfs(args));
    case 'nullIf':
      if (isText(second, '')) return { kind: 'filled', value: first };
      return all([present(first), none(holds(call('eq', [first, second])))]);
    default:
  }
  if (NEVER_NULL.has(fn)) return constant(true);
  if (ONLY_OF_NULL.has(fn)) return all(args.map(present));
  return { kind: 'present', value: expression };
}

const NEVER_NULL: ReadonlySet<FunctionName> = new Set(['isNull', 'isTrue', 'same', 'mvAny', 'makeArray']);

/** Strict functions that give null for null arguments alone. */
const ONLY_OF_NULL: ReadonlySet<FunctionName> = new Set([
  ...falseOfEmptyText,
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'matchesRegex',
  'matchesRegexIgnoreCase',
  'matchesWildcard',
  'matchesWildcardIgnoreCase',
  'lower',
  'upper',
  'length',
  'concat',
  'toText',
  'isoText',
]);

function constant(value: boolean): Condition {
  return { kind: 'constant', value };
}

function all(parts: readonly Condition[]): Condition {
  const flat = parts
    .flatMap((part) => (part.kind === 'all' ? part.parts : [part]))
    .filter((part) => !(part.kind === 'constant' && part.value));
  if (flat.some((part) => part.kind === 'constant')) return constant(false);
  const [first] = flat;
  if (first === undefined) return constant(true);
  return flat.length === 1 ? first : { kind: 'all', parts: flat };
}

function any(parts: readonly Condition[]): Condition {
  const flat = parts
    .flatMap((part) => (part.kind === 'any' ? part.parts : [part]))
    .filter((part) => !(part.kind === 'constant' && !part.value));
  if (flat.some((part) => part.kind === 'constant')) return constant(true);
  const [first] = flat;
  if (first === undefined) return constant(false);
  return flat.length === 1 ? first : { kind: 'any', parts: flat };
}

function none(part: Condition): Condition {
  if (part.kind === 'constant') return constant(!part.value);
  return part.kind === 'none' ? part.part : { kind: 'none', part };
}

/** Both there and not equal; of a text made present with an empty text: whether it is filled. */
function different(first: Expression, second: Expression): Condition {
  if (isText(second, '')) return { kind: 'filled', value: emptiedText(first) ?? first };
  return all([present(first), present(second), none(holds(call('eq', [first, second])))]);
}

function someOf(list: Expression, test: Expression): Condition {
  if (test.kind !== 'lambda') return { kind: 'other', value: call('mvAny', [list, test]) };
  return { kind: 'some', list, variable: test.parameter, part: holds(test.body) };
}

function coalesced(args: readonly Expression[]): Condition {
  const [first, ...rest] = args;
  if (first === undefined) return constant(false);
  if (rest.length === 0) return holds(first);
  return any([holds(first), all([none(present(first)), coalesced(rest)])]);
}

function asIfs(args: readonly Expression[]): Expression {
  const [condition, value, ...rest] = args;
  if (condition === undefined) return nullOf('bool');
  return value === undefined ? condition : call('if', [condition, value, asIfs(rest)]);
}

/**
 * A test, against constants, of a text that has a word where it is absent (`coalesce(text, word)`) or is absent where it
 * is a word (`nullIf(text, word)`), as a test of the text itself; undefined of any other test.
 */
function markedTest(test: Call): Condition | undefined {
  const [first, ...rest] = test.args;
  if (first?.kind !== 'call' || first.args.length !== 2) return undefined;
  if (!rest.every((item) => item.kind === 'literal')) return undefined;
  const [value, word] = first.args;
  if (value === undefined || word?.kind !== 'literal' || typeof word.value !== 'string') return undefined;
  const asked = holds({ ...test, args: [value, ...rest] });
  const ofWord = constantTest({ ...test, args: [word, ...rest] }, word.value);
  if (first.fn === 'nullIf') return ofWord === false ? asked : all([asked, present(first)]);
  if (first.fn !== 'coalesce' || word.value === '' || ofWord === undefined) return undefined;
  return ofWord ? any([asked, none(present(value))]) : asked;
}

/** Whether a test of constants holds; undefined when that cannot be told here. */
function constantTest(test: Call, subject: string): boolean | undefined {
  const [, pattern] = test.args;
  if (test.fn === 'matchesWildcardIgnoreCase' && pattern?.kind === 'literal') {
    const parts = String(pattern.value).toLowerCase().split('*');
    if (parts.some((part) => /[?\\]/.test(part))) return undefined;
    const expression = parts.map((part) => part.replaceAll(/[.+^${}()|[\]]/g, String.raw`\$&`)).join('.*');
    return new RegExp(`^${expression}$`, 's').test(subject.toLowerCase());
  }
  if (!canEvaluate(test)) return undefined;
  return evaluate(test, { variable: () => null, column: () => null }) === true;
}

/** Tests that fail for empty text ask the text itself, not the text made present. */
function bareTest(test: Call): Call {
  const [first, ...rest] = test.args;
  const emptied = first === undefined ? undefined : emptiedText(first);
  if (emptied === undefined) return test;
  const [pattern] = rest;
  if (test.fn === 'matchesRegex' || test.fn === 'matchesRegexIgnoreCase') {
    const needsText = pattern?.kind === 'literal' && !fitsEmpty(String(pattern.value));
    return needsText ? { ...test, args: [emptied, ...rest] } : test;
  }
  if (!falseOfEmptyText.has(test.fn)) return test;
  if (!rest.every((item) => item.kind === 'literal' && item.value !== '')) return test;
  return { ...test, args: [emptied, ...rest] };
}

/** The text inside `coalesce(text, '')`. */
export function emptiedText(value: Expression): Expression | undefined {
  if (value.kind !== 'call' || value.fn !== 'coalesce' || value.args.length !== 2) return undefined;
  const [inner, otherwise] = value.args;
  return otherwise !== undefined && isText(otherwise, '') ? inner : undefined;
}

/**
 * The number of `coalesce(number, NaN)`, as KQL's mean over no values is. Elsewhere such a mean is null, which no
 * comparison holds of either.
 */
export function numberOrNan(value: Expression): Expression | undefined {
  if (value.kind !== 'call' || value.fn !== 'coalesce' || value.args.length !== 2) return undefined;
  const [inner, otherwise] = value.args;
  return otherwise?.kind === 'literal' && otherwise.type === 'real' && otherwise.value === 'NaN'
    ? inner
    : undefined;
}

function isText(value: Expression, wanted: string): boolean {
  return value.kind === 'literal' && value.type === 'string' && value.value === wanted;
}

/** True unless it is sure that a regular expression (RE2) needs a character. */
export function fitsEmpty(pattern: string): boolean {
  if (pattern.includes(String.raw`\Q`)) return true;
  const common = pattern
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\(\?[imsU-]+\)/g, '')
    .replaceAll(/\[:\^?[a-z]+:\]/g, 'a')
    .replaceAll(
      /\\(?:[pP](?:\{[^}]*\}|[A-Z])|[^])/g,
      (escaped) => COMMON_ESCAPES[escaped.charAt(1)] ?? escaped,
    );
  try {
    return new RegExp(common).test('');
  } catch {
    return true;
  }
}

/** Escapes that only RE2 has: the ends of the text, and one character of a Unicode class. */
const COMMON_ESCAPES: Readonly<Record<string, string>> = { A: '^', z: '$', p: 'a', P: 'a' };
