import { CannotSay, isoOfTicks, termPattern } from '@interloper/plan';
import type { Call, Condition, Expression, Literal } from '@interloper/plan';

export type ItemValue = string | number | bigint | boolean | null;

/** A line of a selection: a field with its modifiers, and the values of which any matches. */
export interface PrintedItem {
  readonly key: string;
  readonly values: readonly ItemValue[];
}

/** The line that says a test; undefined for what is no single line. Throws `CannotSay` for what Sigma has no word for. */
export function itemOf(condition: Condition): PrintedItem | undefined {
  switch (condition.kind) {
    case 'present':
      // An empty list is there, but has no element that any text fits.
      return isList(condition.value)
        ? { key: fieldName(condition.value), values: ['*'] }
        : { key: `${fieldName(condition.value)}|exists`, values: [true] };
    case 'none':
      return condition.part.kind === 'present' && !isList(condition.part.value)
        ? { key: fieldName(condition.part.value), values: [null] }
        : undefined;
    case 'filled':
      return { key: `${fieldName(condition.value)}|re|s`, values: ['.'] };
    case 'true':
      return { key: fieldName(condition.value), values: [true] };
    case 'test':
      return testItem(condition.test, undefined);
    case 'some':
      return condition.part.kind === 'test'
        ? testItem(condition.part.test, { name: condition.variable, list: condition.list })
        : undefined;
    case 'constant':
      throw new CannotSay('a condition that is always true or never');
    case 'other':
      throw new CannotSay('a query inside a condition');
    case 'all':
    case 'any':
      return undefined;
  }
}

function isList(value: Expression): boolean {
  return value.kind === 'call' && (value.fn === 'mvFromJson' || value.fn === 'mvFind');
}

interface Element {
  readonly name: string;
  readonly list: Expression;
}

function testItem({ fn, args }: Call, element: Element | undefined): PrintedItem {
  const [first, ...rest] = args;
  if (first === undefined) throw new Error('a test has arguments');
  const subject = first.kind === 'variable' && first.name === element?.name ? element.list : first;
  const [second] = rest;
  if (second?.kind === 'column') return reference(fn, subject, second);
  const part = partOf(subject);
  const field = part === undefined ? fieldName(subject) : `${fieldName(part.of)}|${part.name}`;
  const key = (...modifiers: readonly string[]): string => [field, ...modifiers].join('|');
  const texts = (): readonly string[] => rest.map(textOf);
  switch (fn) {
    case 'eq':
    case 'in': {
      const values = rest.map(valueOf);
      const cased = rest.some((item) => item.type === 'string' && !isCaseless(textOf(item)));
      return { key: cased ? key('cased') : key(), values };
    }
    case 'eqIgnoreCase':
    case 'inIgnoreCase':
      return { key: key(), values: rest.map(valueOf) };
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return { key: key(PLACES[fn], 'cased'), values: texts().map(escaped) };
    case 'containsIgnoreCase':
      return { key: key('contains'), values: texts().map(escaped) };
    case 'startsWithIgnoreCase':
      return { key: key('startswith'), values: texts().map(escaped) };
    case 'endsWithIgnoreCase':
      return { key: key('endswith'), values: texts().map(escaped) };
    case 'matchesWildcard':
      return { key: key('cased'), values: texts() };
    case 'matchesWildcardIgnoreCase':
      return { key: key(), values: texts() };
    case 'matchesRegex':
      return { key: key('re'), values: texts() };
    case 'matchesRegexIgnoreCase':
      return { key: key('re', 'i'), values: texts() };
    case 'has':
    case 'hasIgnoreCase':
    case 'hasAnyIgnoreCase':
      return {
        key: fn === 'has' ? key('re') : key('re', 'i'),
        values: [termPattern(texts(), escapedPattern)],
      };
    case 'addressInNetwork':
      return { key: key('cidr'), values: texts() };
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return { key: key(SIZES[fn]), values: rest.map(sizeOf) };
    default:
      throw new CannotSay(`the test ${fn}`);
  }
}

const PLACES = { contains: 'contains', startsWith: 'startswith', endsWith: 'endswith' } as const;
const SIZES = { lt: 'lt', le: 'lte', gt: 'gt', ge: 'gte' } as const;

const REFERENCES: Partial<Readonly<Record<Call['fn'], readonly string[]>>> = {
  eq: ['fieldref', 'cased'],
  eqIgnoreCase: ['fieldref'],
  contains: ['fieldref', 'contains', 'cased'],
  containsIgnoreCase: ['fieldref', 'contains'],
  startsWith: ['fieldref', 'startswith', 'cased'],
  startsWithIgnoreCase: ['fieldref', 'startswith'],
  endsWith: ['fieldref', 'endswith', 'cased'],
  endsWithIgnoreCase: ['fieldref', 'endswith'],
};

function reference(fn: Call['fn'], subject: Expression, other: Expression): PrintedItem {
  const modifiers = REFERENCES[fn];
  if (modifiers === undefined) throw new CannotSay(`two fields compared by ${fn}`);
  return { key: [fieldName(subject), ...modifiers].join('|'), values: [fieldName(other)] };
}

/** The field that a value is, or whose text it is. */
export function fieldName(expression: Expression): string {
  if (expression.kind === 'column') return expression.name;
  if (expression.kind === 'call') {
    const [first, second] = expression.args;
    switch (expression.fn) {
      case 'pathText':
      case 'mvFind':
        return [expression.args[0], ...expression.args.slice(1)]
          .map((step, index) => (index === 0 && step !== undefined ? fieldName(step) : stepName(step)))
          .join('.');
      case 'toText':
      case 'isoText':
      case 'toReal':
      case 'toDatetime':
      case 'mvFromJson':
      case 'parseJson':
        if (first !== undefined) return fieldName(first);
        break;
      case 'coalesce':
        if (second?.kind === 'call' && second.fn === 'toText') return fieldName(second);
        break;
      default:
    }
    throw new CannotSay(`a value computed by ${expression.fn}`);
  }
  throw new CannotSay(`a ${expression.kind} as a field`);
}

function stepName(step: Expression | undefined): string {
  if (step?.kind !== 'literal' || typeof step.value !== 'string') throw new CannotSay('a place in a list');
  return step.value;
}

const DATE_PARTS: ReadonlySet<string> = new Set(['minute', 'hour', 'day', 'week', 'month', 'year']);

function partOf(subject: Expression): { readonly name: string; readonly of: Expression } | undefined {
  if (subject.kind !== 'call' || subject.fn !== 'datetimePart') return undefined;
  const [part, of] = subject.args;
  const name = part?.kind === 'literal' ? String(part.value) : '';
  if (of === undefined || !DATE_PARTS.has(name)) throw new CannotSay(`the ${name} of a date`);
  return { name, of };
}

function constant(expression: Expression): Literal {
  if (expression.kind !== 'literal') throw new CannotSay('a value that depends on the event or on now');
  return expression;
}

function textOf(expression: Expression): string {
  return String(constant(expression).value);
}

function valueOf(expression: Expression): ItemValue {
  const { type, value } = constant(expression);
  if (type === 'string') return escaped(String(value));
  if (type === 'datetime') return isoOfTicks(BigInt(String(value)));
  if (type === 'bool') return value === true;
  return typeof value === 'string' ? BigInt(value) : Number(value);
}

function sizeOf(expression: Expression): ItemValue {
  const value = valueOf(expression);
  if (expression.type === 'string') throw new CannotSay('an order of texts');
  return value;
}

/** Text in which no sign means more than itself. */
function escaped(text: string): string {
  return text.replaceAll(/[\\*?]/g, String.raw`\$&`);
}

function isCaseless(text: string): boolean {
  return text.toLowerCase() === text.toUpperCase();
}

/** Text as a regular expression that finds just it. */
function escapedPattern(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
}
