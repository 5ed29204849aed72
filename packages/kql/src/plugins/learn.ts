import type { Relation } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';

/**
 * Asks for what only the data tells: the columns of a plugin's answer. `question` gives a row for each, of its name and
 * its type (as a rule writes it). The rule is compiled again when there is an answer; until then it is refused.
 */
export function learn(node: SyntaxNode, env: Env, question: Relation): Rows {
  const { context } = env;
  if (context.pending === undefined && context.canLearn(node)) {
    context.pending = { question, at: node.TextStart + node.Width };
  }
  return refuseRows(env, 'KQL0106', 'What the columns of this plugin are', node);
}
