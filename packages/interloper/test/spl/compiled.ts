import type { Catalog, Compilation, Learnt, Relation } from '@interloper/plan';
import { spl } from '@interloper/spl';

/** Compiles a query, with the answers to what it has to know of the data first. */
export async function compiled(
  query: string,
  catalog: Catalog,
  ask: (question: Relation) => Promise<readonly (readonly unknown[])[]>,
): Promise<Compilation> {
  const learnt: Learnt[] = [];
  let compilation = spl.compile(query, catalog);
  while (compilation.pending !== undefined && learnt.length < 9) {
    const { question, at } = compilation.pending;
    const rows = await ask(question);
    const columns = rows.map(([name, type]) => ({
      name: typeof name === 'string' ? name : '',
      type: typeof type === 'string' ? type : '',
    }));
    learnt.push({ at, columns });
    compilation = spl.compile(query, catalog, learnt);
  }
  return compilation;
}
