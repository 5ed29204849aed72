import {
  base64,
  base64Parts,
  bytesUnder,
  fits,
  isWithin,
  partOfDate,
  signsOf,
  withDashes,
} from './reference-values.js';
import type { Sign } from './reference-values.js';
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
      : (present ?? []).some((value) => valueMatches(value, wanted, item.modifiers, event));
  const positive = has('all') ? item.values.every(one) : item.values.some(one);
  if (!has('neq')) return positive;
  // A field can only differ from another that is there.
  const others = has('fieldref') ? item.values.map((name) => valuesOf(event, String(name))) : [];
  return present !== undefined && present.length > 0 && !others.includes(undefined) && !positive;
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

const LIMITS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
};

const DATE_PARTS = new Set(['minute', 'hour', 'day', 'week', 'month', 'year']);
const ENCODINGS = new Set(['wide', 'utf16le', 'utf16be', 'utf16']);

/** The lists that placeholders stand for (conformance/sigma/README.md). */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  Administrators: ['alice', 'Root Admin'],
  Servers: ['srv*', String.raw`db-\?`],
  Offices: ['192.0.2.0/24', '198.51.100.7', '2001:db8::/48'],
};

function valueMatches(
  value: unknown,
  wanted: string | number | boolean,
  modifiers: readonly string[],
  event: TestEvent,
): boolean {
  const has = (name: string): boolean => modifiers.includes(name);
  const limit = modifiers.flatMap((name) => LIMITS[name] ?? [])[0];
  const part = modifiers.find((name) => DATE_PARTS.has(name));
  if (part !== undefined || limit !== undefined) {
    const number =
      part !== undefined
        ? partOfDate(part, String(value))
        : typeof value === 'number'
          ? value
          : numberOf(String(value));
    const compare = limit ?? ((a: number, b: number): boolean => a === b);
    return number !== undefined && compare(number, Number(wanted));
  }
  const text = String(value);
  if (has('re')) return expressionOf(String(wanted), modifiers).test(text);
  if (has('fieldref')) {
    const others = valuesOf(event, String(wanted)) ?? [];
    return others.some((other) =>
      fits(
        text,
        placed(
          Array.from(String(other)).map((plain) => ({ plain })),
          modifiers,
        ),
        has('cased'),
      ),
    );
  }
  if (has('expand')) {
    const [, before = '', name, after = ''] = /^([^%]*)%(\w+)%([^%]*)$/.exec(String(wanted)) ?? [];
    if (name !== undefined) {
      const entries = LISTS[name] ?? [];
      if (name === 'Offices') return entries.some((entry) => isWithin(text, entry));
      return entries.some((entry) =>
        fits(text, placed(signsOf(before + entry + after), modifiers), has('cased')),
      );
    }
  }
  if (has('cidr')) return isWithin(text, String(wanted));
  return formsOf(String(wanted), modifiers).some((form) => fits(text, placed(form, modifiers), has('cased')));
}

/** A value under the modifiers that change it, in each of its forms. */
function formsOf(wanted: string, modifiers: readonly string[]): readonly (readonly Sign[])[] {
  const has = (name: string): boolean => modifiers.includes(name);
  const signs = has('windash') ? withDashes(signsOf(wanted)) : signsOf(wanted);
  const encoding = modifiers.find((name) => ENCODINGS.has(name));
  const plain = signs.map((sign) => ('plain' in sign ? sign.plain : '')).join('');
  const literal = (text: string): readonly Sign[] => Array.from(text).map((each) => ({ plain: each }));
  if (has('base64')) return [literal(base64(bytesUnder(encoding, plain)))];
  if (has('base64offset')) return base64Parts(bytesUnder(encoding, plain)).map(literal);
  if (encoding === undefined) return [signs];
  return [literal(String.fromCharCode(...bytesUnder(encoding, plain)))];
}

/** The signs with wildcards where the value may stand. */
function placed(signs: readonly Sign[], modifiers: readonly string[]): readonly Sign[] {
  const any: readonly Sign[] = [{ wild: '*' }];
  const before = modifiers.includes('contains') || modifiers.includes('endswith') ? any : [];
  const after = modifiers.includes('contains') || modifiers.includes('startswith') ? any : [];
  return [...before, ...signs, ...after];
}

/** An expression with its flags, anchored by `startswith` and `endswith`. */
function expressionOf(pattern: string, modifiers: readonly string[]): RegExp {
  const flag = (letter: string, ...names: readonly string[]): string =>
    names.some((name) => modifiers.includes(name)) ? letter : '';
  const flags = `u${flag('i', 'i', 'ignorecase')}${flag('m', 'm', 'multiline')}${flag('s', 's', 'dotall')}`;
  const start = modifiers.includes('startswith') ? '(?<![^])' : '';
  const end = modifiers.includes('endswith') ? '(?![^])' : '';
  return new RegExp(`${start}(?:${pattern})${end}`, flags);
}

function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  return /^-?(?:\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : undefined;
}
