import { call, column, text } from '@interloper/plan';
import type { Expression, FileContainer, NamedExpression, Relation } from '@interloper/plan';
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
  // A record that is read whole still has its place at the front.
  const whole = numbered ? fields.filter(({ path }) => path?.length === 0) : [];
  const input: Relation =
    whole.length === 0
      ? read
      : {
          kind: 'extend',
          input: read,
          columns: whole.map(({ name, type }) => ({ name, expression: withoutPlace(column(name, type)) })),
        };
  const passed = place.map(({ name, expression }) => ({ name, expression: column(name, expression.type) }));
  return {
    kind: 'project',
    input: { kind: 'project', input, columns: [...values, ...place] },
    columns: [...columns, ...passed],
  };
}

/** What the salvage puts in front of a record; see `createSlowPath`. */
const PLACE = String.raw`^\{"_file":"(?:[^"\\]|\\.)*","_record":"\d+",?`;

/** A record that the salvage wrote (text, or JSON as it stands there) as it was before. */
export function withoutPlace(record: Expression): Expression {
  const written = call('replaceRegex', [call('toText', [record]), text(PLACE), text('{')]);
  return record.type === 'dynamic' ? call('parseJson', [written]) : written;
}
