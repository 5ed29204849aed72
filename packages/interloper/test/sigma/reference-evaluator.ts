import type { TestEvent } from './test-log.js';

/**
 * The Sigma specification in plain TypeScript, for rules given as data: slow, simple, and sharing nothing with the
 * front end. Property tests compare the two.
 */
export interface ModelItem {
  readonly field: string;
  readonly modifiers: readonly string[];
  readonly values: readonly (string | number | boolean | null)[];
}

export interface ModelSelection {
  readonly kind: 'map' | 'list';
  readonly items: readonly ModelItem[];
}

export type ModelCondition =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'of'; readonly quantity: '1' | 'all'; readonly pattern: string }
  | { readonly kind: 'not'; readonly part: ModelCondition }
  | { readonly kind: 'and' | 'or'; readonly left: ModelCondition; readonly right: ModelCondition };

export interface ModelRule {
  readonly selections: Readonly<Record<string, ModelSelection>>;
  readonly condition: ModelCondition;
}

/** True when the rule matches the event. */
export function matches(rule: ModelRule, event: TestEvent): boolean {
  return holds(rule.condition, rule, event);
}

function holds(condition: ModelCondition, rule: ModelRule, event: TestEvent): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, rule, event) && holds(condition.right, rule, event);
    case 'or':
      return holds(condition.left, rule, event) || holds(condition.right, rule, event);
    case 'not':
      return !holds(condition.part, rule, event);
    case 'name':
      return selected(rule.selections[condition.name], event);
    case 'of': {
      const prefix = condition.pattern === 'them' ? '' : condition.pattern.slice(0, -1);
      const named = Object.entries(rule.selections).filter(
        ([name]) => name.startsWith(prefix) && !name.startsWith('_'),
      );
      const results = named.map(([, selection]) => selected(selection, event));
      return condition.quantity === 'all' ? results.every(Boolean) : results.some(Boolean);
    }
  }
}

function selected(selection: ModelSelection | undefined, event: TestEvent): boolean {
  if (selection === undefined) throw new Error('the model names a selection it lacks');
  const results = selection.items.map((item) => itemMatches(item, event));
  return selection.kind === 'map' ? results.every(Boolean) : results.some(Boolean);
}

function itemMatches(item: ModelItem, event: TestEvent): boolean {
  const present = valuesOf(event, item.field);
  const has = (name: string): boolean => item.modifiers.includes(name);
  if (has('exists')) return item.values.some((wanted) => wanted === (present !== undefined));
  const one = (wanted: ModelItem['values'][number]): boolean =>
    wanted === null
      ? present === undefined
      : (present ?? []).some((value) => valueMatches(value, wanted, has));
  const positive = has('all') ? item.values.every(one) : item.values.some(one);
  return has('neq') ? present !== undefined && present.length > 0 && !positive : positive;
}

/** The values of a field, one or several; undefined when the event lacks it. */
function valuesOf(event: TestEvent, field: string): readonly unknown[] | undefined {
  let value: unknown = event;
  for (const step of field.split('.')) {
    value =
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function valueMatches(
  value: unknown,
  wanted: string | number | boolean,
  has: (name: string) => boolean,
): boolean {
  const limits: readonly (readonly [string, (a: number, b: number) => boolean])[] = [
    ['lt', (a, b) => a < b],
    ['lte', (a, b) => a <= b],
    ['gt', (a, b) => a > b],
    ['gte', (a, b) => a >= b],
  ];
  const limit = limits.find(([name]) => has(name));
  if (limit !== undefined) {
    const number = typeof value === 'number' ? value : numberOf(String(value));
    return number !== undefined && limit[1](number, Number(wanted));
  }
  const text = String(value);
  if (has('re')) return new RegExp(String(wanted), has('i') ? 'iu' : 'u').test(text);
  const pattern = typeof wanted === 'string' ? wanted : String(wanted);
  const before = has('contains') || has('endswith') ? '*' : '';
  const after = has('contains') || has('startswith') ? '*' : '';
  return wildcardMatches(text, before, pattern, after, has('cased'));
}

function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : undefined;
}

type Piece = { readonly plain: string } | { readonly wild: '*' | '?' };

function wildcardMatches(
  text: string,
  before: string,
  pattern: string,
  after: string,
  cased: boolean,
): boolean {
  const pieces: Piece[] = [];
  if (before !== '') pieces.push({ wild: '*' });
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    const next = pattern.charAt(at + 1);
    if (sign === '\\' && ['\\', '*', '?'].includes(next)) {
      pieces.push({ plain: next });
      at += 1;
    } else pieces.push(sign === '*' || sign === '?' ? { wild: sign } : { plain: sign });
  }
  if (after !== '') pieces.push({ wild: '*' });
  const fold = (part: string): string => (cased ? part : part.toLowerCase());
  return walk(
    fold(text),
    pieces.map((piece) => ('plain' in piece ? { plain: fold(piece.plain) } : piece)),
  );
}

function walk(text: string, pieces: readonly Piece[]): boolean {
  const [first, ...rest] = pieces;
  if (first === undefined) return text === '';
  if ('plain' in first) return text.startsWith(first.plain) && walk(text.slice(first.plain.length), rest);
  if (first.wild === '?') return text !== '' && walk(text.slice(1), rest);
  for (let at = 0; at <= text.length; at += 1) if (walk(text.slice(at), rest)) return true;
  return false;
}
