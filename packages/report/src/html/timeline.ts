import { utcDay, utcTicks } from 'd3-time';
import { html } from './markup.js';
import type { Markup } from './markup.js';

/** A chart of what happened when: a lane for each thing, all on one axis of time. */
export interface Timeline {
  /** What it shows, for those who cannot see it. */
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly Lane[];
}

export interface Lane {
  readonly name: string;
  readonly marks: readonly Mark[];
}

/** An event (`dot`, with a line for how long it took) or a piece of time in which something happened (`cell`). */
export interface Mark {
  readonly kind: 'dot' | 'cell';
  readonly from: number;
  readonly to: number;
  /** A class of the style sheet: a severity, `passed` or `failed`. */
  readonly tone: string;
  /** 0 to 1: how strongly it is drawn. */
  readonly weight?: number;
  readonly title: string;
}

const LANE = 36;
const TRACK = 14;
const AXIS = 22;

/**
 * The chart as SVG that is as wide as the place it stands in: positions are percentages, so that neither texts nor marks
 * are stretched, and it is readable on a telephone.
 */
export function renderTimeline({ label, from, to, lanes }: Timeline): Markup {
  const span = Math.max(1, to - from);
  const at = (time: number): number => rounded((Math.min(Math.max(time - from, 0), span) / span) * 100);
  const height = lanes.length * LANE + AXIS;
  const ticks = ticksOf(from, to);
  return html`<svg class="timeline" width="100%" height="${height}" role="img" aria-label="${label}">
    ${ticks.map(
      (tick) =>
        html`<line
          class="grid"
          x1="${at(tick.getTime())}%"
          x2="${at(tick.getTime())}%"
          y1="0"
          y2="${height - AXIS + 4}"
        ></line>`,
    )}
    ${lanes.map((lane, index) => renderLane(lane, index * LANE, at))}
    ${ticks.map((tick) => renderTick(tick, ticks, at(tick.getTime()), height - 6))}
  </svg>`;
}

/** Instants to name on the axis: so few that their labels do not touch on a telephone. */
function ticksOf(from: number, to: number): readonly Date[] {
  const days = (to - from) / DAY;
  const [start, end] = [new Date(from), new Date(to)];
  if (days >= TICKS) return utcDay.range(utcDay.ceil(start), end, Math.ceil(days / TICKS));
  return to > from ? utcTicks(start, end, TICKS) : [];
}

const TICKS = 6;
const DAY = 86_400_000;

/** A name that is too long for the place is cut by the browser, which SVG's own texts are not. */
function renderLane({ name, marks }: Lane, top: number, at: (time: number) => number): Markup {
  const track = top + 18;
  return html`<g>
    <foreignObject x="0" y="${top}" width="100%" height="18"
      ><div class="lane" title="${name}">${name}</div></foreignObject
    >
    <rect class="track" x="0" y="${track}" width="100%" height="${TRACK}" rx="3"></rect>
    ${marks.map((mark) => (mark.kind === 'cell' ? renderCell(mark, track, at) : renderDot(mark, track, at)))}
  </g>`;
}

function renderCell(
  { from, to, tone, weight, title }: Mark,
  track: number,
  at: (time: number) => number,
): Markup {
  const left = Math.min(at(from), 100 - NARROWEST);
  const width = rounded(Math.max(NARROWEST, at(to) - left));
  return html`<rect
    class="cell ${tone}"
    x="${left}%"
    y="${track + 1}"
    width="${width}%"
    height="${TRACK - 2}"
    fill-opacity="${rounded(weight ?? 1)}"
    ><title>${title}</title></rect
  >`;
}

/** Per cent of the axis. */
const NARROWEST = 0.6;

function renderDot({ from, to, tone, title }: Mark, track: number, at: (time: number) => number): Markup {
  const middle = track + TRACK / 2;
  const [left, right] = [at(from), at(to)];
  return html`<g class="dot ${tone}"
    ><title>${title}</title>
    <line x1="${left}%" x2="${right}%" y1="${middle}" y2="${middle}"></line>
    <circle cx="${left}%" cy="${middle}" r="6"></circle>
    ${right - left < APART ? undefined : html`<circle cx="${right}%" cy="${middle}" r="3"></circle>`}
  </g>`;
}

/** Per cent of the axis: nearer to the beginning an end is not drawn. */
const APART = 2;

/** Labels at the edges stay inside. */
function renderTick(tick: Date, all: readonly Date[], left: number, y: number): Markup {
  const anchor = left < 6 ? 'start' : left > 94 ? 'end' : 'middle';
  return html`<text class="tick" x="${left}%" y="${y}" text-anchor="${anchor}"
    >${tickLabel(tick, all)}</text
  >`;
}

function tickLabel(tick: Date, all: readonly Date[]): string {
  const iso = tick.toISOString();
  if (iso.endsWith('T00:00:00.000Z'))
    return `${Number(iso.slice(8, 10))} ${MONTHS[tick.getUTCMonth()] ?? ''}`;
  return all.every((each) => each.getTime() % 60_000 === 0) ? iso.slice(11, 16) : iso.slice(11, 19);
}

/** Short names, January first. */
export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
