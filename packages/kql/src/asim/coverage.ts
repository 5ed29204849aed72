import { commonValues } from './asim-parser.js';
import type { AsimParser } from './asim-parser.js';
import type { AsimSchema } from './asim-schema.js';
import { helpers } from './helpers/registry.js';
import { filledSchemas, unfilledSchemas } from './names.js';
import { parsers } from './parsers/registry.js';
import type { StoredSupport } from './stored-function.js';

/** What there is of the model, for `interloper functions`. */
export function storedSupport(): readonly StoredSupport[] {
  const unions = filledSchemas.flatMap(({ id }) => {
    const own = parsers.filter(({ schema, apart }) => schema.id === id && apart !== true);
    const note = `over ${own.map(({ table }) => table).join(', ')}`;
    return spellingsOf(id).map((name) => ({ name, support: 'partial' as const, note }));
  });
  const single = parsers.flatMap(({ id, schema }) =>
    parserNames(schema.id, id).map((name) => ({ name, support: 'supported' as const })),
  );
  const helping = [...helpers.values()].map(({ name }) => ({ name, support: 'supported' as const }));
  const refused = Object.entries(unfilledSchemas).flatMap(([schema, [main = schema, ...others]]) =>
    [...spellingsOf(main), ...others.map((other) => `im${other}`)].map((name) => ({
      name,
      support: 'unsupported' as const,
      note: `no log that is read here fills the ASIM schema ${schema}`,
    })),
  );
  return [...unions, ...single, ...helping, ...refused];
}

/** The names of a schema's functions over all logs: with filter parameters, and without. */
function spellingsOf(schema: string): readonly string[] {
  return [`_Im_${schema}`, `im${schema}`, `_ASim_${schema}`, `ASim${schema}`];
}

/** The names of the functions over one log. */
function parserNames(schema: string, parser: string): readonly string[] {
  return [
    `_Im_${schema}_${parser}`,
    `vim${schema}${parser}`,
    `_ASim_${schema}_${parser}`,
    `ASim${schema}${parser}`,
  ];
}

/** A schema and what fills it, for the manual. */
export interface AsimCoverage {
  readonly schema: string;
  readonly version: string;
  /** The page of its documentation. */
  readonly page: string;
  /** Its functions over all logs, those with filter parameters first. */
  readonly functions: readonly string[];
  readonly parameters: readonly string[];
  readonly parsers: readonly {
    readonly functions: readonly string[];
    readonly table: string;
    /** False where a function over all logs reads these events elsewhere. */
    readonly isInUnion: boolean;
  }[];
  /** Each column, and the tables that fill it. */
  readonly columns: readonly { readonly name: string; readonly tables: readonly string[] }[];
  /** Each alias, and what it stands for in KQL. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** What of each schema is filled by which table. */
export function asimCoverage(): readonly AsimCoverage[] {
  return filledSchemas.map((schema) => {
    const own = parsers.filter((each) => each.schema === schema);
    return {
      schema: schema.id,
      version: schema.version,
      page: `https://learn.microsoft.com/azure/sentinel/${schema.page}`,
      functions: spellingsOf(schema.id),
      parameters: filterNames(schema),
      parsers: own.map(({ id, table, apart }) => ({
        functions: parserNames(schema.id, id),
        table,
        isInUnion: apart !== true,
      })),
      columns: schema.columns.map(({ name }) => ({
        name,
        tables: own.filter((each) => filledColumns(each).has(name)).map(({ table }) => table),
      })),
      aliases: schema.aliases,
    };
  });
}

function filterNames({ parameters, formerParameters = [] }: AsimSchema): readonly string[] {
  return [...parameters, ...formerParameters].map(({ name }) => name);
}

function filledColumns(parser: AsimParser): ReadonlySet<string> {
  return new Set(Object.keys({ ...commonValues(parser), ...parser.columns }));
}
