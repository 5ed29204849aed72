import { or } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { Env } from '../lowering.js';
import { allColumns } from '../text.js';

/** A test of every column of the row in scope: true when any passes. `*` stands for them. */
export function anyColumn(env: Env, test: (value: Expression) => Expression | undefined): Expression {
  const columns = env.rows === undefined ? [] : allColumns(env.rows);
  return or(...columns.flatMap(({ expression }) => test(expression) ?? []));
}
