import { displayWidth, pad } from './display-width.js';
import { renderFields } from './fields.js';
import type { Screen } from './paint.js';
import { visible } from './visible.js';
import { wrap } from './wrap.js';

/** A column of a table. */
export interface TableColumn {
  readonly name: string;
  /** Numbers stand right. */
  readonly align?: 'left' | 'right';
}

/** Columns that must shrink to fit are not made narrower than this. */
const NARROWEST = 12;
const GAP = 2;

/**
 * Rows as a table no wider than the screen: each column as wide as it needs; else the widest are narrowed and their
 * cells wrapped; else, when even that is too wide, one row under the other, a line to a field. Nothing is cut off.
 */
export function renderTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  screen: Screen,
  indent = '',
): readonly string[] {
  const names = columns.map(({ name }) => visible(name));
  const cells = rows.map((row) => columns.map((_, index) => visible(row[index] ?? '')));
  const room = screen.width - displayWidth(indent) - GAP * (columns.length - 1);
  if (room < columns.length) return renderRecords(columns, rows, screen, indent);
  const natural = names.map((name, index) =>
    Math.min(room, Math.max(displayWidth(name), widestCell(cells, index))),
  );
  const widths = fit(natural, names.map(displayWidth), room);
  if (widths === undefined) return renderRecords(columns, rows, screen, indent);
  const rule = screen.paint.dim(widths.map((width) => '─'.repeat(width)).join(' '.repeat(GAP)));
  return [
    ...lineUp(names, columns, widths).map((line) => indent + screen.paint.bold(line)),
    indent + rule,
    ...cells.flatMap((row) => lineUp(row, columns, widths).map((line) => indent + line)),
  ];
}

function widestCell(rows: readonly (readonly string[])[], index: number): number {
  // Not Math.max(...rows): a million arguments are too many.
  return rows.reduce((widest, row) => Math.max(widest, displayWidth(row[index] ?? '')), 0);
}

/** Column widths that fit the room, or undefined. Headers and what is narrow already keep their width. */
function fit(
  natural: readonly number[],
  headers: readonly number[],
  room: number,
): readonly number[] | undefined {
  const floor = natural.map((width, index) => Math.min(width, Math.max(NARROWEST, headers[index] ?? 0)));
  if (sum(floor) > room) return undefined;
  const widths = [...natural];
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    // The column that can give most gives a cell: the widths end up even.
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      const gives = width > (floor[index] ?? 0);
      if (gives && (widest === -1 || width > (widths[widest] ?? 0))) widest = index;
    }
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function lineUp(
  cells: readonly string[],
  columns: readonly TableColumn[],
  widths: readonly number[],
): readonly string[] {
  const wrapped = cells.map((cell, index) => wrap(cell, widths[index] ?? 1));
  const height = Math.max(1, ...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((lines, index) =>
        pad(lines[line] ?? '', widths[index] ?? 0, columns[index]?.align === 'right' ? 'right' : 'left'),
      )
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

function renderRecords(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  screen: Screen,
  indent: string,
): readonly string[] {
  return rows.flatMap((row, number) => [
    indent + screen.paint.bold(`── row ${number + 1} `),
    ...renderFields(
      columns.map(({ name }, index) => ({ name, value: row[index] ?? '' })),
      screen,
      indent,
    ),
  ]);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
