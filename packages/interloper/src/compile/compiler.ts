import type { Catalog, Compilation, Language, LanguageId, Learnt, Relation } from '@interloper/plan';
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
  /**
   * Compiles a rule whose columns depend on the data: `ask` answers the questions that it leaves pending with rows of a
   * column's name and type. Not kept: other data may answer otherwise.
   */
  readonly compileAsking: (language: LanguageId, text: string, ask: Ask) => Promise<Compilation>;
}

/** Answers a pending question: rows of text. */
type Ask = (question: Relation) => Promise<readonly (readonly unknown[])[]>;

/** More questions than any rule has; a rule that asks on would never end. */
const MOST_QUESTIONS = 16;

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
    compileAsking: async (language, text, ask) => {
      const loaded = languages.get(language) ?? (await loadLanguage(language));
      languages.set(language, loaded);
      const learnt: Learnt[] = [];
      let compilation = compileWith(loaded, text, catalog);
      while (compilation.pending !== undefined && learnt.length < MOST_QUESTIONS) {
        const rows = await ask(compilation.pending.question);
        const columns = rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
        learnt.push({ at: compilation.pending.at, columns });
        compilation = compileWith(loaded, text, catalog, learnt);
      }
      return compilation;
    },
  };
}

/** Parsers descend as deep as rules are nested. */
function compileWith(
  language: Language,
  text: string,
  catalog: Catalog,
  learnt: readonly Learnt[] = [],
): Compilation {
  try {
    return language.compile(text, catalog, learnt);
  } catch (error) {
    if (isTooDeep(error)) return { diagnostics: [tooDeep], missingTables: [] };
    throw error;
  }
}
