import { bool, literal, long, nullOf, text } from '@interloper/plan';
import type { Expression, Literal } from '@interloper/plan';

/** The text of a constant, undefined when the expression is not one. */
export function constantText(expression: Expression | undefined): string | undefined {
  if (expression?.kind !== 'literal' || expression.value === null) return undefined;
  if (expression.type === 'string') return String(expression.value);
  if (expression.type !== 'dynamic') return undefined;
  const value: unknown = JSON.parse(String(expression.value));
  return typeof value === 'string' ? value : undefined;
}

/** The number of a constant, undefined when the expression is not one. */
export function constantNumber(expression: Expression | undefined): number | undefined {
  if (expression?.kind !== 'literal' || expression.value === null) return undefined;
  return ['int', 'long', 'real', 'decimal'].includes(expression.type) ? Number(expression.value) : undefined;
}

/** The truth value of a constant, undefined when the expression is not one. */
export function constantBool(expression: Expression | undefined): boolean | undefined {
  return expression?.kind === 'literal' && typeof expression.value === 'boolean'
    ? expression.value
    : undefined;
}

/** The elements of a constant JSON array as literals; undefined when the expression is not one. */
export function constantElements(expression: Expression): readonly Literal[] | undefined {
  if (expression.kind !== 'literal' || expression.type !== 'dynamic' || expression.value === null) {
    return undefined;
  }
  const parsed: unknown = JSON.parse(String(expression.value));
  return Array.isArray(parsed) ? parsed.map(literalOfJson) : undefined;
}

/** A JSON value as a literal of the scalar type nearest to it. */
function literalOfJson(value: unknown): Literal {
  if (value === null || value === undefined) return nullOf('dynamic');
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return bool(value);
  if (typeof value === 'number') return Number.isSafeInteger(value) ? long(value) : literal('real', value);
  return literal('dynamic', JSON.stringify(value));
}
