import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { placedDiagnostics, placedWithin } from '@interloper/plan';
import type { Diagnostic, LanguageId, PlacedText } from '@interloper/plan';
import type { EventKnowledge, ExpandedText, MacroDefinition } from '@interloper/spl';
import type { KqlFunction } from '../rules/kql-functions.js';
import { emptyDocument } from '../rules/written-rule.js';
import type { RuleDocument, WrittenRule } from '../rules/written-rule.js';
import { UserError } from '../user-error.js';
import type { RuleText } from './compiler.js';

/** A rule read from a file, ready to be compiled: macros that are defined are in their place. */
export interface RuleFile extends RuleText {
  readonly path: string;
  /** What it is called, where the file says. */
  readonly name?: string;
  /** The whole file. */
  readonly written: string;
  /** Where the rule's text comes from in the file; absent when it is the file. */
  readonly placed?: PlacedText;
  /** What reading it showed, with places in the file. */
  readonly remarks: readonly Diagnostic[];
}

/** Why a file, or something in it, is not taken as a rule. */
export interface NotARule {
  readonly path: string;
  readonly reason: string;
}

const EXTENSIONS: Readonly<Record<string, LanguageId>> = {
  '.kql': 'kql',
  '.csl': 'kql',
  '.kusto': 'kql',
  '.spl': 'spl',
};

/** Extensions under which `check` looks for rules in folders. */
export const ruleExtensions: ReadonlySet<string> = new Set([
  ...Object.keys(EXTENSIONS),
  '.yml',
  '.yaml',
  '.json',
  '.conf',
  '.md',
  '.txt',
]);

/** Reads what a file holds for rules, as its extension says, else its text. Throws `UserError` when it cannot be read. */
export async function readRuleFile(
  path: string,
): Promise<{ readonly text: string; readonly document: RuleDocument }> {
  const text = await readText(path);
  return { text, document: await documentOf(text, path) };
}

async function documentOf(text: string, path: string): Promise<RuleDocument> {
  const extension = extname(path).toLowerCase();
  const language = EXTENSIONS[extension];
  if (language !== undefined) return plainDocument(language, text);
  if (extension === '.md') return (await import('../rules/query-texts.js')).markdownQueries(text);
  if (extension === '.conf') return (await import('../rules/rule-document.js')).readConfDocument(text, path);
  if (['.yml', '.yaml', '.json'].includes(extension))
    return (await import('../rules/rule-document.js')).readYamlDocument(text, path);
  const shown = await languageOfText(text);
  if (shown !== undefined) return plainDocument(shown, text);
  const reason =
    'the language is not clear: name the file .kql, .spl or .yml, or use --kql, --spl or --sigma';
  return { ...emptyDocument, reasons: [reason] };
}

async function plainDocument(language: LanguageId, text: string): Promise<RuleDocument> {
  return language === 'kql'
    ? (await import('../rules/query-texts.js')).queryTexts(language, text)
    : { ...emptyDocument, rules: [{ language, text, remarks: [] }] };
}

async function languageOfText(text: string): Promise<LanguageId | undefined> {
  const key = (name: string): boolean => new RegExp(`^${name}\\s*:`, 'm').test(text);
  if ((key('detection') && key('logsource')) || key('correlation')) return 'sigma';
  return (await import('../rules/query-texts.js')).queryLanguage(text);
}

/** What is defined for rules outside of them. */
export interface Definitions extends EventKnowledge {
  readonly macros: readonly MacroDefinition[];
  readonly functions: readonly KqlFunction[];
}

/** A rule of a file with the macros that are defined in their place, and the functions before it. */
export async function finishRule(
  path: string,
  written: string,
  { language, name, text, remarks }: WrittenRule,
  { macros, functions, eventTypes, tags }: Definitions,
): Promise<RuleFile> {
  const base = { language, path, written, ...(name === undefined ? {} : { name }) };
  const own = typeof text === 'string' ? { text } : { text: text.text, placed: text };
  const steps: readonly Step[] =
    language === 'kql'
      ? [
          async (given) => (await import('../rules/portal-times.js')).withPortalTimes(given),
          async (given) => (await import('../rules/kql-functions.js')).functionsBefore(given, functions),
        ]
      : language === 'spl'
        ? splSteps(own.text, macros, { eventTypes, tags })
        : [];
  let rule: RuleFile = { ...base, ...own, remarks };
  for (const step of steps) rule = changed(rule, await step(rule.text));
  return rule;
}

/** Macros may name event types, and event types macros. */
function splSteps(
  text: string,
  macros: readonly MacroDefinition[],
  knowledge: EventKnowledge,
): readonly Step[] {
  const expandMacros: Step = async (given) =>
    given.includes('`') ? (await import('@interloper/spl')).expandMacroText(given, macros) : undefined;
  const expandKnowledge: Step = async (given) =>
    (await import('@interloper/spl')).expandEventTypes(given, knowledge);
  const known =
    knowledge.eventTypes.length + knowledge.tags.length > 0 && /\b(?:eventtype|tag)\b|`/.test(text);
  return [...(macros.length > 0 ? [expandMacros] : []), ...(known ? [expandKnowledge, expandMacros] : [])];
}

/** Replaces what stands for something else in a rule's text; undefined when nothing does. */
type Step = (text: string) => Promise<ExpandedText | undefined>;

function changed(rule: RuleFile, step: ExpandedText | undefined): RuleFile {
  if (step === undefined) return rule;
  const { placed, remarks } = rule;
  const whole = placed === undefined ? step : placedWithin(placed, step);
  const problems = placed === undefined ? step.diagnostics : placedDiagnostics(placed, step.diagnostics);
  return { ...rule, text: step.text, placed: whole, remarks: [...remarks, ...problems] };
}

/** What is to be told of a rule: what reading it showed and what compiling it did, at their places in the file. */
export function fileDiagnostics(
  { placed, remarks }: Pick<RuleFile, 'placed' | 'remarks'>,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  return [...remarks, ...(placed === undefined ? diagnostics : placedDiagnostics(placed, diagnostics))];
}

/** The text of a file in UTF-8 or UTF-16, as its byte order mark says; throws `UserError` when it cannot be read. */
export async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${causeOf(error)}`);
  }
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

/** What a failed system call means to the user. */
export function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'no such file or folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is not a folder',
    ENOSPC: 'no space is left on the disk',
    EROFS: 'the file system is read-only',
    EEXIST: 'it exists already',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}
