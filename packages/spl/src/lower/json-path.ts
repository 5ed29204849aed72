import type { Expression } from '@interloper/plan';
import { call, columnType, column, long, text } from '@interloper/plan';
import type { Lowering, State } from './state.js';
import { RAW_PATH, tryField } from './state.js';

/** The steps of a path as spath writes it: `a.b{}.c{0}`; `{}` goes through all elements, `{n}` is one, from 0. */
function stepsOfPath(path: string): readonly (string | number)[] {
  return path.split('.').flatMap((step) => {
    const match = /^([^{}]*)((?:\{\d*\})*)$/.exec(step);
    if (match === null) return [step];
    const [, name = '', braces = ''] = match;
    const inner = [...braces.matchAll(/\{(\d*)\}/g)].map(([, digits = '']) =>
      digits === '' ? '{}' : Number(digits),
    );
    return [...(name === '' ? [] : [name]), ...inner];
  });
}

/** The text at a path of a JSON value; a list of texts where the path goes through arrays. */
export function atPath(value: Expression, path: string): Expression {
  const steps = stepsOfPath(path);
  const [first, ...rest] = literals(steps);
  if (first === undefined) return call('toText', [value]);
  return call(steps.includes('{}') ? 'mvPath' : 'pathText', [value, first, ...rest]);
}

/** The JSON value at a path; an array where the path goes through arrays. `{}` alone is the value itself. */
export function valueAtPath(value: Expression, path: string): Expression {
  const steps = stepsOfPath(path);
  const [first, ...rest] = literals(steps);
  if (first === undefined || path === '{}') return value;
  return call(steps.includes('{}') ? 'pathAll' : 'path', [value, first, ...rest]);
}

function literals(steps: readonly (string | number)[]): readonly Expression[] {
  return mergeBraces(steps).map((step) => (typeof step === 'number' ? long(step) : text(step)));
}

/** `a`, `{}` become the one step `a{}` that the plan has for all elements of an array. */
function mergeBraces(steps: readonly (string | number)[]): readonly (string | number)[] {
  const merged: (string | number)[] = [];
  for (const step of steps) {
    const last = merged.at(-1);
    if (step === '{}' && typeof last === 'string' && !last.endsWith('{}'))
      merged[merged.length - 1] = `${last}{}`;
    else merged.push(step);
  }
  return merged;
}

/**
 * The value at a path of the event's own raw text: the view's field of that name, so that the raw text need not be
 * read. Undefined when `_raw` is no longer the event's.
 */
export function fieldOfRaw(path: string, state: State, lowering: Lowering): Expression | undefined {
  if (state.origin?.('_raw') !== '_raw') return undefined;
  const name = `${RAW_PATH}${path}`;
  const type = columnType(state.relation, name);
  if (type !== undefined) return column(name, type);
  return lowering.demands.has(name) ? undefined : tryField(name, state, lowering);
}
