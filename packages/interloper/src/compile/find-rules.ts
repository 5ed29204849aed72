import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type { MacroDefinition } from '@interloper/spl';
import type { DefinedLookup } from '../context/options.js';
import type { RuleDocument, LookupDefinition } from '../rules/written-rule.js';
import { UserError } from '../user-error.js';
import { csvLookups } from './csv-lookups.js';
import { causeOf, finishRule, readRuleFile, ruleExtensions } from './rule-file.js';
import type { Definitions, NotARule, RuleFile } from './rule-file.js';

export interface FoundRules {
  readonly rules: readonly RuleFile[];
  /** Files that are no rules, and what in files is none; `named` when the user named the file itself. */
  readonly others: readonly (NotARule & { readonly named: boolean })[];
  /** How many files were read. */
  readonly files: number;
  readonly macros: readonly MacroDefinition[];
  /** The lookups that the rules name and that are defined beside them, by name. */
  readonly lookups: Readonly<Record<string, DefinedLookup>>;
}

/** What is defined for rules beside them. */
interface AllDefinitions extends Definitions {
  readonly lookups: Readonly<Record<string, DefinedLookup>>;
}

/** Larger JSON is data, no rule, unless its user names it. */
const LARGEST_JSON = 8 * 1024 * 1024;

interface ReadFile {
  readonly path: string;
  readonly named: boolean;
  readonly text: string;
  readonly document: RuleDocument;
}

/**
 * Reads rules: the files named, and in folders all files with a rule's extension, in order of name. Macros come, first
 * one first, from `macros` (files and folders that the user names), from the rules' own files and folders, and from the
 * `macros` folder or `macros.conf` beside or above them; lookups likewise. Those that are built in are not replaced by
 * what only lies there.
 */
export async function findRules(
  paths: readonly string[],
  macros: readonly string[] = [],
): Promise<FoundRules> {
  const given = await definitionsOf(macros);
  const files: ReadFile[] = [];
  for (const path of paths) {
    for (const { file, named } of await filesOf(path)) {
      files.push({ path: file, named, ...(await readRuleFile(file)) });
    }
  }
  const own = definitionsIn(files);
  const { builtInMacros } = await builtIns(files);
  const beside = new Map<string, AllDefinitions>();
  const rules: RuleFile[] = [];
  let lookups = { ...own.lookups, ...given.lookups };
  for (const { path, text, document } of files) {
    if (document.rules.length === 0) continue;
    const folder = dirname(path);
    const near = beside.get(folder) ?? (await definitionsBeside(folder));
    beside.set(folder, near);
    lookups = { ...near.lookups, ...lookups };
    const lying = [...own.macros, ...near.macros].filter(({ name }) => !builtInMacros.has(name));
    const known: Definitions = {
      eventTypes: [...given.eventTypes, ...own.eventTypes, ...near.eventTypes],
      tags: [...given.tags, ...own.tags, ...near.tags],
      macros: [...given.macros, ...lying],
      functions: [...given.functions, ...own.functions],
    };
    for (const rule of document.rules) rules.push(await finishRule(path, text, rule, known));
  }
  return {
    rules,
    others: files.flatMap(({ path, named, document }) => othersOf(path, named, document)),
    files: files.length,
    macros: [...given.macros, ...own.macros],
    lookups: namedLookups(lookups, rules),
  };
}

/** The built-in macros, asked for only where there is SPL: the language takes its time to load. */
async function builtIns(
  files: readonly ReadFile[],
): Promise<{ readonly builtInMacros: ReadonlySet<string> }> {
  const isSpl = files.some(({ document }) => document.rules.some(({ language }) => language === 'spl'));
  return isSpl ? import('@interloper/spl') : { builtInMacros: new Set() };
}

function othersOf(
  path: string,
  named: boolean,
  { rules, macros, lookups, functions, eventTypes, tags, reasons }: RuleDocument,
): readonly (NotARule & { readonly named: boolean })[] {
  const held = [rules, macros, lookups, functions, eventTypes, tags];
  const holds = held.some((each) => each.length > 0);
  if (reasons.length > 0) return reasons.map((reason) => ({ path, reason, named: named && !holds }));
  return named && rules.length === 0 ? [{ path, reason: 'it holds no rule', named }] : [];
}

/** Reads one rule; of a file of several the one called `name`. Throws `UserError`. */
export async function readRule(
  path: string,
  { name, macros = [] }: { readonly name?: string | undefined; readonly macros?: readonly string[] } = {},
): Promise<{ readonly rule: RuleFile; readonly lookups: Readonly<Record<string, DefinedLookup>> }> {
  if (existsSync(path) && (await stat(path)).isDirectory())
    throw new UserError(`${path} is a folder: name one rule`);
  const { rules, others, lookups } = await findRules([path], macros);
  const named = name === undefined ? rules : rules.filter((rule) => rule.name === name);
  const [rule, ...more] = named;
  const names = rules.map((each) => `"${each.name ?? ''}"`).join(', ');
  if (rule === undefined) {
    if (rules.length > 0) throw new UserError(`${path} has no rule "${name ?? ''}": it has ${names}`);
    throw new UserError(`${path}: ${others[0]?.reason ?? 'it holds no rule'}`);
  }
  if (more.length > 0)
    throw new UserError(`${path} has ${named.length} rules: give one with --rule: ${names}`);
  return { rule, lookups };
}

/** What the files and folders that the user names define. */
export async function givenDefinitions(paths: readonly string[]): Promise<AllDefinitions> {
  return definitionsOf(paths);
}

async function definitionsOf(paths: readonly string[]): Promise<AllDefinitions> {
  const files: ReadFile[] = [];
  for (const path of paths) {
    for (const { file, named } of await filesOf(path)) {
      const read = { path: file, named, ...(await readRuleFile(file)) };
      const [reason] = read.document.reasons;
      if (named && reason !== undefined) throw new UserError(`${file}: ${reason}`);
      files.push(read);
    }
  }
  const defined = definitionsIn(files);
  return { ...defined, lookups: { ...(await csvLookups(paths)), ...defined.lookups } };
}

/** The first definition of a name counts. */
function definitionsIn(files: readonly ReadFile[]): AllDefinitions {
  const lookups = files.flatMap(({ path, document }) =>
    document.lookups.flatMap((lookup) => definedLookup(lookup, path)),
  );
  return {
    macros: files.flatMap(({ document }) => document.macros),
    functions: files.flatMap(({ document }) => document.functions),
    eventTypes: files.flatMap(({ document }) => document.eventTypes),
    tags: files.flatMap(({ document }) => document.tags),
    lookups: Object.fromEntries(lookups.toReversed()),
  };
}

/** Where a lookup's entries are: beside the file that defines it, or in the app's `lookups` folder; else they are to be given. */
function definedLookup(
  { name, file, settings }: LookupDefinition,
  path: string,
): readonly (readonly [string, DefinedLookup])[] {
  const folder = dirname(path);
  const found = [join(folder, file), join(folder, 'lookups', file), join(folder, '..', 'lookups', file)].find(
    (candidate) => existsSync(candidate),
  );
  return [[name, { settings, definedIn: path, ...(found === undefined ? {} : { file: found }) }]];
}

const FOLDERS_UP = 5;

/** Files and folders in which macros, lookups and event types are defined. */
const KNOWLEDGE = ['macros.conf', 'transforms.conf', 'eventtypes.conf', 'tags.conf', 'macros', 'lookups'];

/** What is defined in the nearest folder, this one or one above it, that has macros or lookups for its rules. */
async function definitionsBeside(start: string): Promise<AllDefinitions> {
  let folder = start;
  for (let step = 0; step < FOLDERS_UP; step += 1) {
    const found = layersOf(folder).flatMap((layer) =>
      KNOWLEDGE.map((name) => join(layer, name)).filter((path) => existsSync(path)),
    );
    if (found.length > 0) return definitionsOf(found);
    const above = dirname(folder);
    if (above === folder) break;
    folder = above;
  }
  return { macros: [], functions: [], eventTypes: [], tags: [], lookups: {} };
}

/** An app's `local` folder comes before its `default` one. Admin Manual: Configuration file precedence. */
function layersOf(folder: string): readonly string[] {
  if (!['default', 'local'].includes(basename(folder))) return [folder];
  return ['local', 'default'].map((layer) => join(dirname(folder), layer));
}

/** The lookups that a rule's text names: others need not be read. */
export function namedLookups(
  lookups: Readonly<Record<string, DefinedLookup>>,
  rules: readonly RuleFile[],
): Readonly<Record<string, DefinedLookup>> {
  const text = rules.flatMap((rule) => (rule.language === 'spl' ? [rule.text] : [])).join('\n');
  const named = Object.entries(lookups).filter(([name, { bare }]) =>
    text.includes(bare === true ? `${name}.csv` : name),
  );
  return Object.fromEntries(named);
}

async function filesOf(path: string): Promise<readonly { readonly file: string; readonly named: boolean }[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ file: path, named: true }];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files: { readonly file: string; readonly named: boolean }[] = [];
    for (const entry of entries) {
      const extension = extname(entry.name).toLowerCase();
      const file = join(entry.parentPath, entry.name);
      if (!entry.isFile() || !ruleExtensions.has(extension)) continue;
      if (extension === '.json' && (await stat(file)).size > LARGEST_JSON) continue;
      files.push({ file, named: false });
    }
    return files.toSorted((left, right) => (left.file < right.file ? -1 : 1));
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${causeOf(error)}`);
  }
}
