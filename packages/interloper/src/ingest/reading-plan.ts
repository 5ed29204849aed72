import { call, column } from '@interloper/plan';
import type { FileContainer, NamedExpression, Relation } from '@interloper/plan';
import type { ObservedNames, ReadOptions, Shape } from '@interloper/sources';

/** Files that one plan reads: the same container, shape and spelling of names. */
export interface FileGroup {
  readonly shape: Shape;
  readonly container: FileContainer;
  readonly compression?: 'none' | 'gzip';
  readonly observed: ObservedNames;
  readonly options: ReadOptions;
}

/**
 * The plan that reads files of a group into rows of the source's dataset, in the order of files and records.
 * With `numbered`, each record says itself where it comes from (`_file`, `_record`), as the salvage writes it.
 */
export function readingPlan(group: FileGroup, files: readonly string[], numbered = false): Relation {
  const { fields, values, columns } = group.shape.read(group.observed, group.options);
  const file: NamedExpression = { name: '_file', expression: column('_file', 'string') };
  const number: NamedExpression = {
    name: '_record',
    expression: call('toLong', [column('_record', 'string')]),
  };
  const place = numbered ? [file, number] : [file];
  const read: Relation = {
    kind: 'readFiles',
    container: group.container,
    files,
    ...(group.compression === undefined ? {} : { compression: group.compression }),
    fields: numbered
      ? [{ name: '_file', type: 'string' }, { name: '_record', type: 'string' }, ...fields]
      : fields,
    ...(numbered ? {} : { fileColumn: '_file' }),
  };
  const passed = place.map(({ name, expression }) => ({ name, expression: column(name, expression.type) }));
  return {
    kind: 'project',
    input: { kind: 'project', input: read, columns: [...values, ...place] },
    columns: [...columns, ...passed],
  };
}
