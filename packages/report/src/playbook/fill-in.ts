import { placeholders } from './placeholders.js';
import type { PlaybookSubject } from './placeholders.js';

/** What a placeholder (`$user`, `$address` …) of a playbook, or a sample in its queries, is filled in with. */
export interface FillIn {
  readonly name: string;
  /** It has no `$`: it stands in queries that run as they stand. */
  readonly isSample?: true;
  /** What it stands for, in a few words; undefined of one that only the reader knows (`$token`). */
  readonly says?: string;
  /** In the order in which they were seen; the first is filled in. */
  readonly values: readonly string[];
  /** Why it is not filled in although there is a value. */
  readonly withheld?: string;
}

/** What alerts say of each placeholder of a playbook, in the order of the text. Without alerts: nothing. */
export function fillInsOf(markdown: string, subject?: PlaybookSubject): readonly FillIn[] {
  return placeholdersIn(markdown).map((name): FillIn => {
    const known = placeholders[name];
    const values = subject === undefined ? [] : [...new Set(known?.valuesOf(subject))];
    const why = values[0] === undefined ? undefined : dangerOf(values[0]);
    return {
      name,
      ...(known === undefined ? {} : { says: known.says }),
      values,
      ...(why === undefined ? {} : { withheld: why }),
    };
  });
}

/** What PowerShell and KQL call so, which looks like placeholders. */
const RESERVED = new Set(['true', 'false', 'null', 'left', 'right']);

function placeholdersIn(markdown: string): readonly string[] {
  const names = [...markdown.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  return [...new Set(names)].filter((name) => !RESERVED.has(name));
}

const PLACEHOLDER = /\$([a-z]+)\b/g;

/**
 * Readers paste commands into a shell, and addresses of programming interfaces hold values as steps of a path. A value
 * with a character on which PowerShell or a POSIX shell would act (or with a first one that makes it an option, a
 * variable, a comment or a home directory), and one that leads out of its path, is not put into them: who signs in
 * chooses some of what the logs say. Undefined when there is no danger.
 */
function dangerOf(value: string): string | undefined {
  if (!SAFE_IN_SHELLS.test(value)) return 'it has characters on which a shell would act';
  if (STEPS_OUT.test(value)) return 'it leads out of the path it stands in';
  return value.length > LONGEST ? 'it is longer than any name is' : undefined;
}

const SAFE_IN_SHELLS = /^[\p{L}\p{N}_.][\p{L}\p{N}_.@:/+=#-]*$/u;
const STEPS_OUT = /(?:^|\/)\.{1,2}(?:\/|$)/;
/** An ARN is the longest of them: 2,048 characters. */
const LONGEST = 2048;

/** The text with each placeholder's first value in its place, unless it is withheld. */
export function filledIn(text: string, fillIns: readonly FillIn[]): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => {
    const known = fillIns.find((each) => each.name === name);
    return known === undefined || known.withheld !== undefined ? whole : (known.values[0] ?? whole);
  });
}
