import type { SupportEntry } from '@interloper/plan';
import { comparison } from './comparison.js';
import { encoding } from './encoding.js';
import { general } from './general.js';
import type { Modifier, Modifiers } from './modifier.js';
import { network } from './network.js';
import { regex } from './regex.js';
import { text } from './text.js';

/** Every modifier, by the families of the specification's appendix. */
export const modifierFamilies: Readonly<Record<string, Modifiers>> = {
  general,
  text,
  regex,
  encoding,
  comparison,
  network,
};

const all = new Map(Object.values(modifierFamilies).flatMap((family) => Object.entries(family)));

/** The modifier of that name. */
export function findModifier(name: string): Modifier | undefined {
  return all.get(name);
}

/** The names of all modifiers. */
export const modifierNames: readonly string[] = [...all.keys()];

/** How far each modifier is supported. */
export function modifierSupport(): readonly SupportEntry[] {
  return [...all].map(([name, { support, note }]) => ({
    kind: 'modifier',
    name,
    support,
    ...(note === undefined ? {} : { note }),
  }));
}
