import type {
  DuckDBConnection,
  DuckDBScalarFunction as Scalar,
  DuckDBType,
  DuckDBVector,
} from '@duckdb/node-api';
import { BIGINT, BOOLEAN, DOUBLE, DuckDBScalarFunction, VARCHAR } from '../node-api.js';
import { scriptedFunctions } from './index.js';
import { sqlName } from './names.js';
import type { Json, ScriptedFunction, ScriptedType, ScriptedValue } from './scripted-function.js';

const SQL_TYPES: Readonly<Record<ScriptedType, DuckDBType>> = {
  text: VARCHAR,
  real: DOUBLE,
  long: BIGINT,
  bool: BOOLEAN,
  json: VARCHAR,
  printed: VARCHAR,
};

/** Makes the scripted functions known to a connection's database, under names no other function has. */
export function registerScripted(connection: DuckDBConnection): void {
  for (const item of scriptedFunctions) connection.registerScalarFunction(scalarFunction(item));
}

function scalarFunction(item: ScriptedFunction): Scalar {
  return DuckDBScalarFunction.create({
    name: sqlName(item.name),
    parameterTypes: item.parameters.map((type) => SQL_TYPES[type]),
    returnType: SQL_TYPES[item.returns],
    mainFunction(_info, chunk, output: DuckDBVector) {
      const columns = item.parameters.map((type, index) => {
        const vector = chunk.getColumnVector(index);
        // A constant is the same text in every row: it is read once.
        let last: { readonly text: unknown; readonly value: ScriptedValue } | undefined;
        return (row: number): ScriptedValue => {
          const held = vector.getItem(row);
          if (type !== 'json' || typeof held !== 'string') return taken(held);
          if (last?.text !== held) last = { text: held, value: parsed(held) };
          return last.value;
        };
      });
      for (let row = 0; row < chunk.rowCount; row += 1) {
        const args = columns.map((valueAt) => valueAt(row));
        output.setItem(row, args.includes(null) ? null : given(item.apply(...args), item.returns));
      }
      output.flush();
    },
  });
}

function taken(value: unknown): ScriptedValue {
  return value === undefined ? null : (value as ScriptedValue);
}

/** JSON text as its value; JSON null is null as anywhere in a plan. */
function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function given(value: ScriptedValue | null, type: ScriptedType): string | number | bigint | boolean | null {
  if (value === null || value === undefined) return null;
  return type === 'json' ? JSON.stringify(value) : (value as string | number | bigint | boolean);
}
