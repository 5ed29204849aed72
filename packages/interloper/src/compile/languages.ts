import type { Language, LanguageId } from '@interloper/plan';

/** The languages, each loaded when it is first needed: Microsoft's KQL library alone takes longer than a small scan. */
const loaders: Readonly<Record<LanguageId, () => Promise<Language>>> = {
  kql: async () => (await import('@interloper/kql')).kql,
  spl: async () => (await import('@interloper/spl')).spl,
  sigma: async () => (await import('@interloper/sigma')).sigma,
};

export const languageIds = ['kql', 'spl', 'sigma'] as const satisfies readonly LanguageId[];

export async function loadLanguage(id: LanguageId): Promise<Language> {
  return loaders[id]();
}
