import type { Screen } from '../terminal/paint.js';
import { renderFields } from '../terminal/fields.js';
import { renderMarkdown } from '../terminal/markdown.js';
import { visible } from '../terminal/visible.js';
import { fillInsOf, filledIn } from './fill-in.js';
import type { FillIn } from './fill-in.js';
import { fillInQueries } from './fill-in-queries.js';
import type { PlaybookSubject } from './placeholders.js';

/** A text of a detection (playbook, investigation, tuning), made out for alerts or as it stands. */
export interface MadeOut {
  /** What its placeholders, and the samples of its queries, are filled in with. */
  readonly fillIns: readonly FillIn[];
  /** The text as Markdown, with the queries made out and the placeholders not yet. */
  readonly markdown: string;
}

/** What there is to fill in, and with what; without a subject the text stays as it stands. */
export function makeOut(markdown: string, subject?: PlaybookSubject): MadeOut {
  const fillIns = fillInsOf(markdown, subject);
  if (subject === undefined) return { fillIns, markdown };
  const queries = fillInQueries(markdown, subject);
  return { fillIns: [...fillIns, ...queries.fillIns], markdown: queries.text };
}

/** The text for a terminal: what was filled in, what was not and why, then the text. */
export function renderMadeOut({ fillIns, markdown }: MadeOut, screen: Screen): readonly string[] {
  const filled = renderFields(
    fillIns.map((each) => ({ name: labelOf(each), value: told(each) })),
    screen,
    '  ',
  );
  return [
    ...filled,
    ...(filled.length === 0 ? [] : ['']),
    ...renderMarkdown(markdown, screen, (text) => filledIn(text, fillIns)),
  ];
}

/** The text as Markdown, below a list of what was filled in. Values stand in code, where Markdown leaves them alone. */
export function renderMadeOutMarkdown({ fillIns, markdown }: MadeOut): string {
  const list = fillIns.map((each) => `- ${labelOf(each)}: ${told(each, codeOf)}`).join('\n');
  const text = filledIn(markdown, fillIns);
  if (list === '') return text;
  const [title = '', ...rest] = text.split('\n');
  return title.startsWith('# ') ? `${title}\n\n${list}\n${rest.join('\n')}` : `${list}\n\n${text}`;
}

function labelOf({ name, isSample }: FillIn): string {
  return isSample === true ? name : `$${name}`;
}

function told(
  { says, values, withheld }: FillIn,
  shown: (value: string) => string = (value) => value,
): string {
  const [first, ...others] = values;
  const about = says === undefined ? '' : ` (${says})`;
  if (first === undefined)
    return `not filled in${about}: ${says === undefined ? 'only you know it' : 'the evidence does not say it'}`;
  const also = others.length === 0 ? '' : `; also ${others.map(shown).join(', ')}`;
  return withheld === undefined
    ? `${shown(first)}${about}${also}`
    : `not filled in${about}: ${withheld}: ${shown(first)}${also}`;
}

/** A value as inline code: between one backtick more than it holds in a row. */
function codeOf(value: string): string {
  const text = visible(value);
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}
