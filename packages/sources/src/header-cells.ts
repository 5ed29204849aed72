import { nullOf } from '@interloper/plan';
import type { Expression, ReadField } from '@interloper/plan';
import { filled, firstOf, textField } from './expressions.js';
import type { ObservedNames } from './source.js';

/**
 * Cells of a table by its header: `cell` gives the first that is filled of those called so, null where the table has
 * none of them, and notes it in `fields`. Headers vary in case and blanks: `Actor Type` is `ActorType`.
 */
export interface HeaderCells {
  readonly cell: (...headers: readonly string[]) => Expression;
  /** What `cell` was asked for, to be read. */
  readonly fields: readonly ReadField[];
}

/** The cells of a table with those headers; `clean` is done to each text first. */
export function headerCells(
  observed: ObservedNames,
  clean: (value: Expression) => Expression = (value) => value,
): HeaderCells {
  const written = new Map<string, string>();
  for (const name of observed.names) {
    const key = headerKey(name);
    if (!written.has(key)) written.set(key, name);
  }
  const fields: ReadField[] = [];
  const cell = (...headers: readonly string[]): Expression => {
    const seen = headers.flatMap((header) => {
      const name = written.get(headerKey(header));
      return name === undefined ? [] : [{ header, name }];
    });
    for (const { header, name } of seen) {
      if (fields.every((field) => field.name !== header))
        fields.push({ name: header, type: 'string', path: [name] });
    }
    return seen.length === 0
      ? nullOf('string')
      : firstOf(...seen.map(({ header }) => filled(clean(textField(header)))));
  };
  return { cell, fields };
}

/** A header as compared: without blanks, in lower case. */
export function headerKey(header: string): string {
  return header.replaceAll(/\s+/g, '').toLowerCase();
}
