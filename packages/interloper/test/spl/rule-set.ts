import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scenarios } from '@interloper/emulate';
import { parse } from 'yaml';
import { z } from 'zod';
import { writeMmdb } from '../context/mmdb.js';
import type { Value } from '../context/mmdb.js';

const Fields = z.record(z.string(), z.unknown());

const Log = z.strictObject({
  /** The source that reads it; the file's own by default. */
  source: z.string().optional(),
  /** What every record has; a record's own fields are put over it, object by object. */
  base: Fields.optional(),
  records: z.array(Fields).optional(),
  /** How records are written: one a line, a JSON list, or a list under a key. */
  as: z.union([z.literal('lines'), z.literal('list'), z.strictObject({ in: z.string() })]).default('lines'),
  /** Instead of records: the file as it is. */
  text: z.string().optional(),
  /** Instead of records: a scenario of `interloper emulate`. */
  scenario: z.string().optional(),
  shape: z.string().optional(),
  seed: z.string().default('rules'),
  at: z.string().default('2026-03-04T08:00:00Z'),
});
type Log = z.infer<typeof Log>;

const Lookup = z.union([
  z.string(),
  z.strictObject({
    csv: z.string(),
    settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  }),
]);

const Rule = z
  .strictObject({
    name: z.string(),
    /** Why these rows and no others. */
    why: z.string(),
    search: z.string(),
    /** A macros.conf. */
    macros: z.string().optional(),
    lookups: z.record(z.string(), Lookup).optional(),
    now: z.string().optional(),
    columns: z.array(z.string()).optional(),
    rows: z.array(z.array(z.unknown())).optional(),
    /** Instead of rows: the column whose values are the accounts that scenarios call compromised. */
    accounts: z.strictObject({ column: z.string(), of: z.array(z.string()) }).optional(),
    /** Codes of the warnings that it has. */
    warns: z.array(z.string()).default([]),
    /** Codes of the errors by which it is refused. */
    refused: z.array(z.string()).optional(),
  })
  .refine(
    ({ rows, columns, accounts, refused }) =>
      [
        rows !== undefined && columns !== undefined && rows.length > 0,
        accounts !== undefined,
        refused !== undefined,
      ].filter(Boolean).length === 1,
    'a rule has columns and rows, or accounts, or is refused',
  );
export type Rule = z.infer<typeof Rule>;

const Place: z.ZodType<Value> = z.lazy(() =>
  z.union([z.string(), z.number(), z.array(Place), z.record(z.string(), Place)]),
);

const RuleSet = z.strictObject({
  source: z.string(),
  /** Where addresses are, by network. */
  places: z.record(z.string(), Place).optional(),
  logs: z.record(z.string(), Log),
  rules: z.array(Rule),
});
export type RuleSet = z.infer<typeof RuleSet>;

/** Reads a file of conformance/spl-rules. */
export function readRuleSet(path: string): RuleSet {
  // Merge keys (`<<: *base`) keep records short.
  return RuleSet.parse(parse(readFileSync(path, 'utf8'), { merge: true, maxAliasCount: -1 }));
}

/** A file of logs. */
export interface WrittenLog {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly source: string;
  /** How many records it has, where the file says them one by one. */
  readonly records?: number;
}

/** The files that the logs are written as; a scenario's lie in a folder of the log's name. */
export function writeLogs({ source, logs }: RuleSet): readonly WrittenLog[] {
  return Object.entries(logs).flatMap(([name, log]) => filesOf(name, log, log.source ?? source));
}

function filesOf(name: string, log: Log, source: string): readonly WrittenLog[] {
  if (log.scenario !== undefined) {
    const scenario = scenarios.get(log.scenario);
    if (scenario === undefined) throw new Error(`there is no scenario ${log.scenario}`);
    const shape = log.shape ?? scenario.shapes[0]?.id ?? '';
    const { files } = scenario.tell(log.seed, Date.parse(log.at)).write(shape);
    if (files.length === 0) throw new Error(`${log.scenario} cannot be written as ${shape}`);
    return files.map(({ path, content }) => ({ path: `${name}/${path}`, content, source }));
  }
  if (log.text !== undefined) return [{ path: name, content: log.text, source }];
  const records = (log.records ?? []).flatMap(repeated).map((record) => mergeFields(log.base ?? {}, record));
  if (records.length === 0) throw new Error(`${name} has no records`);
  return [{ path: name, content: written(records, log.as), source, records: records.length }];
}

function written(records: readonly unknown[], as: Log['as']): string {
  if (as === 'lines') return records.map((record) => `${JSON.stringify(record)}\n`).join('');
  return JSON.stringify(as === 'list' ? records : { [as.in]: records });
}

/** `times: 3` writes a record three times, with 1, 2 and 3 for `{n}` in its texts and 01, 02 and 03 for `{nn}`. */
function repeated(record: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
  const { $times: times, ...fields } = record;
  if (times === undefined) return [record];
  return Array.from({ length: z.int().min(2).parse(times) }, (_, index) => {
    const number = String(index + 1);
    const text = JSON.stringify(fields).replaceAll('{nn}', number.padStart(2, '0')).replaceAll('{n}', number);
    return Fields.parse(JSON.parse(text));
  });
}

function mergeFields(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = merged[key];
    merged[key] = isFields(before) && isFields(value) ? mergeFields(before, value) : value;
  }
  return merged;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The accounts that the scenarios of some logs call compromised, in lower case and in order. */
export function compromisedIn({ logs }: RuleSet, names: readonly string[]): readonly string[] {
  const accounts = names.flatMap((name) => {
    const log = logs[name];
    const scenario = scenarios.get(log?.scenario ?? '');
    if (log === undefined || scenario === undefined) throw new Error(`${name} is no log of a scenario`);
    return scenario
      .tell(log.seed, Date.parse(log.at))
      .compromised.map(({ account }) => account.toLowerCase());
  });
  return [...new Set(accounts)].toSorted();
}

/** A database of places, if the rules have any. */
export function placesOf({ places }: RuleSet): Buffer | undefined {
  return places === undefined ? undefined : writeMmdb(places, 'City');
}

/** The lookups of all rules, by name: their entries and, in the form of transforms.conf, their settings. */
export function lookupsOf({
  rules,
}: RuleSet): ReadonlyMap<string, { readonly csv: string; readonly settings: string }> {
  const found = new Map<string, { readonly csv: string; readonly settings: string }>();
  for (const [name, lookup] of rules.flatMap(({ lookups }) => Object.entries(lookups ?? {}))) {
    if (found.has(name)) throw new Error(`the lookup ${name} is there twice`);
    const { csv, settings } = typeof lookup === 'string' ? { csv: lookup, settings: {} } : lookup;
    const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
    found.set(name, { csv, settings: [`[${name}]`, ...lines, ''].join('\n') });
  }
  return found;
}

/** The folder of rules by source. */
export const RULE_FOLDER = fileURLToPath(new URL('../../../../conformance/spl-rules/', import.meta.url));
