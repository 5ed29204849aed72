import { CannotSay, call, conditionOf, emptiedText, fitsEmpty, not } from '@interloper/plan';
import type { Call, Condition, Expression, FunctionName, PrintOptions, Relation } from '@interloper/plan';
import { kustoPattern } from './pattern.js';
import { pathOf, scalarText } from './scalar.js';
import type { Words } from './scalar.js';
import { literalText, quoted } from './words.js';

/** A condition and how tightly it binds: 0 `or`, 1 `and`, 2 one test. */
interface Said {
  readonly text: string;
  readonly level: 0 | 1 | 2;
}

/** Prints conditions of KQL. */
export function conditionWords(
  options: PrintOptions,
  query: (relation: Relation) => string,
): Words & {
  readonly printed: (condition: Condition, indent?: string) => string;
} {
  // The texts that the conditions beside this one want filled.
  let known: ReadonlySet<string> = new Set();
  const needEmpty = (what: string): void => {
    if (options.emptyIsAbsent !== true)
      throw new CannotSay(what, '--empty-is-absent takes them for the same');
  };

  const words: Words = {
    needEmpty,
    query,
    condition: (expression) => say(conditionOf(expression), false).text,
    truth: (expression) => {
      const given = conditionOf(not(call('isNull', [expression])));
      if (given.kind === 'present' && given.value === expression)
        throw new CannotSay('whether a condition is known');
      const said = say(conditionOf(expression), true).text;
      const always = given.kind === 'constant' && given.value;
      return always ? said : `iff(${say(given, false).text}, ${said}, bool(null))`;
    },
  };

  /** `certain`: null will not do for false, because the condition is turned round or is a value. */
  const say = (condition: Condition, certain: boolean, indent = ' '): Said => {
    switch (condition.kind) {
      case 'constant':
        return one(String(condition.value));
      case 'all':
        return joined(condition.parts, 'and', 1, certain, indent);
      case 'any':
        return joined(condition.parts, 'or', 0, certain, indent);
      case 'none':
        return negated(condition.part);
      case 'present':
        return one(presentText(condition.value));
      case 'filled':
        return one(`isnotempty(${scalarText(condition.value, words)})`);
      case 'true': {
        const value = scalarText(condition.value, words);
        return one(certain ? `${value} == true` : value);
      }
      case 'some':
        return one(someText(condition));
      case 'test':
        return testText(condition.test, certain);
      case 'other':
        return one(amongText(condition.value, 'in'));
    }
  };

  const amongText = (value: Expression, operator: 'in' | '!in'): string => {
    if (value.kind !== 'inQuery') throw new CannotSay('a query inside a condition');
    return `${scalarText(value.value, words)} ${operator} ((${query(value.relation)}))`;
  };

  const joined = (
    parts: readonly Condition[],
    operator: 'and' | 'or',
    level: 0 | 1,
    certain: boolean,
    indent: string,
  ): Said => {
    const before = known;
    if (operator === 'and') known = new Set([...known, ...parts.flatMap(filledBy)]);
    const said = parts.map((part) => say(part, certain));
    known = before;
    const texts = said.map((part) =>
      part.level < level || (part.level === level && level === 0) ? `(${part.text})` : part.text,
    );
    return { text: texts.join(`${indent}${operator} `), level };
  };

  const negated = (part: Condition): Said => {
    if (part.kind === 'present') return one(absentText(part.value));
    if (part.kind === 'filled') return one(`isempty(${scalarText(part.value, words)})`);
    if (part.kind === 'true') return one(`${scalarText(part.value, words)} != true`);
    if (part.kind === 'other') return one(amongText(part.value, '!in'));
    const opposite = part.kind === 'test' ? OPPOSITE[part.test.fn] : undefined;
    if (
      part.kind === 'test' &&
      opposite !== undefined &&
      !comparesTexts(part.test) &&
      !comparesOpen(part.test)
    ) {
      const said = comparison(part.test, opposite);
      if (said !== undefined) return one(said);
    }
    return one(`not(${say(part, true).text})`);
  };

  const presentText = (value: Expression): string => {
    const json = jsonPath(value);
    if (json !== undefined) return `isnotnull(${json})`;
    if (value.type === 'multivalue') return `array_length(${scalarText(value, words)}) > 0`;
    if (value.type !== 'string') return `isnotnull(${scalarText(value, words)})`;
    needEmpty('whether a text is absent or empty');
    return `isnotempty(${scalarText(value, words)})`;
  };

  const absentText = (value: Expression): string => {
    const json = jsonPath(value);
    if (json !== undefined) return `isnull(${json})`;
    if (value.type === 'multivalue') return `not(array_length(${scalarText(value, words)}) > 0)`;
    if (value.type !== 'string') return `isnull(${scalarText(value, words)})`;
    needEmpty('whether a text is absent or empty');
    return `isempty(${scalarText(value, words)})`;
  };

  const jsonPath = (value: Expression): string | undefined =>
    value.kind === 'call' && (value.fn === 'pathText' || value.fn === 'path')
      ? pathOf(value.args, words)
      : undefined;

  const someText = ({ list, variable, part }: Extract<Condition, { kind: 'some' }>): string => {
    const array = list.kind === 'call' && list.fn === 'mvFromJson' ? list.args[0] : undefined;
    const values = array === undefined ? undefined : exactValues(part, variable);
    if (array === undefined || values === undefined) throw new CannotSay('a test of each element of a list');
    return values
      .map((value) => `set_has_element(${scalarText(array, words)}, ${quoted(value)})`)
      .join(' or ');
  };

  const testText = (test: Call, certain: boolean): Said => {
    const [first] = test.args;
    const said = comparison(test, COMPARISONS[test.fn]) ?? functionTest(test);
    if (said === undefined || first === undefined)
      throw new CannotSay(NAMES[test.fn] ?? `the test ${test.fn}`);
    if (comparesTexts(test) && operatorsOfText.has(test.fn)) {
      // Two texts that are both absent are equal to KQL, and an absent one is a part of every text.
      const present = (IS_PART.has(test.fn) ? test.args[1] : undefined) ?? first;
      return { text: `isnotempty(${scalarText(present, words)}) and ${said}`, level: 1 };
    }
    const guarded =
      certain && (comparesOpen(test) || (NULL_OF_NULL.has(test.fn) && test.args.some(mayBeNull)));
    if (!guarded) return one(said);
    const guards = test.args.filter(mayBeNull).map((item) => `isnotnull(${scalarText(item, words)})`);
    return { text: [...guards, said].join(' and '), level: 1 };
  };

  const comparison = (test: Call, operator: string | undefined): string | undefined => {
    const [first, ...rest] = test.args;
    const [second] = rest;
    if (operator === undefined || first === undefined || second === undefined) return undefined;
    checkEmpty(test);
    const left = enclosed(first);
    if (ORDERS.has(test.fn) && first.type === 'string')
      return `strcmp(${left}, ${scalarText(second, words)}) ${operator} 0`;
    if (test.fn === 'in' || test.fn === 'inIgnoreCase')
      return `${left} ${operator} (${rest.map((item) => scalarText(item, words)).join(', ')})`;
    const exact = EXACT[operator] ?? operator;
    const plain = second.kind === 'literal' && isCaseless(second) ? exact : operator;
    return `${left} ${plain} ${enclosed(second)}`;
  };

  /** Two texts of the event of which one is perhaps absent. */
  const comparesTexts = ({ args }: Call): boolean =>
    args[0]?.type === 'string' &&
    jsonPath(args[0]) === undefined &&
    args.slice(1).some((item) => item.kind !== 'literal') &&
    !args.some((item) => item.kind === 'column' && known.has(item.name)) &&
    !args.every(isMadePresent);

  const enclosed = (value: Expression): string => {
    const said = scalarText(value, words);
    if (value.kind === 'call' && value.type === 'bool' && / /.test(said) && !/^\w+\([^()]*\)$/.test(said))
      return `(${said})`;
    return value.kind === 'call' && / [-+*/%] /.test(said) && !/^\w+\(/.test(said) ? `(${said})` : said;
  };

  /** Empty text is also what an absent one is to KQL. */
  const checkEmpty = (test: Call): void => {
    const [first, ...rest] = test.args;
    if (first === undefined || first.type !== 'string' || jsonPath(first) !== undefined) return;
    if (test.args.some((item) => item.kind === 'column' && known.has(item.name))) return;
    if (test.args.every(isMadePresent)) return;
    const empty = rest.some((item) => item.kind !== 'literal' || item.value === '');
    if (rest.some((item) => item.kind === 'literal' && item.value === ''))
      needEmpty('whether a text is absent or empty');
    else if (empty) needEmpty('whether two fields are both absent or both empty');
  };

  const functionTest = (test: Call): string | undefined => {
    const { fn, args } = test;
    const [first, second] = args;
    if (first === undefined || second === undefined) return undefined;
    const left = scalarText(first, words);
    switch (fn) {
      case 'matchesRegex':
      case 'matchesRegexIgnoreCase':
        return regexTest(first, literal(second), fn === 'matchesRegexIgnoreCase');
      case 'matchesWildcard':
      case 'matchesWildcardIgnoreCase': {
        const flags = fn === 'matchesWildcard' ? 's' : 'is';
        return `${left} matches regex ${quoted(`(?${flags})^${wildcardRegex(literal(second))}$`)}`;
      }
      case 'addressInNetwork': {
        const network = literal(second);
        const name = network.includes(':') ? 'ipv6_is_in_range' : 'ipv4_is_in_range';
        return `${name}(${left}, ${quoted(network)})`;
      }
      case 'hasAnyIgnoreCase':
      case 'hasAllIgnoreCase': {
        const operator = fn === 'hasAnyIgnoreCase' ? 'has_any' : 'has_all';
        return `${left} ${operator} (${args
          .slice(1)
          .map((item) => scalarText(item, words))
          .join(', ')})`;
      }
      default:
        return undefined;
    }
  };

  const regexTest = (value: Expression, pattern: string, anyCase: boolean): string => {
    const kusto = kustoPattern(pattern);
    const whole = anyCase ? `(?i)${kusto}` : kusto;
    const said = `${scalarText(value, words)} matches regex ${quoted(whole)}`;
    if (!fitsEmpty(pattern) || value.kind !== 'column') return said;
    needEmpty('whether a text is absent or empty');
    return `(isnotempty(${scalarText(value, words)}) and ${said})`;
  };

  return { ...words, printed: (condition, indent) => say(condition, false, indent).text };
}

/** Tests whether the second text is a part of the first. */
const IS_PART: ReadonlySet<string> = new Set([
  'startsWith',
  'startsWithIgnoreCase',
  'endsWith',
  'endsWithIgnoreCase',
  'contains',
  'containsIgnoreCase',
]);

function isMadePresent(value: Expression): boolean {
  return emptiedText(value) !== undefined || (value.kind === 'literal' && value.value !== '');
}

/** The text columns that are not empty where a condition holds. */
function filledBy(condition: Condition): readonly string[] {
  if (condition.kind === 'filled' && condition.value.kind === 'column') return [condition.value.name];
  if (condition.kind !== 'test') return [];
  const { fn, args } = condition.test;
  const [first, ...rest] = args;
  if (first?.kind !== 'column' || first.type !== 'string') return [];
  const texts = rest.map((item) => (item.kind === 'literal' ? String(item.value) : ''));
  const regex = fn === 'matchesRegex' || fn === 'matchesRegexIgnoreCase';
  const filled = regex ? texts.every((text) => !fitsEmpty(text)) : FILLING.has(fn) && texts.every(Boolean);
  return filled ? [first.name] : [];
}

/** Tests that empty text fails, whatever text that is not empty it is held against. */
const FILLING: ReadonlySet<FunctionName> = new Set([
  'eq',
  'eqIgnoreCase',
  'in',
  'inIgnoreCase',
  'contains',
  'containsIgnoreCase',
  'startsWith',
  'startsWithIgnoreCase',
  'endsWith',
  'endsWithIgnoreCase',
  'has',
  'hasIgnoreCase',
]);

function one(text: string): Said {
  return { text, level: 2 };
}

const COMPARISONS: Partial<Readonly<Record<FunctionName, string>>> = {
  eq: '==',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
  eqIgnoreCase: '=~',
  in: 'in',
  inIgnoreCase: 'in~',
  contains: 'contains_cs',
  containsIgnoreCase: 'contains',
  startsWith: 'startswith_cs',
  startsWithIgnoreCase: 'startswith',
  endsWith: 'endswith_cs',
  endsWithIgnoreCase: 'endswith',
  has: 'has_cs',
  hasIgnoreCase: 'has',
  hasPrefix: 'hasprefix_cs',
  hasPrefixIgnoreCase: 'hasprefix',
  hasSuffix: 'hassuffix_cs',
  hasSuffixIgnoreCase: 'hassuffix',
};

const OPPOSITE: Partial<Readonly<Record<FunctionName, string>>> = {
  eq: '!=',
  eqIgnoreCase: '!~',
  in: '!in',
  inIgnoreCase: '!in~',
  contains: '!contains_cs',
  containsIgnoreCase: '!contains',
  startsWith: '!startswith_cs',
  startsWithIgnoreCase: '!startswith',
  endsWith: '!endswith_cs',
  endsWithIgnoreCase: '!endswith',
  has: '!has_cs',
  hasIgnoreCase: '!has',
};

const ORDERS: ReadonlySet<FunctionName> = new Set(['lt', 'le', 'gt', 'ge']);

const operatorsOfText: ReadonlySet<FunctionName> = new Set([
  'eq',
  'eqIgnoreCase',
  'contains',
  'containsIgnoreCase',
  'startsWith',
  'startsWithIgnoreCase',
  'endsWith',
  'endsWithIgnoreCase',
]);

/** What is easier to read for text that has no case. */
const EXACT: Readonly<Record<string, string>> = { '=~': '==', '!~': '!=' };

const NAMES: Partial<Readonly<Record<FunctionName, string>>> = {
  matchesStars: 'a pattern that depends on the event',
  arrayContains: 'a list that holds a value',
};

/** Comparisons that are null for null in KQL too. */
const NULL_OF_NULL: ReadonlySet<FunctionName> = new Set(['lt', 'le', 'gt', 'ge', 'addressInNetwork']);

/** Two values of the event that may both be null. */
function comparesOpen({ fn, args }: Call): boolean {
  return fn === 'eq' && args.filter(mayBeNull).length > 1;
}

function mayBeNull(value: Expression): boolean {
  return value.kind !== 'literal' && value.kind !== 'now' && value.type !== 'string';
}

function isCaseless(value: Extract<Expression, { kind: 'literal' }>): boolean {
  const text = String(value.value);
  return value.type === 'string' && text.toLowerCase() === text.toUpperCase();
}

function literal(value: Expression): string {
  if (value.kind !== 'literal' || typeof value.value !== 'string')
    throw new CannotSay('a pattern that depends on the event');
  return value.value;
}

/** The texts that an element must be one of, case and all; undefined for other tests. */
function exactValues(part: Condition, variable: string): readonly string[] | undefined {
  if (part.kind !== 'test') return undefined;
  const { fn, args } = part.test;
  const [first, ...rest] = args;
  if (first?.kind !== 'variable' || first.name !== variable) return undefined;
  if (fn !== 'eq' && fn !== 'in') return undefined;
  const values = rest.map((item) =>
    item.kind === 'literal' && item.type === 'string' ? literalText(item) : undefined,
  );
  return values.some((value) => value === undefined)
    ? undefined
    : rest.map((item) => (item.kind === 'literal' ? String(item.value) : ''));
}

/** The expression of a pattern with `*`, `?` and escapes. */
function wildcardRegex(pattern: string): string {
  return pattern.replaceAll(/\\([\s\S])|([\s\S])/g, (_, escaped: string | undefined, plain = '') => {
    if (escaped !== undefined) return regexEscape(escaped);
    if (plain === '*') return '.*';
    return plain === '?' ? '.' : regexEscape(String(plain));
  });
}

function regexEscape(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
}
