import type { DetectionQuery } from '@interloper/detect';
import { languageName } from '@interloper/report';
import { comparePlans } from './compare.js';
import type { ComparedEvent, ComparedRow, Comparison } from './compare.js';
import type { Session } from './session.js';

/** So many events or rows are named. */
const MOST = 5;

/**
 * What two queries of a detection find differently at the newest event of the logs, in words: the events that only one
 * finds, with the first condition of the other that they do not fulfil.
 */
export async function disagreement(
  session: Session,
  one: DetectionQuery,
  other: DetectionQuery,
): Promise<readonly string[]> {
  const [a, b] = [one, other].map(({ language, text }) => session.compiler.compile(language, text).plan);
  const newest = (await session.extent())?.to;
  if (a === undefined || b === undefined || newest === undefined) return [];
  await session.readyFor([a, b]);
  const found = await session.read((reader) => comparePlans(a, b, session.catalog, reader, newest));
  if (found === undefined) return [];
  const [nameA, nameB] = [languageName(one.language), languageName(other.language)];
  const lines = [...only(found.onlyA, nameA, nameB), ...only(found.onlyB, nameB, nameA)];
  if (lines.length > 0) return lines;
  return [
    `at the newest event ${nameA} and ${nameB} find the same ${found.by === 'event' ? 'events' : 'rows'}`,
  ];
}

function only(items: Comparison['onlyA'], finder: string, other: string): readonly string[] {
  const named = items
    .slice(0, MOST)
    .map((item) => `only ${finder} finds ${isEvent(item) ? eventText(item, other) : rowText(item)}`);
  const rest = items.length - named.length;
  return rest > 0 ? [...named, `and ${rest} more that only ${finder} finds`] : named;
}

function eventText({ account, time, dataset, row, missedBy }: ComparedEvent, other: string): string {
  const why = missedBy === undefined ? '' : `: ${other} wants ${missedBy}`;
  return `${account ?? 'an event without account'} at ${time ?? 'no time'} (${dataset} row ${row})${why}`;
}

function rowText(row: ComparedRow): string {
  return Object.entries(row)
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(' ');
}

/** An event has the number of its row; what a row shows under that name is not told apart. */
export function isEvent(item: ComparedEvent | ComparedRow): item is ComparedEvent {
  return (
    typeof item['dataset'] === 'string' &&
    typeof item['row'] === 'number' &&
    'account' in item &&
    'file' in item
  );
}
