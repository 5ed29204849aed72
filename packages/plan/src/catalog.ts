import type { Expression } from './expressions.js';
import type { IdentityLink } from './identities.js';
import type { ExternalFile, Lookup } from './lookups.js';
import type { Scan } from './relations.js';
import type { Column } from './types.js';

/** A column of a view: the name a language knows it by, and its value over the dataset's columns. */
export interface ViewColumn extends Column {
  readonly expression: Expression;
  /** Other names of the same value, in the language's spelling (add-on aliases, misspellings in published rules). */
  readonly aliases?: readonly string[];
}

/**
 * A log as one language names it: rows of a dataset (those for which `filter` holds), under that language's column
 * names. Text that an export lacks is null; the language says what null means to it.
 */
export interface View {
  readonly name: string;
  readonly title: string;
  readonly scan: Scan;
  readonly filter?: Expression;
  /**
   * A record that stands for several rows: one for each element of the list, in `column`. A record whose list is null
   * or empty is one row, with null there.
   */
  readonly each?: { readonly list: Expression; readonly column: Column };
  readonly columns: readonly ViewColumn[];
  /** The column by which the log is ordered in time (`TimeGenerated`, `_time`). */
  readonly time: string;
  /** The dataset columns that hold the record's raw text when it has been loaded. */
  readonly raw?: string;
  /** What SPL's `source=` calls it. Records of known logs lie in files of any name: `source=` says nothing about them. */
  readonly source?: string;
  /**
   * The data models that SPL finds the rows in. Of views that show the same rows one says so: a model holds each event
   * once.
   */
  readonly models?: readonly ViewModel[];
}

/** Data models of Splunk's Common Information Model. */
export type DataModelName = 'Authentication' | 'Change' | 'Web';

/** The rows of a view that belong to a data model. */
export interface ViewModel {
  readonly model: DataModelName;
  /** Over the columns of the view's scan; all of the view's rows without it. */
  readonly where?: Expression;
  /** Those of the rows that belong to a dataset below the model's root, by its name. */
  readonly datasets?: Readonly<Record<string, Expression>>;
}

/** A view as Sigma finds it. */
export interface LogsourceView extends View {
  readonly logsources: readonly {
    readonly product?: string;
    readonly service?: string;
    readonly category?: string;
  }[];
}

/** What there is to query, under each language's names. */
export interface Catalog {
  /** Tables by their Log Analytics or Defender names, for KQL. */
  readonly tables: readonly View[];
  /** Events by sourcetype, for SPL. */
  readonly sourcetypes: readonly View[];
  /** Logs by logsource, for Sigma. */
  readonly logsources: readonly LogsourceView[];
  /** What rules look things up in: watchlists, indicators of threats; none without it. */
  readonly lookups?: readonly Lookup[];
  /** Files that rules name by an address; none without it. */
  readonly externals?: readonly ExternalFile[];
  /** Set where rules are compiled and not run: a file that was not given is then taken for an empty one. */
  readonly assumesExternals?: true;
  /** By which names records know one account; none without it. */
  readonly identities?: readonly IdentityLink[];
}

/** Where a name leads in a view: a column, and perhaps a path inside its JSON value. */
export interface FieldMatch {
  readonly column: ViewColumn;
  readonly path: readonly string[];
}

const SUFFIX = /_(?:dynamic|string|s|d|b|g|t)$/i;

/**
 * Finds a field by the name a rule uses. Real exports and published rules vary, so after the exact name come, in
 * order: aliases, another case (not for a language that tells `a` from `A`: `exactCase`), without a leading
 * `properties.`, without a trailing `{}`, without a type suffix (`_s`, `_dynamic` …), and the longest prefix that is a JSON column, with the rest as a path. See the log-format
 * reference, section 19, item 2.
 */
export function findField(view: View, name: string, exactCase = false): FieldMatch | undefined {
  for (const spelling of spellingsOf(name)) {
    const column = findColumn(view, spelling, exactCase);
    if (column !== undefined) return { column, path: [] };
  }
  return findPath(view, name, exactCase) ?? findPath(view, name.replace(/^properties\./i, ''), exactCase);
}

function spellingsOf(name: string): readonly string[] {
  const bare = name.replace(/\{\}$/, '');
  const inner = bare.replace(/^properties\./i, '');
  return [...new Set([name, bare, inner, inner.replace(SUFFIX, '')])];
}

function findColumn(view: View, name: string, exactCase: boolean): ViewColumn | undefined {
  const exact =
    view.columns.find((column) => column.name === name) ??
    view.columns.find((column) => column.aliases?.includes(name) === true);
  if (exactCase) return exact;
  const lower = name.toLowerCase();
  return (
    exact ??
    view.columns.find((column) => column.name.toLowerCase() === lower) ??
    view.columns.find((column) => column.aliases?.some((alias) => alias.toLowerCase() === lower) === true)
  );
}

function findPath(view: View, name: string, exactCase: boolean): FieldMatch | undefined {
  // Names may begin with a dot themselves: Dropbox's `.tag`.
  const steps = name.split(/(?<=[^.])\./);
  for (let length = steps.length - 1; length > 0; length -= 1) {
    const prefix = steps.slice(0, length).join('.');
    const column = spellingsOf(prefix)
      .map((spelling) => findColumn(view, spelling, exactCase))
      .find((found) => found !== undefined);
    if (column !== undefined && (column.type === 'dynamic' || column.type === 'string')) {
      return { column, path: steps.slice(length) };
    }
  }
  return undefined;
}
