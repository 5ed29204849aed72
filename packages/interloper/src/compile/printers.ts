import type { Catalog, LanguageId, Printed, PrintOptions, Relation } from '@interloper/plan';

/** Prints a plan as a rule of a language. */
export type Printer = (plan: Relation, catalog: Catalog, options?: PrintOptions) => Printed;

const loaders: Readonly<Record<LanguageId, () => Promise<Printer>>> = {
  kql: async () => (await import('@interloper/kql')).print,
  spl: async () => (await import('@interloper/spl')).print,
  sigma: async () => (await import('@interloper/sigma')).print,
};

/** The printer of a language. */
export async function loadPrinter(id: LanguageId): Promise<Printer> {
  return loaders[id]();
}
