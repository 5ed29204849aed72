import type { Json } from '@interloper/sql';

/** The text of a cell of an answer; empty for null. */
export function textCell(cell: Json | undefined): string {
  return typeof cell === 'string' ? cell : '';
}
