import { csvText } from '../containers/csv.js';
import { graphPage, largestGraphPage } from '../containers/graph-page.js';
import type { Json, JsonObject } from '../json.js';
import { logAnalyticsCsvCell, logAnalyticsCsvHeader } from '../records/log-analytics-csv-cell.js';
import { logAnalyticsCell, logAnalyticsText } from '../records/log-analytics.js';
import { batches, defaultWorkspaceId } from '../shape.js';
import type { ShapeFile, ShapeOptions } from '../shape.js';
import type { LogKind, LogRow } from './log-kind.js';

/** One form in which every log of Microsoft's services is exported. */
export interface LogShape {
  readonly id: string;
  readonly title: string;
  /** Writes the files; events are in order of time, and there is at least one. */
  readonly write: <Event>(
    kind: LogKind<Event>,
    events: readonly Event[],
    options: ShapeOptions,
  ) => readonly ShapeFile[];
}

const graphPages: LogShape = {
  id: 'graph',
  title: 'Microsoft Graph v1.0 pages',
  write: (kind, events, { pageSize = largestGraphPage }) => {
    const { graph } = kind;
    if (graph === undefined) throw new Error(`Graph has no collection of ${kind.id}`);
    const collections = groups(events.toReversed().map(graph), ({ collection }) => collection);
    return [...collections].flatMap(([collection, members]) => {
      const pages = batches(members, Math.min(pageSize, largestGraphPage));
      return pages.map((page, index) => ({
        path: `graph/${collection.split('/').at(-1) ?? kind.id}-${String(index + 1).padStart(4, '0')}.json`,
        body: JSON.stringify(
          graphPage(
            'v1.0',
            page.map(({ object }) => object),
            index + 1,
            index === pages.length - 1,
            collection,
          ),
        ),
      }));
    });
  },
};

const eventHub: LogShape = {
  id: 'event-hub',
  title: 'Event Hub batches of Azure Monitor records',
  write: (kind, events, { pageSize = 500 }) =>
    batches(events, pageSize).map((batch, index) => ({
      path: `event-hub/${kind.id}-${String(index + 1).padStart(4, '0')}.json`,
      body: JSON.stringify({ records: batch.map((event) => monitorOf(kind, event).record) }),
    })),
};

const storageLines: LogShape = {
  id: 'storage-lines',
  title: 'Storage account, PT1H.json lines of Azure Monitor records',
  write: (kind, events, { lineBreak = '\n' }) =>
    linesByPath(
      events.map((event) => {
        const { container, scope, record } = monitorOf(kind, event);
        const time = kind.recordTimeOf(event);
        return [`${container}/${scope}/${hourOf(time)}/m=00/PT1H.json`, JSON.stringify(record)] as const;
      }),
      lineBreak,
    ),
};

/** Columns that the CSV export leaves out. */
const billing: ReadonlySet<string> = new Set(['_IsBillable', '_BilledSize']);

const csv: LogShape = {
  id: 'log-analytics-csv',
  title: 'Log Analytics CSV export',
  write: (kind, events, { locale = 'en-US', booleans = 'true', lineBreak = '\n', ...options }) =>
    tables(kind, events, options).map(([table, rows]) => {
      const columns = (rows[0]?.columns ?? []).filter(({ name }) => !billing.has(name));
      const lines = rows.map(({ values }) =>
        columns.map((column) =>
          logAnalyticsCsvCell(column, values[column.name] ?? null, { locale, booleans }),
        ),
      );
      return {
        path: `log-analytics/${table}.csv`,
        body: csvText([columns.map(logAnalyticsCsvHeader), ...lines], lineBreak),
        bom: true,
      };
    }),
};

const query: LogShape = {
  id: 'log-analytics-query',
  title: 'Log Analytics query API answer',
  write: (kind, events, options) =>
    tables(kind, events, options).map(([table, rows]) => {
      const columns = rows[0]?.columns ?? [];
      const cells = rows.map((row) =>
        columns.map((column) => {
          const value = row.values[column.name] ?? null;
          return column.type === 'dynamic' && value !== null
            ? logAnalyticsText(value)
            : cellOf(row, column.name);
        }),
      );
      return {
        path: `log-analytics/${table}-query.json`,
        body: JSON.stringify({ tables: [{ name: 'PrimaryResult', columns, rows: cells }] }),
      };
    }),
};

const exportLines: LogShape = {
  id: 'log-analytics-export',
  title: 'Log Analytics data export, PT05M.json lines',
  write: (kind, events, { workspaceId = defaultWorkspaceId, lineBreak = '\n' }) =>
    linesByPath(
      events.map((event) => {
        const time = kind.recordTimeOf(event);
        const row = kind.row(event, workspaceId);
        const minute = String(Math.floor(Number(time.slice(14, 16)) / 5) * 5).padStart(2, '0');
        const path =
          `am-${row.table}/WorkspaceResourceId=/subscriptions/${workspaceId}/resourcegroups/security` +
          `/providers/microsoft.operationalinsights/workspaces/sentinel/${hourOf(time)}/m=${minute}/PT05M.json`;
        return [path, JSON.stringify(objectOf(row))] as const;
      }),
      lineBreak,
    ),
};

const sdkLines: LogShape = {
  id: 'log-analytics-sdk-lines',
  title: 'Log Analytics rows from an SDK, JSON Lines of texts',
  write: (kind, events, options) =>
    tables(kind, events, options).map(([table, rows]) => ({
      path: `log-analytics/${table}-sdk.json`,
      body: rows
        .map((row) => JSON.stringify(Object.fromEntries(texts(row).filter(([, text]) => text !== ''))) + '\n')
        .join(''),
    })),
};

const strings: LogShape = {
  id: 'log-analytics-strings',
  title: 'Log Analytics rows from az, every value a text',
  write: (kind, events, options) =>
    tables(kind, events, options).map(([table, rows]) => ({
      path: `log-analytics/${table}-az.json`,
      body: `${JSON.stringify(
        rows.map((row) => Object.fromEntries([...texts(row), ['TableName', 'PrimaryResult'] as const])),
        null,
        2,
      )}\n`,
    })),
};

/** The shapes by id. */
export const logShapes: ReadonlyMap<string, LogShape> = new Map(
  [graphPages, eventHub, storageLines, csv, query, exportLines, sdkLines, strings].map((shape) => [
    shape.id,
    shape,
  ]),
);

function monitorOf<Event>(
  kind: LogKind<Event>,
  event: Event,
): ReturnType<NonNullable<LogKind<Event>['monitor']>> {
  if (kind.monitor === undefined) throw new Error(`Azure Monitor has no record of ${kind.id}`);
  return kind.monitor(event);
}

function tables<Event>(
  kind: LogKind<Event>,
  events: readonly Event[],
  { workspaceId = defaultWorkspaceId }: ShapeOptions,
): readonly (readonly [string, readonly LogRow[]])[] {
  return [
    ...groups(
      events.map((event) => kind.row(event, workspaceId)),
      ({ table }) => table,
    ),
  ];
}

function groups<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const members = found.get(keyOf(item)) ?? [];
    found.set(keyOf(item), members);
    members.push(item);
  }
  return found;
}

function linesByPath(lines: readonly (readonly [string, string])[], lineBreak: string): readonly ShapeFile[] {
  return [...groups(lines, ([path]) => path)].map(([path, members]) => ({
    path,
    body: members.map(([, line]) => line + lineBreak).join(''),
  }));
}

function hourOf(time: string): string {
  return `y=${time.slice(0, 4)}/m=${time.slice(5, 7)}/d=${time.slice(8, 10)}/h=${time.slice(11, 13)}`;
}

/** A cell as the table holds it; an absent text is empty, another absent value null. */
function cellOf(row: LogRow, name: string): Json {
  const column = row.columns.find((item) => item.name === name);
  if (column === undefined) throw new Error(`${row.table} has no column ${name}`);
  const value = row.values[name] ?? null;
  return logAnalyticsCell(column, value === null && column.type === 'string' ? '' : value);
}

function objectOf(row: LogRow): JsonObject {
  return Object.fromEntries(row.columns.map(({ name }) => [name, cellOf(row, name)]));
}

function texts(row: LogRow): readonly (readonly [string, string])[] {
  return row.columns.map(({ name }) => [name, logAnalyticsText(row.values[name] ?? null)]);
}
