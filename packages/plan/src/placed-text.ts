import type { Diagnostic, Span } from './diagnostics.js';

/**
 * A text made from another (a rule taken out of a YAML file, macros put in their place), and where each of its
 * characters comes from: offsets in the other text, `ends` exclusive. Characters of one origin share its place.
 */
export interface PlacedText {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Where a span of a placed text stands in the text it was made from. */
export function placedSpan({ text, starts, ends }: PlacedText, { start, end }: Span): Span {
  const last = ends[text.length - 1] ?? 0;
  const from = starts[start] ?? last;
  const to = end > start ? (ends[Math.min(end, text.length) - 1] ?? last) : from;
  return { start: from, end: Math.max(from, to) };
}

/** The diagnostics of a placed text, at their places in the text it was made from. */
export function placedDiagnostics(
  placed: PlacedText,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  return diagnostics.map((each) =>
    each.span === undefined ? each : { ...each, span: placedSpan(placed, each.span) },
  );
}

/** A text made from a placed text, placed where that one is. */
export function placedWithin(outer: PlacedText, inner: PlacedText): PlacedText {
  const placed = inner.starts.map((start, at) => placedSpan(outer, { start, end: inner.ends[at] ?? start }));
  return {
    text: inner.text,
    starts: placed.map(({ start }) => start),
    ends: placed.map(({ end }) => end),
  };
}
