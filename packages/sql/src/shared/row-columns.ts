import type { Column } from '@interloper/plan';

/** What a dataset calls the number of a row. */
export const ROW = { name: '_row', type: 'long' } as const satisfies Column;

/** The number of a row of a dataset, among rows that are kept beside it. */
export const NUMBER = { name: '\u2192number', type: 'long' } as const satisfies Column;

/** For which reading a row was found. */
export const MARK = { name: '\u2192mark', type: 'long' } as const satisfies Column;
