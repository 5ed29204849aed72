import type { SupportEntry } from '@interloper/plan';
import { cell } from './markdown.js';
import { between } from './marked-page.js';

const KINDS: readonly (readonly [SupportEntry['kind'], string])[] = [
  ['command', 'Commands'],
  ['operator', 'Operators'],
  ['function', 'Functions'],
  ['aggregate', 'Aggregations'],
  ['modifier', 'Modifiers'],
];

const SUPPORT: readonly (readonly [SupportEntry['support'], string])[] = [
  ['supported', 'Whole'],
  ['partial', 'In part'],
  ['unsupported', 'Refused by name'],
];

/**
 * A page of the manual with the part between its marks rewritten: how far each command and function of a language is
 * supported, as `interloper functions` says. Undefined when the page has no marks.
 */
export function withSupport(page: string, entries: readonly SupportEntry[]): string | undefined {
  return between(page, tables(entries));
}

function tables(entries: readonly SupportEntry[]): string {
  return KINDS.flatMap(([kind, title]) => {
    const own = entries.filter((entry) => entry.kind === kind).toSorted(byName);
    return own.length === 0 ? [] : [`### ${title}`, ...SUPPORT.flatMap((level) => listed(own, level))];
  }).join('\n\n');
}

function listed(
  entries: readonly SupportEntry[],
  [support, title]: (typeof SUPPORT)[number],
): readonly string[] {
  const own = entries.filter((entry) => entry.support === support);
  if (own.length === 0) return [];
  const head = `${title} (${own.length})`;
  if (support === 'supported') return [`${head}: ${own.map(({ name }) => code(name)).join(', ')}`];
  const rows = own.map(({ name, note = '' }) => `| ${code(name)} | ${cell(note)} |`);
  const what = support === 'partial' ? 'as far as' : 'why, and what instead';
  return [`${head}:`, [`| name | ${what} |`, '| --- | --- |', ...rows].join('\n')];
}

function code(name: string): string {
  return name.includes('`') ? `\`\` ${name} \`\`` : `\`${name}\``;
}

function byName(left: SupportEntry, right: SupportEntry): number {
  return Number(left.name > right.name) - Number(left.name < right.name);
}
