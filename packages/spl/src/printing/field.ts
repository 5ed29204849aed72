import type { Expression, ScalarType } from '@interloper/plan';
import { isNetwork } from '../lower/network.js';
import { looksNumeric } from '../lower/values.js';

/** A field of the events or of results as SPL sees it. */
export interface Field {
  readonly name: string;
  readonly kind: 'text' | 'number' | 'time' | 'flag' | 'list';
  /** The value in the plan, and the variable for one element of a list. */
  readonly type: ScalarType;
}

/** The field that a value of the plan is, or whose text it is; undefined for what must be computed. */
export function fieldOf(expression: Expression): Field | undefined {
  if (expression.kind === 'column') return named(expression.name, expression.type);
  if (expression.kind !== 'call') return undefined;
  const [first, second] = expression.args;
  switch (expression.fn) {
    case 'mvFromJson':
      if (first?.kind === 'call' && first.fn === 'parseJson' && first.args[0]?.kind === 'column')
        return { name: `${first.args[0].name}{}`, kind: 'list', type: 'multivalue' };
      return first?.kind === 'column' && first.type === 'dynamic'
        ? { name: `${first.name}{}`, kind: 'list', type: 'multivalue' }
        : undefined;
    case 'path':
    case 'pathText':
      return pathField(expression.args);
    case 'toText':
      return first?.kind === 'column' && SAME_TEXT.has(first.type)
        ? named(first.name, first.type)
        : undefined;
    case 'isoText':
      return first?.kind === 'column' && first.name !== '_time' ? named(first.name, first.type) : undefined;
    case 'coalesce':
      // The text of a decimal number, whole ones without a fraction.
      return second?.kind === 'call' && second.fn === 'toText' && second.args[0]?.type === 'real'
        ? fieldOf(second.args[0])
        : undefined;
    default:
      return undefined;
  }
}

const SAME_TEXT: ReadonlySet<ScalarType> = new Set(['int', 'long', 'guid', 'dynamic', 'bool']);

function named(name: string, type: ScalarType): Field {
  if (name === '_time') return { name, type, kind: 'time' };
  if (type === 'multivalue') return { name, type, kind: 'list' };
  if (type === 'bool') return { name, type, kind: 'flag' };
  const number = ['int', 'long', 'real', 'decimal', 'timespan'].includes(type);
  // Of the events' instants only the time is one to Splunk: others are computed, and numbers of seconds.
  if (type === 'datetime') return { name, type, kind: 'time' };
  return { name, type, kind: number ? 'number' : 'text' };
}

function pathField([whole, ...steps]: readonly Expression[]): Field | undefined {
  const read = whole?.kind === 'call' && whole.fn === 'parseJson' ? whole.args[0] : whole;
  if (read?.kind !== 'column' || (read === whole && read.type !== 'dynamic')) return undefined;
  const names = steps.map((step) => (step.kind === 'literal' ? step.value : undefined));
  if (!names.every((name) => typeof name === 'string' && /^[^.{}]+$/.test(name))) return undefined;
  return { name: [read.name, ...names].join('.'), kind: 'text', type: 'string' };
}

/** True for a text that `field=text` finds exactly, in any case: no wildcard, and no number that has other spellings. */
export function isPlainValue(value: string): boolean {
  if (value.includes('*') || isNetwork(value)) return false;
  return !looksNumeric(value) || /^(?:0|[1-9]\d*)$/.test(value);
}
