import type { AsimSchema } from './asim-schema.js';

/** How the rows of one table become events of a schema. What is said in KQL is said over the table's columns. */
export interface AsimParser {
  /** The end of the functions' names: `_Im_Authentication_SigninLogs`. */
  readonly id: string;
  /** Other ends of names that Microsoft has for it. */
  readonly aliases: readonly string[];
  readonly schema: AsimSchema;
  readonly table: string;
  /** The rows that are such events. */
  readonly where?: string;
  /** Columns to compute first, each over those before it. */
  readonly steps?: Readonly<Record<string, string>>;
  /** The schema's columns that the table fills, beside those of `commonValues`. */
  readonly columns: Readonly<Record<string, string>>;
  /** Not among the parsers of the schema's functions over all logs, because one of those reads the same events. */
  readonly apart?: true;
}

/** What every parser says of its events; its own columns win. */
export function commonValues({ schema, table }: AsimParser): Readonly<Record<string, string>> {
  return {
    TimeGenerated: 'TimeGenerated',
    Type: quoted(table),
    EventCount: 'int(1)',
    EventStartTime: 'TimeGenerated',
    EventEndTime: 'TimeGenerated',
    EventSchema: quoted(schema.id),
    EventSchemaVersion: quoted(schema.version),
  };
}

/** Text as KQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** Words and the values that mean them; a value is in one list. */
export type Vocabulary = Readonly<Record<string, readonly string[]>>;

/** The word that a value means; `otherwise`, in KQL, for a value in none of the lists. */
export function wordFor(value: string, vocabulary: Vocabulary, otherwise = "''"): string {
  const cases = Object.entries(vocabulary).map(
    ([word, values]) => `${value} in (${values.map(quoted).join(', ')}), ${quoted(word)}`,
  );
  return `case(${[...cases, otherwise].join(', ')})`;
}

/** The type of a value that may be missing: none where it is. */
export function typeIfSet(value: string, type: string): string {
  return `iff(isempty(${value}), '', ${quoted(type)})`;
}
