import type { Catalog } from '@interloper/plan';
import type { AsimParser } from './asim-parser.js';
import type { AsimSchema } from './asim-schema.js';
import { nativeParser, noRows, parserBody, parserParameters } from './body.js';
import { switchedOff } from './disabled-parsers.js';
import { helpers } from './helpers/registry.js';
import { filledSchemas, parserName, unfilledSchemas } from './names.js';
import type { ParserName } from './names.js';
import { parsers } from './parsers/registry.js';
import type { StoredFunction } from './stored-function.js';

/**
 * The stored function of a name: a parser or a helper of Microsoft's Advanced Security Information Model.
 * https://learn.microsoft.com/azure/sentinel/normalization
 */
export function storedFunction(name: string): StoredFunction | undefined {
  const helper = helpers.get(name.replace(/^_?(?=ASIM_)/, '_'));
  if (helper !== undefined) return { ...helper, name };
  const parsed = parserName(name);
  const schema = filledSchemas.find(({ id }) => id === parsed?.schema);
  return parsed === undefined || schema === undefined ? undefined : parserFunction(name, parsed, schema);
}

function parserFunction(
  name: string,
  { filters, parser }: ParserName,
  schema: AsimSchema,
): StoredFunction | undefined {
  const all = parsers.filter((each) => each.schema === schema);
  const make = (options: { readonly disables: boolean }, legs: Legs): StoredFunction => {
    const body = { ...options, filters };
    return {
      name,
      parameters: parserParameters(schema, body),
      body: (catalog) =>
        parserBody(schema, legs(catalog), {
          ...body,
          ...(parser === undefined ? switchedOff(name, catalog) : {}),
        }),
    };
  };
  if (parser === undefined) return make({ disables: false }, (catalog) => legsOver(all, schema, catalog));
  if (parser === 'Native') return make({ disables: true }, (catalog) => nativeLegs(schema, catalog));
  if (parser === 'Empty') return { name, parameters: '()', body: () => `{ ${noRows(schema)} }` };
  const found = all.find(({ id, aliases }) => id === parser || aliases.includes(parser));
  return found === undefined ? undefined : make({ disables: true }, (catalog) => there([found], catalog));
}

type Legs = (catalog: Catalog) => readonly AsimParser[];

function legsOver(all: readonly AsimParser[], schema: AsimSchema, catalog: Catalog): readonly AsimParser[] {
  const together = all.filter(({ apart }) => apart !== true);
  return [...there(together, catalog), ...nativeLegs(schema, catalog)];
}

function nativeLegs(schema: AsimSchema, catalog: Catalog): readonly AsimParser[] {
  const native = nativeParser(schema, catalog);
  return native === undefined ? [] : [native];
}

function there(all: readonly AsimParser[], { tables }: Catalog): readonly AsimParser[] {
  return all.filter(({ table }) => tables.some(({ name }) => name === table));
}

/** The stored functions that a text names, and those that these call in turn. */
export function storedFunctionsIn(text: string): readonly StoredFunction[] {
  const found = new Map<string, StoredFunction>();
  for (const [name] of text.matchAll(NAMES)) {
    if (found.has(name)) continue;
    const stored = storedFunction(name);
    if (stored !== undefined) found.set(name, stored);
  }
  return [...found.values()];
}

const NAMES = /(?<!\w)(?:_Im_|_ASim_|_?ASIM_|ASim|v?im)[A-Z]\w*/g;

/**
 * Why a name of the model is no function here, when it is one of Microsoft's: a schema that no log fills, or a parser of
 * a log that is not read.
 */
export function whyUnfilled(name: string): string | undefined {
  const parsed = parserName(name);
  if (parsed === undefined || storedFunction(name) !== undefined) return undefined;
  const unfilled = Object.entries(unfilledSchemas).find(([, names]) => names.includes(parsed.schema))?.[0];
  return unfilled === undefined
    ? `${name} reads a log that fills the ASIM schema ${parsed.schema} and that is not read here`
    : `no log that is read here fills the ASIM schema ${unfilled}, which ${name} asks for`;
}
