import type { SignIn, SignInCategory } from './sign-in.js';
import { signInStreams, type SignInTable } from './tables.js';

/**
 * One way in which sign-ins leave Entra. A shape writes whole files from canonical events and loses
 * exactly what the real export loses.
 */
export interface SignInShape {
  readonly id: string;
  readonly title: string;
  /** Tables whose sign-ins it can carry; `writeSignIns` refuses the others. */
  readonly tables: readonly SignInTable[];
  /** The finest precision of the sign-in time. */
  readonly precision: 'seconds' | 'milliseconds' | 'microseconds' | '100ns';
  /** What a rule may ask for and this shape has not, by the column names of Log Analytics. */
  readonly lacks: readonly string[];
  /** Writes the files. Events are all of its tables and in order of time; there is at least one. */
  readonly write: (events: readonly SignIn[], options: ShapeOptions) => readonly ShapeFile[];
}

/** A file before it is encoded: text, or bytes of a format that has its own encoding. */
export interface ShapeFile {
  readonly path: string;
  readonly body: string | Uint8Array;
  /** The export puts a byte order mark before its UTF-8; default false. */
  readonly bom?: boolean;
}

/** What differs between exports of one shape. Each shape reads the options that are about it and no other. */
export interface ShapeOptions {
  /** Graph: records to a page, at most 1000 (default 1000). graph-concatenated: records to an array. */
  readonly pageSize?: number;
  /** Graph v1.0: false leaves out homeTenantId and resourceTenantId, as older exports do. */
  readonly tenantIds?: boolean;
  /** splunk-aad-signin-*: the Graph endpoint that the add-on polls (default `v1.0`, as the add-on's). */
  readonly endpoint?: 'v1.0' | 'beta';
  /** Azure Monitor: the zone of `createdDateTime`, in minutes east of UTC. */
  readonly offsetMinutes?: number;
  /** Azure Monitor: `Level` and `durationMs` as text. */
  readonly textNumbers?: boolean;
  /** Log Analytics: the workspace, which the tables call `TenantId`. */
  readonly workspaceId?: string;
  /** Log Analytics CSV: whose date order (default en-US). */
  readonly locale?: 'en-US' | 'en-GB';
  /** Log Analytics CSV: how booleans are spelled (default `true`; `TRUE` after a spreadsheet program). */
  readonly booleans?: 'true' | 'TRUE';
  /** Log Analytics: only these columns, as if the analyst had projected. */
  readonly columns?: readonly string[];
  /** log-analytics-query: the answer was cut off and says so, with an `error` beside the rows. */
  readonly partial?: boolean;
  /** graph-powershell: dates in the US locale (default) or ISO 8601. */
  readonly dates?: 'locale' | 'iso';
  /** Line ends of CSV rows and JSON lines (default LF, as the exports have them). */
  readonly lineBreak?: '\n' | '\r\n';
}

/** The workspace of rows when the options name none. */
export const defaultWorkspaceId = '5c1e7a90-4b3d-4f6e-8a27-d90b61c4e358';

export const userTables: readonly SignInTable[] = ['SigninLogs', 'AADNonInteractiveUserSignInLogs'];

export const allTables: readonly SignInTable[] = [
  ...userTables,
  'AADServicePrincipalSignInLogs',
  'AADManagedIdentitySignInLogs',
];

/** The events of each category that occurs, in the order interactive, non-interactive, application, machine. */
export function byCategory(events: readonly SignIn[]): ReadonlyMap<SignInCategory, readonly SignIn[]> {
  const groups = new Map<SignInCategory, SignIn[]>();
  for (const category of Object.keys(signInStreams) as SignInCategory[]) {
    const members = events.filter((event) => event.category === category);
    if (members.length > 0) groups.set(category, members);
  }
  return groups;
}

/** Consecutive slices of at most `size` items. */
export function batches<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (!Number.isInteger(size) || size < 1)
    throw new Error(`a page of ${size} records cannot be written; use 1 or more`);
  const slices: T[][] = [];
  for (let start = 0; start < items.length; start += size) slices.push(items.slice(start, start + size));
  return slices;
}

/** `2026-03-01_2026-03-21`: the days the events span, for file names. Events are in order of time. */
export function daySpan(events: readonly SignIn[]): string {
  const first = events[0]?.createdDateTime.slice(0, 10) ?? '';
  const last = events.at(-1)?.createdDateTime.slice(0, 10) ?? '';
  return `${first}_${last}`;
}
