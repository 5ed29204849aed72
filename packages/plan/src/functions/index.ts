import { arrays } from './arrays.js';
import { conversion } from './conversion.js';
import { dynamic, multivalue } from './dynamic.js';
import { geography } from './geography.js';
import { hashing } from './hashing.js';
import { comparison, logic } from './logic.js';
import { mathematics } from './mathematics.js';
import { network } from './network.js';
import { numbers } from './numbers.js';
import { series } from './series.js';
import type { FunctionSignature } from './signature.js';
import { sketches } from './sketches.js';
import { strings } from './strings.js';
import { time } from './time.js';

/** Every function of the plan, by family. Engines must implement each or state that they cannot. */
export const functionFamilies = {
  logic,
  comparison,
  strings,
  numbers,
  conversion,
  dynamic,
  multivalue,
  arrays,
  mathematics,
  time,
  hashing,
  network,
  geography,
  series,
  sketches,
} as const;

type Families = typeof functionFamilies;
type KeysOf<T> = T extends unknown ? keyof T : never;

/** The name of a plan function. */
export type FunctionName = Extract<KeysOf<Families[keyof Families]>, string>;

const all: ReadonlyMap<string, FunctionSignature> = new Map(
  Object.values(functionFamilies).flatMap((functions) => Object.entries<FunctionSignature>(functions)),
);

/** The signature of a plan function. */
export function signatureOf(name: FunctionName): FunctionSignature {
  const signature = all.get(name);
  if (signature === undefined) throw new Error(`the plan has no function ${name}`);
  return signature;
}

/** The names of all plan functions, in catalogue order. */
export const functionNames = [...all.keys()] as FunctionName[];
