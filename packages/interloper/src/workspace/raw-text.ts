import { pruneColumns, walkRelations } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { rawColumn } from '@interloper/sources';
import type { Reader } from '@interloper/sql';
import { joinRaw } from '../ingest/raw-text.js';

/** True when a plan reads the raw text of records, rather than merely being able to. */
export function needsRaw(plan: Relation): boolean {
  let found = false;
  walkRelations(pruneColumns(plan), (relation) => {
    found ||= relation.kind === 'scan' && relation.columns.some(({ name }) => name === rawColumn);
  });
  return found;
}

/** A reader that takes raw text from where it is kept, for the plans that read it. */
export function withRawText(reader: Reader): Reader {
  const prepare: Reader['prepare'] = (relation, options) =>
    reader.prepare(joinRaw(pruneColumns(relation)), options);
  return {
    ...reader,
    prepare,
    query: async (relation, options) => reader.run(prepare(relation), options),
    keep: async (relation, options) => reader.keep(joinRaw(pruneColumns(relation)), options),
  };
}
