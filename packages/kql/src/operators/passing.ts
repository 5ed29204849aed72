import { calledBody } from '../expressions/called-body.js';
import type { CalledBody } from '../expressions/called-body.js';
import { lowerStored } from '../expressions/stored-call.js';
import { elements, nameOf, parametersOf, part, wordOf } from '../kusto/syntax.js';
import { hoist, lowerTabular, refuseRows, report } from '../lowering.js';
import type { Rows } from '../lowering.js';
import { extended } from './extend.js';
import type { Operator } from './operator.js';

/**
 * Names the rows, for `union withsource` and for what follows in the pipe.
 * https://learn.microsoft.com/kusto/query/as-operator
 */
export const as: Operator = {
  name: 'as',
  classes: ['AsOperator'],
  support: 'supported',
  page: 'as-operator',
  lower(node, input, env) {
    const name = nameOf(part(node, 'Name'));
    const hint = parametersOf(node).get('hint.materialized');
    const once = hint !== undefined && wordOf(hint).toLowerCase() === 'true';
    const rows: Rows = { ...hoist(env, input, name, once), name };
    env.context.named.set(node, { kind: 'table', rows });
    return rows;
  },
};

/** A hint for charts, which a table of rows does not need. https://learn.microsoft.com/kusto/query/render-operator */
export const render: Operator = {
  name: 'render',
  classes: ['RenderOperator'],
  support: 'supported',
  page: 'render-operator',
  keepsParts: true,
  lower: (_node, input) => input,
};

/** https://learn.microsoft.com/kusto/query/serialize-operator */
export const serialize: Operator = {
  name: 'serialize',
  classes: ['SerializeOperator'],
  support: 'supported',
  page: 'serialize-operator',
  keepsParts: true,
  lower: (node, input, env) =>
    elements(node, 'Expressions').length === 0 ? input : extended(node, input, env),
};

/** https://learn.microsoft.com/kusto/query/consume-operator */
export const consume: Operator = {
  name: 'consume',
  classes: ['ConsumeOperator'],
  support: 'supported',
  page: 'consume-operator',
  keepsParts: true,
  lower: (_node, input) => ({ ...input, relation: { kind: 'limit', input: input.relation, count: 0 } }),
};

/** Calls a function of the rule with the rows as its first argument. https://learn.microsoft.com/kusto/query/invoke-operator */
export const invoke: Operator = {
  name: 'invoke',
  classes: ['InvokeOperator'],
  support: 'supported',
  page: 'invoke-operator',
  lower(node, input, env) {
    const call = part(node, 'Function');
    const { context } = env;
    const inside = ({ expression, env: { scope } }: CalledBody): Rows =>
      lowerTabular(expression, { context, scope });
    const stored = lowerStored(call, env, inside, input);
    if (stored !== undefined) return stored;
    const body = calledBody(call, env, input);
    if (body === undefined) {
      report(env, 'KQL0102', nameOf(part(call, 'Name')), call);
      return refuseRows(env, 'KQL0101', 'invoke', node);
    }
    return inside(body);
  },
};
