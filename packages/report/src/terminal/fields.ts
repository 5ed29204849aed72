import { displayWidth, pad } from './display-width.js';
import { plain } from './paint.js';
import type { Screen } from './paint.js';
import { visible } from './visible.js';
import { wrap } from './wrap.js';

/** A name and its value, neither made safe yet. */
export interface Field {
  readonly name: string;
  readonly value: string;
}

/** Names in one column, values in the next; long values go on under themselves. */
export function renderFields(fields: readonly Field[], screen: Screen, indent = ''): readonly string[] {
  const shown = fields.map(({ name, value }) => ({ name: visible(name), value: visible(value) }));
  const inner = screen.width - displayWidth(indent);
  const longest = Math.max(0, ...shown.map(({ name }) => displayWidth(name)));
  const column = Math.min(longest, Math.max(8, Math.floor(inner * 0.45)));
  return shown.flatMap(({ name, value }) => {
    const names = wrap(name, column);
    const values = wrap(value, inner - column - 2);
    const height = Math.max(names.length, values.length);
    return Array.from({ length: height }, (_, index) => {
      const left = screen.paint.dim(pad(names[index] ?? '', column));
      return `${indent}${left}  ${values[index] ?? ''}`.trimEnd();
    });
  });
}

/** From this width on, fields stand in two columns. */
const WIDE = 140;

/** As `renderFields`, in two columns where the screen is wide: the first half of the fields left, the second right. */
export function renderFieldColumns(fields: readonly Field[], screen: Screen, indent = ''): readonly string[] {
  if (screen.width < WIDE) return renderFields(fields, screen, indent);
  const gap = 3;
  const room = Math.floor((screen.width - displayWidth(indent) - gap) / 2);
  const middle = Math.ceil(fields.length / 2);
  // Painted last, so that the width of the left half can be measured.
  const bare = { width: room, paint: plain };
  const left = renderFields(fields.slice(0, middle), bare);
  const right = renderFields(fields.slice(middle), bare);
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) =>
    `${indent}${pad(left[index] ?? '', room)}${' '.repeat(gap)}${right[index] ?? ''}`.trimEnd(),
  );
}
