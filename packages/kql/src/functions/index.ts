import { arrayFunctions } from './arrays.js';
import { conversionFunctions } from './conversion.js';
import { dynamicFunctions } from './dynamic.js';
import type { FunctionEntry, FunctionFamily } from './entry.js';
import { geographyFunctions } from './geography.js';
import { logicFunctions } from './logic.js';
import { mathematicsFunctions } from './mathematics.js';
import { networkFunctions } from './network.js';
import { numberFunctions } from './numbers.js';
import { seriesFunctions } from './series.js';
import { serviceFunctions } from './service.js';
import { sketchFunctions } from './sketches.js';
import { stringFunctions } from './strings.js';
import { timeFunctions } from './time.js';
import { unitFunctions } from './units.js';

/** The families of scalar functions, by the name of their file. */
export const functionFamilies: Readonly<Record<string, FunctionFamily>> = {
  arrays: arrayFunctions,
  conversion: conversionFunctions,
  dynamic: dynamicFunctions,
  geography: geographyFunctions,
  logic: logicFunctions,
  mathematics: mathematicsFunctions,
  network: networkFunctions,
  numbers: numberFunctions,
  series: seriesFunctions,
  service: serviceFunctions,
  sketches: sketchFunctions,
  strings: stringFunctions,
  time: timeFunctions,
  units: unitFunctions,
};

/** Every scalar function by its Kusto name. */
export const functions: ReadonlyMap<string, FunctionEntry> = new Map(
  Object.values(functionFamilies).flatMap((family) => Object.entries(family)),
);
