import type { Column } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { boundColumns, nameOf, optionalPart, part } from '../kusto/syntax.js';
import { refuseRows } from '../lowering.js';
import { plugins } from '../plugins/registry.js';
import { refusedName } from '../refused.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/evaluate-operator */
export const evaluate: Operator = {
  name: 'evaluate',
  classes: ['EvaluateOperator'],
  support: 'partial',
  note: 'with the plugins listed as `evaluate NAME`',
  page: 'evaluate-operator',
  ownOrder: true,
  lower(node, input, env) {
    const call = part(node, 'FunctionCall');
    const name = nameOf(part(call, 'Name'));
    const plugin = plugins[name];
    if (plugin === undefined) return refuseRows(env, 'KQL0101', refusedName(name, `evaluate ${name}`), node);
    const schema = schemaOf(node);
    if (schema !== undefined && plugin.open !== true) {
      return refuseRows(env, 'KQL0104', `evaluate ${name} with a schema`, node);
    }
    return plugin.lower(call, input, env, schema);
  },
};

/** The columns that the rule states behind a colon, as the binder has them. */
function schemaOf(node: SyntaxNode): readonly Column[] | undefined {
  if (optionalPart(node, 'Schema') === undefined) return undefined;
  return (boundColumns(node) ?? []).map(({ name, type }) => ({ name, type: type ?? 'dynamic' }));
}
