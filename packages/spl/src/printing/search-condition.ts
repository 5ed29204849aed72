import type { Call, Condition, Expression } from '@interloper/plan';
import type { SearchExpr } from '../syntax/tree.js';
import { fieldOf, isPlainValue } from './field.js';
import type { Field } from './field.js';
import { compareTerm, inTerm, nowhere, terms } from './nodes.js';

/**
 * A condition as terms of the search command, which compares without regard to case and takes an absent field for no
 * match; undefined when it needs an eval expression.
 */
export function searchTerms(condition: Condition): SearchExpr | undefined {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const parts = condition.parts.map(searchTerms);
      return parts.every((part) => part !== undefined)
        ? terms(condition.kind === 'all' ? 'and' : 'or', parts)
        : undefined;
    }
    case 'none': {
      const term = searchTerms(condition.part);
      return term === undefined ? undefined : { kind: 'not', term, span: nowhere };
    }
    case 'present': {
      const field = fieldOf(condition.value);
      return field === undefined || field.kind === 'time' ? undefined : compareTerm(field.name, '=', '*');
    }
    case 'filled': {
      const field = fieldOf(condition.value);
      return field?.kind === 'text' ? compareTerm(field.name, '!=', '') : undefined;
    }
    case 'true': {
      const field = fieldOf(condition.value);
      return field?.kind === 'flag' ? compareTerm(field.name, '=', 'true') : undefined;
    }
    case 'test':
      return testTerms(condition.test);
    case 'some': {
      const field = fieldOf(condition.list);
      return field?.kind === 'list' ? elementTerms(condition.part, condition.variable, field) : undefined;
    }
    case 'constant':
    case 'other':
      return undefined;
  }
}

/** A test of any element; alternatives can be asked for one by one. */
function elementTerms(part: Condition, variable: string, field: Field): SearchExpr | undefined {
  if (part.kind === 'any') {
    const parts = part.parts.map((each) => elementTerms(each, variable, field));
    return parts.every((each) => each !== undefined) ? terms('or', parts) : undefined;
  }
  if (part.kind !== 'test') return undefined;
  const [first, ...rest] = part.test.args;
  if (first?.kind !== 'variable' || first.name !== variable) return undefined;
  return fieldTest(part.test.fn, { ...field, kind: 'text' }, rest);
}

function testTerms({ fn, args }: Call): SearchExpr | undefined {
  const [first, ...rest] = args;
  const field = first === undefined ? undefined : fieldOf(first);
  return field === undefined || field.kind === 'list' ? undefined : fieldTest(fn, field, rest);
}

function fieldTest(fn: Call['fn'], field: Field, rest: readonly Expression[]): SearchExpr | undefined {
  const values = rest.map((item) => (item.kind === 'literal' ? item : undefined));
  const [value] = values;
  if (value === undefined || values.some((item) => item === undefined)) return undefined;
  const texts = rest.map((item) => (item.kind === 'literal' ? String(item.value) : ''));
  const [text = ''] = texts;
  const isText = field.kind === 'text' || field.kind === 'flag';
  switch (fn) {
    case 'eq':
      if (field.kind === 'number' && isNumber(text)) return compareTerm(field.name, '=', text);
      if (field.kind === 'flag') return compareTerm(field.name, '=', text);
      return isText && value.type === 'string' && isPlainValue(text) && isCaseless(text)
        ? compareTerm(field.name, '=', text)
        : undefined;
    case 'eqIgnoreCase':
      return isText && isPlainValue(text) ? compareTerm(field.name, '=', text) : undefined;
    case 'inIgnoreCase':
      return isText && texts.every(isPlainValue) ? inTerm(field.name, texts) : undefined;
    case 'in':
      return isText && texts.every((each) => isPlainValue(each) && isCaseless(each))
        ? inTerm(field.name, texts)
        : undefined;
    case 'containsIgnoreCase':
      return pattern(field, text, `*${text}*`);
    case 'startsWithIgnoreCase':
      return pattern(field, text, `${text}*`);
    case 'endsWithIgnoreCase':
      return pattern(field, text, `*${text}`);
    case 'matchesWildcardIgnoreCase':
      return /[?\\]/.test(text) || field.kind === 'time' ? undefined : compareTerm(field.name, '=', text);
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      return field.kind === 'number' && isNumber(text) ? compareTerm(field.name, ORDER[fn], text) : undefined;
    default:
      return undefined;
  }
}

const ORDER = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

function pattern(field: Field, text: string, wanted: string): SearchExpr | undefined {
  if (text.includes('*') || field.kind === 'time') return undefined;
  return compareTerm(field.name, '=', wanted);
}

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

function isCaseless(text: string): boolean {
  return text.toLowerCase() === text.toUpperCase();
}
