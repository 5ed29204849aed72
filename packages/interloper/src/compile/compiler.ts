import type { Catalog, Compilation, Language, LanguageId } from '@interloper/plan';
import { ruleKey } from './compiled-cache.js';
import { loadLanguage } from './languages.js';
import { isTooDeep, tooDeep } from './too-deep.js';

/** A rule's text and its language. */
export interface RuleText {
  readonly language: LanguageId;
  readonly text: string;
}

/** Compiles rules against one catalogue; each rule once. */
export interface Compiler {
  /** Loads the languages of those rules that are not compiled yet. */
  readonly prepare: (rules: readonly RuleText[]) => Promise<void>;
  /** Compiles a rule that was prepared. */
  readonly compile: (language: LanguageId, text: string) => Compilation;
}

/** A compiler that starts from compilations made before (by `ruleKey`). */
export function createCompiler(catalog: Catalog, compiled: Readonly<Record<string, Compilation>>): Compiler {
  const done = new Map(Object.entries(compiled));
  const languages = new Map<LanguageId, Language>();
  return {
    prepare: async (rules) => {
      for (const { language, text } of rules) {
        if (!languages.has(language) && !done.has(ruleKey(language, text)))
          languages.set(language, await loadLanguage(language));
      }
    },
    compile: (language, text) => {
      const key = ruleKey(language, text);
      const before = done.get(key);
      if (before !== undefined) return before;
      const loaded = languages.get(language);
      if (loaded === undefined) throw new Error(`${language} was not prepared`);
      const compilation = compileWith(loaded, text, catalog);
      done.set(key, compilation);
      return compilation;
    },
  };
}

/** Parsers descend as deep as rules are nested. */
function compileWith(language: Language, text: string, catalog: Catalog): Compilation {
  try {
    return language.compile(text, catalog);
  } catch (error) {
    if (isTooDeep(error)) return { diagnostics: [tooDeep], missingTables: [] };
    throw error;
  }
}
