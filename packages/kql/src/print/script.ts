import type { Catalog, PrintOptions } from '@interloper/plan';
import { conditionWords } from './condition.js';
import type { Words } from './scalar.js';

/** A query in the making: the statements before it, and what names are free. */
export interface Script {
  readonly options: PrintOptions;
  readonly words: Words & { readonly printed: ReturnType<typeof conditionWords>['printed'] };
  /** Adds `let name = …;` and gives the name. */
  readonly define: (wanted: string, lines: readonly string[]) => string;
  /** A name that no table, column or statement has. */
  readonly fresh: (wanted: string) => string;
  readonly statements: readonly string[];
  readonly notes: Set<string>;
  /** What surrounding `let`s are called in the query. */
  readonly named: Map<string, string>;
}

/** `taken`: names of columns, which a query may not be called by. */
export function newScript(
  catalog: Catalog,
  options: PrintOptions,
  taken: Iterable<string>,
  query: (relation: Parameters<Parameters<typeof conditionWords>[1]>[0], script: Script) => readonly string[],
): Script {
  const used = new Set(
    [...catalog.tables.map(({ name }) => name), ...taken].map((name) => name.toLowerCase()),
  );
  const statements: string[] = [];
  const fresh = (wanted: string): string => {
    const base = /^[A-Za-z_]/.test(wanted)
      ? wanted.replaceAll(/\W/g, '_')
      : `Q${wanted.replaceAll(/\W/g, '_')}`;
    let name = base;
    for (let count = 2; used.has(name.toLowerCase()); count += 1) name = `${base}${count}`;
    used.add(name.toLowerCase());
    return name;
  };
  const script: Script = {
    options,
    words: conditionWords(options, (relation) => query(relation, script).join(' ')),
    define: (wanted, lines) => {
      const name = fresh(wanted);
      statements.push(`let ${name} = ${lines.join('\n')};`);
      return name;
    },
    fresh,
    statements,
    notes: new Set(),
    named: new Map(),
  };
  return script;
}
