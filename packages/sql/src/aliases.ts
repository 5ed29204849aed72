import type { Column } from '@interloper/plan';

/**
 * The SQL name of each column of a relation. Plans tell `User` from `user`; DuckDB does not, even quoted, so a name
 * that equals an earlier one but for case gets a number.
 */
export function aliasesOf(columns: readonly Column[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const aliases = new Map<string, string>();
  for (const { name } of columns) {
    let alias = name === '' ? '(empty)' : name;
    for (let number = 2; taken.has(alias.toLowerCase()); number += 1) alias = `${name} (${number})`;
    taken.add(alias.toLowerCase());
    aliases.set(name, alias);
  }
  return aliases;
}
