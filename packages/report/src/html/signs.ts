import type { AlertSeverity } from '@interloper/detect';
import { count, timeOf } from '../scan/values.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import { MONTHS } from './timeline.js';

/** A severity as a word on its colour. */
export function severityBadge(severity: AlertSeverity): Markup {
  return html`<span class="badge ${severity}">${severity}</span>`;
}

/** 0 to 100 as a bar with its number. */
export function scoreBar(score: number, severity: AlertSeverity): Markup {
  return html`<span class="score"
    ><svg class="bar" width="100%" height="8" aria-hidden="true">
      <rect class="track" width="100%" height="8" rx="4"></rect>
      <rect class="fill ${severity}" width="${score}%" height="8" rx="4"></rect></svg
    ><span class="number">${score}</span></span
  >`;
}

export function chips(texts: readonly string[]): Markup {
  return html`<ul class="chips">
    ${texts.map((text) => html`<li>${text}</li>`)}
  </ul>`;
}

/** An instant for readers, exact in the attribute. */
export function instant(text: string): Markup {
  return html`<time datetime="${text}">${timeOf(text)}</time>`;
}

/** `12 Mar 13:41` for readers (UTC), exact in the attribute; anything that is no time as it is. */
export function shortInstant(text: string): Markup {
  const match = /^\d{4}-(\d\d)-(\d\d)T(\d\d:\d\d)/.exec(text);
  const month = MONTHS[Number(match?.[1]) - 1];
  const told = month === undefined ? text : `${Number(match?.[2])} ${month} ${match?.[3] ?? ''}`;
  return html`<time datetime="${text}">${told}</time>`;
}

export function period(from: string, to: string): Markup {
  if (timeOf(from) === timeOf(to)) return instant(from);
  return html`${instant(from)} to ${instant(to)} (${durationOf(millisecondsOf(to) - millisecondsOf(from))})`;
}

/** `40 seconds`, `3 hours`, `12 days`: the greatest unit that is there twice. */
function durationOf(milliseconds: number): string {
  const [size, unit] = UNITS.find(([each]) => milliseconds >= 2 * each) ?? ([1000, 'second'] as const);
  return count(Math.max(1, Math.round(milliseconds / size)), unit);
}

const UNITS = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
] as const;

/** Milliseconds since 1970 of ISO 8601 text. */
export function millisecondsOf(iso: string): number {
  return Date.parse(iso);
}
