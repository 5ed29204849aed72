import type { ExpandedText } from '@interloper/spl';

/** A function of a workspace that KQL rules call: a parser, a saved query with a name. */
export interface KqlFunction {
  readonly name: string;
  /** Other names of it. */
  readonly aliases: readonly string[];
  /** As a declaration has them: `starttime:datetime=datetime(null), disabled:bool=false`. */
  readonly parameters: string;
  readonly body: string;
}

/**
 * A rule before which the functions that it calls are defined, and those that they call in turn; undefined when it calls
 * none. A function without parameters may be named like a table. What is wrong in a function stands where the rule
 * begins.
 */
export function functionsBefore(text: string, functions: readonly KqlFunction[]): ExpandedText | undefined {
  const definitions: string[] = [];
  const done = new Set<string>();
  const define = (within: string): void => {
    for (const each of functions) {
      for (const name of [each.name, ...each.aliases]) {
        if (done.has(name) || !isNamed(name, within)) continue;
        done.add(name);
        define(each.body);
        definitions.push(definition(name, each, within));
      }
    }
  };
  define(text);
  if (definitions.length === 0) return undefined;
  const before = definitions.join('\n');
  const starts = Array.from({ length: before.length }, () => 0);
  return {
    text: before + text,
    starts: [...starts, ...Array.from({ length: text.length }, (_, at) => at)],
    ends: [...starts, ...Array.from({ length: text.length }, (_, at) => at + 1)],
    diagnostics: [],
  };
}

function isNamed(name: string, text: string): boolean {
  const written = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const isDefined = new RegExp(`\\blet\\s+${written}\\b\\s*=`).test(text);
  return !isDefined && new RegExp(`(?<![\\w.'"])${written}(?![\\w'"])`).test(text);
}

function definition(name: string, { parameters, body }: KqlFunction, within: string): string {
  const query = body.trim().replace(/;$/, '');
  const isCalled = new RegExp(`\\b${name}\\s*\\(`).test(within);
  if (parameters === '' && !isCalled && !/^\s*let\s/m.test(query)) return `let ${name} = ${query}\n;\n`;
  return `let ${name} = (${parameters}) {\n${query}\n};\n`;
}
