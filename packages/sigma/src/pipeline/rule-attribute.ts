import { PipelineFailure, isList, neededText, textIn } from './shape.js';
import type { DataMap } from './shape.js';

const ORDERS: Readonly<Record<string, readonly string[]>> = {
  level: ['informational', 'low', 'medium', 'high', 'critical'],
  status: ['unsupported', 'deprecated', 'experimental', 'test', 'stable'],
};

const COMPARISONS: Readonly<Record<string, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

/**
 * The condition `rule_attribute`: texts are equal or not, lists hold a value or not, and levels, statuses, dates and
 * numbers have an order. An attribute that a rule lacks satisfies nothing.
 */
export function ruleAttribute(settings: DataMap, rule: DataMap): boolean {
  const name = neededText(settings, 'attribute', 'rule_attribute');
  const op = textIn(settings, 'op') ?? 'eq';
  const known = Object.hasOwn(COMPARISONS, op) ? COMPARISONS[op] : undefined;
  if (known === undefined && op !== 'in' && op !== 'not_in')
    throw new PipelineFailure(`rule_attribute: the operator ${op} is not supported`);
  const value = rule[name];
  const wanted = settings['value'];
  if (value === undefined || value === null || wanted === undefined) return false;
  if (isList(value)) {
    if (op === 'in' || op === 'not_in') return value.includes(wanted) === (op === 'in');
    return op === 'ne';
  }
  if (known === undefined)
    throw new PipelineFailure(`rule_attribute: ${op} is for lists, and ${name} is none`);
  if (typeof value === 'object') throw new PipelineFailure(`rule_attribute: ${name} is a map`);
  const text = String(value);
  const other = textIn(settings, 'value') ?? '';
  const order = Object.hasOwn(ORDERS, name) ? ORDERS[name] : undefined;
  if (order !== undefined) return known(placeIn(order, text, name) - placeIn(order, other, name));
  if (typeof value === 'number') return known(value - numberOf(other));
  if (name === 'date' || name === 'modified') return known(text < other ? -1 : text > other ? 1 : 0);
  if (op !== 'eq' && op !== 'ne')
    throw new PipelineFailure(`rule_attribute: ${name} is text, which has no ${op}`);
  return known(text === other ? 0 : 1);
}

function placeIn(order: readonly string[], text: string, name: string): number {
  const place = order.indexOf(text.toLowerCase());
  if (place === -1) throw new PipelineFailure(`rule_attribute: \`${text}\` is no ${name}`);
  return place;
}

function numberOf(text: string): number {
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number))
    throw new PipelineFailure(`rule_attribute: \`${text}\` is no number`);
  return number;
}
