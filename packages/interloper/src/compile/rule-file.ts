import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import type { LanguageId } from '@interloper/plan';
import { UserError } from '../user-error.js';
import type { RuleText } from './compiler.js';

/** A rule read from a file. */
export interface RuleFile extends RuleText {
  readonly path: string;
}

/** Why a file is not taken as a rule. */
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
export const ruleExtensions: ReadonlySet<string> = new Set([...Object.keys(EXTENSIONS), '.yml', '.yaml']);

/** Reads a rule; the language is the one its extension says, else what its text shows. Throws `UserError`. */
export async function readRule(path: string): Promise<RuleFile> {
  const rule = await tryRule(path);
  if ('reason' in rule) throw new UserError(`${path}: ${rule.reason}`);
  return rule;
}

/** As `readRule`, but what is not a rule comes back with the reason; what cannot be read is a `UserError`. */
export async function tryRule(path: string): Promise<RuleFile | NotARule> {
  const text = await readText(path);
  const extension = extname(path).toLowerCase();
  const language = EXTENSIONS[extension] ?? languageOfText(text, extension);
  return typeof language === 'object' ? { path, ...language } : { path, language, text };
}

function languageOfText(text: string, extension: string): LanguageId | { readonly reason: string } {
  const key = (name: string): boolean => new RegExp(`^${name}\\s*:`, 'm').test(text);
  if ((key('detection') && key('logsource')) || key('correlation')) return 'sigma';
  if (extension === '.yml' || extension === '.yaml') {
    if (key('query') && (key('queryFrequency') || key('requiredDataConnectors')))
      return { reason: 'a Sentinel rule in YAML is not read: put its query into a .kql file' };
    if (key('search') && key('how_to_implement'))
      return { reason: 'a contentctl rule in YAML is not read: put its search into a .spl file' };
    return { reason: 'not a Sigma rule: it has no detection and logsource, and no correlation' };
  }
  if (/^\s*(?:search\s|(?:index|sourcetype|source|eventtype)\s*=|\|\s*\w+)/i.test(text)) return 'spl';
  if (/^\s*(?:\/\/[^\n]*\n\s*)*(?:let\s+\w+\s*=|\w+\s*(?:\|[^|]|$)|union\s|datatable\s*\()/.test(text))
    return 'kql';
  return {
    reason: 'the language is not clear: name the file .kql, .spl or .yml, or use --kql, --spl or --sigma',
  };
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
