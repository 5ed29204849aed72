import { scripted } from '../scripted-function.js';
import { membersOf, objectOf, partsOf } from './json-text.js';

/** A step of a path of SPL: a property's name, an element's position, or all elements. */
type Step = string | number | undefined;

/** What is done with the text of the JSON there; undefined removes it. */
type Change = (json: string) => string | undefined;

/** `a.b{0}.c{}`. Search Reference: JSON functions, spath. */
function stepsOf(path: string): readonly Step[] {
  return path
    .split('.')
    .filter((part) => part !== '')
    .flatMap((part): readonly Step[] => {
      const [, name = '', braces = ''] = /^([^{}]*)((?:\{\d*\})*)$/.exec(part) ?? ['', part];
      const places = [...braces.matchAll(/\{(\d*)\}/g)].map(([, digits = '']): Step =>
        digits === '' ? undefined : Number(digits),
      );
      return [...(name === '' ? [] : [name]), ...places];
    });
}

/** The JSON with what stands at a path changed; `made` is put where names of the path are missing. */
function changed(
  json: string,
  [step, ...rest]: readonly Step[],
  change: Change,
  made?: string,
): string | undefined {
  const inner = (value: string): string | undefined =>
    rest.length === 0 ? change(value.trim()) : changed(value.trim(), rest, change, made);
  if (typeof step === 'string') {
    const members = membersOf(json);
    if (members === undefined) return json;
    if (members.some(([name]) => name === step))
      return objectOf(
        members.flatMap(([name, value]) => {
          const after = name === step ? inner(value) : value;
          return after === undefined ? [] : [[name, after] as const];
        }),
      );
    const added = made === undefined ? undefined : madeAt(rest, made);
    return added === undefined ? json : objectOf([...members, [step, added]]);
  }
  if (!json.startsWith('[')) return json;
  const parts = partsOf(json).flatMap((part, at) => {
    const after = step === undefined || step === at ? inner(part) : part;
    return after === undefined ? [] : [after];
  });
  return `[${parts.join(',')}]`;
}

/** Objects inside each other for names that are missing; none where a place in an array is. */
function madeAt(steps: readonly Step[], value: string): string | undefined {
  const [step, ...rest] = steps;
  if (steps.length === 0) return value;
  const inner = typeof step === 'string' ? madeAt(rest, value) : undefined;
  return inner === undefined || typeof step !== 'string' ? undefined : objectOf([[step, inner]]);
}

function behind(json: string, added: readonly string[]): string {
  return json.startsWith('[') ? `[${[...partsOf(json), ...added].join(',')}]` : json;
}

/** Takes and gives JSON as its text, so that no digit of a number is lost. */
export const jsonChanges = [
  scripted('jsonChanged', ['text', 'text', 'text', 'text'], 'text', (json, how, path, given) => {
    const value = partsOf(given)[0] ?? 'null';
    const changes: Readonly<Record<string, Change>> = {
      set: () => value,
      setExact: () => value,
      append: (at) => behind(at, [value]),
      extend: (at) => behind(at, value.startsWith('[') ? partsOf(value) : [value]),
      delete: () => undefined,
    };
    const change = changes[how] ?? ((at) => at);
    const steps = how === 'setExact' ? [path] : stepsOf(path);
    const made = how === 'set' || how === 'setExact' ? value : undefined;
    const whole = json.trim();
    return (steps.length === 0 ? change(whole) : changed(whole, steps, change, made)) ?? null;
  }),
];
