import { columnsOf } from '@interloper/plan';
import type { Relation } from '@interloper/plan';
import { AnswerTooLarge } from '../engine.js';
import type { Json, Reader, ResultSet, RunOptions } from '../engine.js';
import { shareScans } from './share-scans.js';

/** Fewer inputs are quicker as one statement. */
const FEWEST_INPUTS = 8;
/** As many values as an engine gives at most. */
const MOST_CELLS = 40_000_000;

/**
 * Answers a plan as `reader.query` does. One that holds many questions, as a text with many rules is, has them answered
 * together, one after the other in its answer.
 */
export async function answerUnion(
  relation: Relation,
  reader: Reader,
  options: RunOptions,
): Promise<ResultSet> {
  if (relation.kind !== 'union' || relation.inputs.length < FEWEST_INPUTS) {
    return reader.query(relation, options);
  }
  const questions = relation.inputs.map((input) => ({ relation: input, repeated: false }));
  const shared = await shareScans(questions, reader, options);
  const columns = columnsOf(relation).map(({ name, type }) => ({ name, type }));
  const rows: (readonly Json[])[] = [];
  try {
    for (const question of questions) {
      const answer = await shared.answer(question);
      for (const row of answer.rows) rows.push(row);
      if (rows.length * columns.length > MOST_CELLS) throw new AnswerTooLarge(rows.length, columns.length);
    }
  } finally {
    await shared.release();
  }
  return { columns, rows };
}
