import { bitwise } from './bitwise.js';
import { comparison } from './comparison.js';
import { conversion } from './conversion.js';
import type { EvalFunction, FunctionFamily } from './definition.js';
import { information } from './information.js';
import { json } from './json.js';
import { jsonBuilding } from './json-building.js';
import { hashing } from './hashing.js';
import { mathematics } from './mathematics.js';
import { multivalue } from './multivalue.js';
import { statistics } from './statistics.js';
import { texts } from './texts.js';
import { time } from './time.js';

/** Every eval function, by the families of the Search Reference. */
export const functionFamilies = {
  bitwise,
  comparison,
  conversion,
  hashing,
  information,
  json,
  'json-building': jsonBuilding,
  mathematics,
  multivalue,
  statistics,
  texts,
  time,
} as const;

const all: FunctionFamily = Object.fromEntries(
  Object.values(functionFamilies).flatMap((family) => Object.entries(family)),
);

export const functionNames: readonly string[] = Object.keys(all);

export function functionOf(name: string): EvalFunction | undefined {
  return Object.hasOwn(all, name) ? all[name] : undefined;
}
