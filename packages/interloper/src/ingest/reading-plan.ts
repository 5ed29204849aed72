import { column } from '@interloper/plan';
import type { FileContainer, Relation } from '@interloper/plan';
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
 * With `numbered`, each record says which it is (`_file`, `_record`), as in files the salvage wrote.
 */
export function readingPlan(group: FileGroup, files: readonly string[], numbered = false): Relation {
  const { fields, columns } = group.shape.read(group.observed, group.options);
  const own = [{ name: '_file', expression: column('_file', 'string') }];
  const record = {
    name: '_record',
    expression: { kind: 'call', fn: 'toLong', type: 'long', args: [column('_record', 'string')] },
  } as const;
  return {
    kind: 'project',
    input: {
      kind: 'readFiles',
      container: group.container,
      files,
      ...(group.compression === undefined ? {} : { compression: group.compression }),
      fields: numbered
        ? [{ name: '_file', type: 'string' }, { name: '_record', type: 'string' }, ...fields]
        : fields,
      ...(numbered ? {} : { fileColumn: '_file' }),
    },
    columns: [...columns, ...own, ...(numbered ? [record] : [])],
  };
}
