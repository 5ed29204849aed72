/**
 * The columns that correlating adds to matches: which of the rules an event matched, when the first event of its
 * window was, and what the type measured.
 */
export const firedColumns = {
  rule: 'rule',
  start: 'window_start',
  measure: 'measure',
} as const;
