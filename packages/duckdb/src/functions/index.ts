import type { FunctionName } from '@interloper/plan';
import type { FunctionPrinter } from '@interloper/sql';
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
import { sketches } from './sketches.js';
import { strings } from './strings.js';
import { time } from './time.js';

/** Every function of the plan in DuckDB's SQL. */
export const functions: Readonly<Record<FunctionName, FunctionPrinter>> = {
  ...logic,
  ...comparison,
  ...strings,
  ...numbers,
  ...conversion,
  ...dynamic,
  ...multivalue,
  ...arrays,
  ...mathematics,
  ...time,
  ...hashing,
  ...network,
  ...geography,
  ...series,
  ...sketches,
};
