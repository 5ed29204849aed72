import type { FunctionPrinter } from '@interloper/sql';
import { scriptedFunctions } from './index.js';
import { sqlName } from './names.js';
import type { ScriptedType } from './scripted-function.js';

const CASTS: Readonly<Record<ScriptedType, string>> = {
  text: 'VARCHAR',
  real: 'DOUBLE',
  long: 'BIGINT',
  bool: 'BOOLEAN',
  json: 'VARCHAR',
  printed: 'VARCHAR',
};

const byName = new Map(scriptedFunctions.map((item) => [item.name, item]));

/** Printers of plan functions that are scripted under the same names. */
export function scriptedPrinters<const Name extends string>(
  names: readonly Name[],
): Readonly<Record<Name, FunctionPrinter>> {
  return Object.fromEntries(names.map((name) => [name, printer(name)])) as Record<Name, FunctionPrinter>;
}

function printer(name: string): FunctionPrinter {
  const item = byName.get(name);
  if (item === undefined) throw new Error(`no scripted function is called ${name}`);
  return ({ args }) => {
    const given = args.map((arg, index) => `CAST(${arg} AS ${CASTS[item.parameters[index] ?? 'text']})`);
    const call = `${sqlName(name)}(${given.join(', ')})`;
    return item.returns === 'json' || item.returns === 'printed' ? `CAST(${call} AS JSON)` : call;
  };
}

/** True of functions whose JSON is text in Kusto's digits already, which an engine would write otherwise. */
export function printsItself(name: string): boolean {
  return byName.get(name)?.returns === 'printed';
}
