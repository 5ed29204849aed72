import { contentOf, linesOf } from './read-list.js';
import { mispColumns } from './read-misp.js';
import { observableOf } from './observable.js';

export type IndicatorFormat = 'stix' | 'misp' | 'tor' | 'list';

/** Lines that must all be values for a text to pass as a list. */
const SAMPLE = 20;

/**
 * Which kind of file of indicators a text begins as; undefined of anything else. `complete` when it is the whole text:
 * else its last line is not looked at.
 */
export function recogniseIndicators(head: string, complete: boolean): IndicatorFormat | undefined {
  const text = head.replace(/^\uFEFF/, '').trimStart();
  if (/^[[{]/.test(text)) return isStix(text) ? 'stix' : undefined;
  const all = linesOf(text);
  const lines = (complete ? all : all.slice(0, -1)).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  const header = new Set(first.split(',').map((name) => name.trim().replaceAll('"', '')));
  if (mispColumns.every((name) => header.has(name))) return 'misp';
  if (lines.some((line) => /^ExitAddress \S+/.test(line)) && lines.some((line) => /^ExitNode \S+/.test(line)))
    return 'tor';
  const values = lines
    .map(contentOf)
    .filter((line) => line !== '')
    .slice(0, SAMPLE);
  const isValue = (line: string): boolean => !/[\s,;|]/.test(line) && observableOf(line) !== undefined;
  return values.length > 0 && values.every(isValue) ? 'list' : undefined;
}

/** A bundle, or objects that are indicators; its beginning may be cut. */
function isStix(text: string): boolean {
  return (
    (/"type"\s*:\s*"bundle"/.test(text) &&
      /"(?:spec_version|id)"\s*:/.test(text) &&
      text.includes('"objects"')) ||
    (/"type"\s*:\s*"indicator"/.test(text) &&
      /"pattern"\s*:\s*"\s*[[(]/.test(text) &&
      text.includes('"valid_from"'))
  );
}
