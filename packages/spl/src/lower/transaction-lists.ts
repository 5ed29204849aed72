import type { CommandOf } from '../syntax/tree.js';

/** Fields that keep every value in order, and what stands for one that an event lacks. */
interface Lists {
  readonly keeps: (name: string) => boolean;
  readonly nothing: string;
}

/** Search Reference: transaction, "mvlist". */
export function listsOf(it: CommandOf<'transaction'>): Lists {
  const written = (name: string): string | undefined =>
    it.options.find((option) => option.name === name)?.value.text;
  const wanted = written('mvlist') ?? 'f';
  const nothing = written('nullstr') ?? 'NULL';
  if (/^(?:f|false|0)$/i.test(wanted)) return { keeps: () => false, nothing };
  if (/^(?:t|true|1)$/i.test(wanted)) return { keeps: () => true, nothing };
  const names = wanted.split(/[\s,]+/);
  return { keeps: (name) => names.includes(name), nothing };
}
