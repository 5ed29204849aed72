import { scripted } from './scripted-function.js';
import type { Json } from './scripted-function.js';

/** Ticks and numbers as text, whether something opens or closes as 1 or 0, and the values that link. */
type Row = readonly [
  number: string,
  ticks: string,
  starts: string,
  ends: string,
  ...values: (string | null)[],
];

/** See SPL's transaction: limits in ticks, as text. */
interface Options {
  readonly span?: string;
  readonly pause?: string;
  readonly events: number;
  readonly starts: boolean;
  readonly ends: boolean;
}

interface Group {
  readonly id: number;
  readonly newest: bigint;
  oldest: bigint;
  events: number;
  /** When it last took a row. */
  touched: number;
  readonly values: (string | null)[];
}

/**
 * Rows, newest first, in groups: a row goes on with the group that it shares a value with and does not contradict, the
 * one that last took a row if there are several. Each row comes out as its number, its group, and whether it is in it.
 */
function linked(rows: readonly Row[], { span, pause, events, starts, ends }: Options): Json[] {
  const open = new Map<string, Set<Group>>();
  const [longest, widest] = [span, pause].map((ticks) => (ticks === undefined ? undefined : BigInt(ticks)));
  const keysOf = (values: readonly (string | null)[]): string[] =>
    values.flatMap((value, at) => (value === null ? [] : [`${at}\u001F${value}`]));
  const close = (group: Group): void => {
    for (const key of keysOf(group.values)) {
      open.get(key)?.delete(group);
      if (open.get(key)?.size === 0) open.delete(key);
    }
  };
  let ids = 0;
  return rows.map(([number, written, isStart, isEnd, ...values], at) => {
    const ticks = BigInt(written);
    const keys = keysOf(values);
    const shared = new Set(keys.flatMap((key) => [...(open.get(key) ?? [])]));
    const fitting = [...shared].filter((group) =>
      group.values.every((own, place) => own === null || (values[place] ?? own) === own),
    );
    let group = fitting.toSorted((left, right) => right.touched - left.touched)[0];
    const exceeds =
      group !== undefined &&
      ((longest !== undefined && group.newest - ticks > longest) ||
        (widest !== undefined && group.oldest - ticks > widest) ||
        group.events >= events);
    if (group !== undefined && (exceeds || (ends && isEnd === '1'))) {
      close(group);
      group = undefined;
    }
    if (group === undefined && ends && isEnd !== '1') return [number, '0', '0'];
    if (group === undefined) {
      ids += 1;
      group = {
        id: ids,
        newest: ticks,
        oldest: ticks,
        events: 0,
        touched: at,
        values: values.map(() => null),
      };
    }
    group.oldest = ticks;
    group.events += 1;
    group.touched = at;
    for (const [place, value] of values.entries()) group.values[place] = group.values[place] ?? value;
    const taken = group;
    for (const key of keysOf(group.values)) open.set(key, (open.get(key) ?? new Set<Group>()).add(taken));
    if (starts && isStart === '1') close(group);
    return [number, String(group.id), '1'];
  });
}

export const links = [
  scripted('linkedRows', ['json', 'text'], 'json', (rows, options) =>
    linked(rows as unknown as readonly Row[], JSON.parse(options) as Options),
  ),
];
