import { displayWidth, pad } from './display-width.js';
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

/** Between two fields in one line. */
const BETWEEN = ' · ';

/** Fields one after the other, as many to a line as fit; only one that is too long for a line is broken. */
export function renderFieldFlow(fields: readonly Field[], screen: Screen, indent = ''): readonly string[] {
  const room = screen.width - displayWidth(indent);
  const lines: string[] = [];
  let line = '';
  let width = 0;
  const flush = (): void => {
    if (line !== '') lines.push(indent + line);
    line = '';
    width = 0;
  };
  for (const field of fields) {
    const name = `${visible(field.name)}: `;
    const [first = '', ...more] = wrap(`${name}${visible(field.value)}`, room);
    const cells = displayWidth(first);
    if (more.length > 0 || width + BETWEEN.length + cells > room) flush();
    const painted = first.startsWith(name) ? screen.paint.dim(name) + first.slice(name.length) : first;
    width += line === '' ? cells : BETWEEN.length + cells;
    line = line === '' ? painted : line + BETWEEN + painted;
    if (more.length === 0) continue;
    flush();
    lines.push(...more.map((rest) => indent + rest));
  }
  flush();
  return lines;
}
