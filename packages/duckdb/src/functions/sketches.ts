import { scriptedPrinters } from '../scripted/print.js';
import type { FunctionPrinter } from '@interloper/sql';
import type { FamilyPrinters } from './family.js';

export const sketches: FamilyPrinters<'sketches'> = {
  ...scriptedPrinters(['setMerge', 'setCommon', 'digestRank', 'digestWeight', 'schemaOf']),
  ...asJson(scriptedPrinters(['digestOf', 'digestMerge', 'digestPercentile'])),
};

/** Digests leave JavaScript as text, with all digits of their numbers. */
function asJson<Name extends string>(
  printers: Readonly<Record<Name, FunctionPrinter>>,
): Readonly<Record<Name, FunctionPrinter>> {
  const entries = Object.entries<FunctionPrinter>(printers).map(
    ([name, print]) =>
      [name, (call) => `CAST(${print(call)} AS JSON)`] as const satisfies [string, FunctionPrinter],
  );
  return Object.fromEntries(entries) as Record<Name, FunctionPrinter>;
}
