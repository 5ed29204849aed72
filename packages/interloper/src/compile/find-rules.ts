import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { UserError } from '../user-error.js';
import { causeOf, ruleExtensions, tryRule } from './rule-file.js';
import type { NotARule, RuleFile } from './rule-file.js';

export interface FoundRules {
  readonly rules: readonly RuleFile[];
  /** Files that are no rules; `named` when the user named the file itself. */
  readonly others: readonly (NotARule & { readonly named: boolean })[];
}

/** Reads rules: the files named, and in folders all files with a rule's extension, in order of name. */
export async function findRules(paths: readonly string[]): Promise<FoundRules> {
  const rules: RuleFile[] = [];
  const others: (NotARule & { readonly named: boolean })[] = [];
  for (const path of paths) {
    for (const { file, named } of await filesOf(path)) {
      const rule = await tryRule(file);
      if ('reason' in rule) others.push({ ...rule, named });
      else rules.push(rule);
    }
  }
  return { rules, others };
}

async function filesOf(path: string): Promise<readonly { readonly file: string; readonly named: boolean }[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [{ file: path, named: true }];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && ruleExtensions.has(extname(entry.name).toLowerCase()))
      .map((entry) => ({ file: join(entry.parentPath, entry.name), named: false }))
      .toSorted((left, right) => (left.file < right.file ? -1 : 1));
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${causeOf(error)}`);
  }
}
