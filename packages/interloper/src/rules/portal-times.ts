import type { Diagnostic } from '@interloper/plan';
import type { ExpandedText } from '@interloper/spl';

/** What the portal's hunting page puts into a query before it runs it. */
const TIMES: readonly (readonly [RegExp, string, string])[] = [
  [/\b(?:todatetime|datetime)\s*\(\s*(["']?)\{\{\s*StartTimeISO\s*\}\}\1\s*\)/gi, 'ago(1d)', 'StartTimeISO'],
  [/\b(?:todatetime|datetime)\s*\(\s*(["']?)\{\{\s*EndTimeISO\s*\}\}\1\s*\)/gi, 'now()', 'EndTimeISO'],
];

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/**
 * A hunting query whose time range the portal fills in (`{{StartTimeISO}}`, `{{EndTimeISO}}`): it gets the portal's
 * default, the last day, and is told so. What else is to be filled in is refused. Undefined when there is nothing to do.
 */
export function withPortalTimes(text: string): ExpandedText | undefined {
  if (!text.includes('{{')) return undefined;
  const found = TIMES.flatMap(([pattern, replacement, name]) =>
    [...text.matchAll(pattern)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      replacement,
      name,
    })),
  ).toSorted((left, right) => left.start - right.start);
  const left = [...text.matchAll(PLACEHOLDER)].filter(
    ({ index }) => !found.some(({ start, end }) => start <= index && index < end),
  );
  if (found.length + left.length === 0) return undefined;
  const [first] = found;
  const filled: readonly Diagnostic[] =
    first === undefined
      ? []
      : [
          {
            code: 'RUN0309',
            severity: 'warning',
            message: `The portal fills in the time range (${[...new Set(found.map(({ name }) => name))].join(', ')}): here it is the day before now.`,
            span: { start: first.start, end: first.end },
            help: 'Write the times into the query to ask of another range.',
          },
        ];
  const refused = left.map(({ index, 0: written, 1: name }): Diagnostic => ({
    code: 'RUN0310',
    severity: 'error',
    message: `Nothing fills in {{${name ?? ''}}}.`,
    span: { start: index, end: index + written.length },
    help: 'Write its value in its place.',
  }));
  return { ...replaced(text, found), diagnostics: [...filled, ...refused] };
}

function replaced(
  text: string,
  parts: readonly { readonly start: number; readonly end: number; readonly replacement: string }[],
): Omit<ExpandedText, 'diagnostics'> {
  const starts: number[] = [];
  const ends: number[] = [];
  let result = '';
  let from = 0;
  const keep = (to: number): void => {
    for (; from < to; from += 1) {
      starts.push(from);
      ends.push(from + 1);
      result += text[from] ?? '';
    }
  };
  for (const { start, end, replacement } of parts) {
    keep(start);
    for (const character of replacement) {
      starts.push(start);
      ends.push(end);
      result += character;
    }
    from = end;
  }
  keep(text.length);
  return { text: result, starts, ends };
}
