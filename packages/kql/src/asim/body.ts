import type { Catalog, Column } from '@interloper/plan';
import { commonValues, quoted } from './asim-parser.js';
import type { AsimParser } from './asim-parser.js';
import type { AsimSchema, FilterParameter } from './asim-schema.js';

/** How much a parser does beside normalising. */
export interface BodyOptions {
  /** Has the schema's filter parameters. */
  readonly filters: boolean;
  /** Has the parameter `disabled`. */
  readonly disables: boolean;
  /** Where a watchlist may switch parsers off: true, in KQL, of those that are. */
  readonly isOff?: (parser: AsimParser) => string;
}

/**
 * The body of a parser: the rows of each log under the schema's columns, then the filters, then the aliases. The filters
 * stand on the normalised columns, so that they leave what a `where` after the call would; the engine carries them to
 * the tables.
 */
export function parserBody(
  schema: AsimSchema,
  parsers: readonly AsimParser[],
  { filters, disables, isOff }: BodyOptions,
): string {
  const legs = parsers.map((parser, index) => {
    const leg = legOf(parser, index === 0);
    return isOff === undefined ? leg : `${leg}\n| where not(${isOff(parser)})`;
  });
  const rows = legs.length === 0 ? noRows(schema) : legs.length === 1 ? legs[0] : `union ${joined(legs)}`;
  const conditions = [
    ...(disables ? ['not(disabled)'] : []),
    ...(filters ? filtersOf(schema).map(({ condition }) => condition) : []),
  ];
  const matching = filters && schema.matching !== undefined ? [schema.matching] : [];
  const aliases = Object.entries(schema.aliases).map(([name, value]) => `${name} = ${value}`);
  const steps = [
    ...conditions.map((condition) => `where ${condition}`),
    ...matching.map(({ name, value }) => `extend ${name} = ${value}`),
    `extend ${aliases.join(', ')}`,
  ];
  return `{ ${[rows, ...steps].join('\n| ')} }`;
}

function filtersOf({ parameters, formerParameters = [] }: AsimSchema): readonly FilterParameter[] {
  return [...parameters, ...formerParameters];
}

function joined(legs: readonly string[]): string {
  return legs.map((leg) => `(${leg})`).join(',\n');
}

/** The rows of one log. The first has every column, which gives the union their order and types. */
function legOf(parser: AsimParser, isWhole: boolean): string {
  const values = { ...commonValues(parser), ...parser.columns };
  const columns = parser.schema.columns.flatMap((column) => {
    const value = values[column.name];
    if (value === undefined) return isWhole ? [`${column.name} = ${emptyValue(column)}`] : [];
    return [value === column.name ? value : `${column.name} = ${value}`];
  });
  const steps = Object.entries(parser.steps ?? {}).map(([name, value]) => `extend ${name} = ${value}`);
  return [
    parser.table,
    ...(parser.where === undefined ? [] : [`where ${parser.where}`]),
    ...steps,
    `project ${columns.join(', ')}`,
  ].join('\n| ');
}

function emptyValue({ type }: Column): string {
  return type === 'string' ? "''" : `${type}(null)`;
}

/** The schema without a row. */
export function noRows({ columns }: AsimSchema): string {
  return `datatable(${columns.map(({ name, type }) => `${name}:${type}`).join(', ')})[]`;
}

/** The parameters of a parser, as a declaration has them. */
export function parserParameters(schema: AsimSchema, { filters, disables }: BodyOptions): string {
  return `(${[
    ...(filters ? schema.parameters.map(({ declaration }) => declaration) : []),
    ...(disables ? ['disabled:bool=false'] : []),
    'pack:bool=false',
    ...(filters ? (schema.formerParameters ?? []).map(({ declaration }) => declaration) : []),
  ].join(', ')})`;
}

/**
 * A table that was normalised when it was ingested (`ASimAuthenticationEventLogs`), where a file holds one: the columns
 * of the schema that it has.
 */
export function nativeParser(schema: AsimSchema, catalog: Catalog): AsimParser | undefined {
  const table = `ASim${schema.id}${schema.id === 'AuditEvent' ? '' : 'Event'}Logs`;
  const view = catalog.tables.find(({ name }) => name === table);
  if (view === undefined || !view.columns.some(({ name }) => name === 'TimeGenerated')) return undefined;
  const held = new Set(view.columns.map(({ name }) => name));
  const columns = schema.columns
    .filter(({ name }) => held.has(name))
    .map(
      ({ name, type }) => [name, `${type === 'dynamic' ? 'todynamic' : `to${type}`}(['${name}'])`] as const,
    );
  return {
    id: 'Native',
    aliases: [],
    schema,
    table,
    columns: Object.fromEntries([...columns, ['Type', quoted(table)]]),
  };
}
