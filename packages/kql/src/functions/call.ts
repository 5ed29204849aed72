import { call, long, text } from '@interloper/plan';
import type { Expression, ScalarType } from '@interloper/plan';
import { convert } from '../convert.js';
import { calledBody } from '../expressions/called-body.js';
import { lowerStored } from '../expressions/stored-call.js';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf, classOf, nameOf, part, tupleOf, typeOf } from '../kusto/syntax.js';
import { lowerExpression, refuse } from '../lowering.js';
import type { Env } from '../lowering.js';
import { lowerAggregateCall } from './aggregate-call.js';
import { aggregates } from './aggregates.js';
import { functions } from './index.js';
import { tableFunctions } from './tables.js';
import { windowFunctions } from './windows.js';

/** Lowers a call: of a function of the rule, of an aggregate where one may stand, or of a Kusto function. */
export function lowerCall(node: SyntaxNode, outer: Env): Expression {
  const { tuple, ...env } = outer;
  const value = lowerNamed(node, env);
  const [first] = tupleOf(node) ?? [];
  // Of several values the first stands where one is wanted.
  return first === undefined || tuple === true ? value : component(value, 0, first.type);
}

/** One of the values of a call that gives several. */
export function component(values: Expression, index: number, type: ScalarType | undefined): Expression {
  return convert(call('path', [values, long(index)]), type ?? 'dynamic');
}

function lowerNamed(node: SyntaxNode, env: Env): Expression {
  const name = nameOf(part(node, 'Name'));
  if (env.scope.get(name)?.kind === 'function') {
    const body = calledBody(node, env);
    return body === undefined
      ? refuse(env, 'KQL0102', name, node)
      : lowerExpression(body.expression, body.env);
  }
  if (env.aggregate !== undefined && aggregates[name] !== undefined)
    return lowerAggregateCall(name, node, env);
  const neighbour = windowFunctions[name];
  if (neighbour !== undefined) return neighbour.lower(node, env);
  const ofTable = tableFunctions[name];
  if (ofTable !== undefined) return ofTable.lower(node, env);
  const entry = functions.get(name);
  if (entry === undefined) {
    const stored = lowerStored(node, env, (body) => lowerExpression(body.expression, body.env));
    return stored ?? refuse(env, 'KQL0102', name, node);
  }
  const nodes = argumentsOf(node);
  const args = nodes.map((argument) =>
    // A star stands for columns, which the function takes from the row.
    classOf(argument) === 'StarExpression'
      ? text('*')
      : lowerExpression(
          classOf(argument) === 'SimpleNamedExpression' ? part(argument, 'Expression') : argument,
          env,
        ),
  );
  return entry.lower({
    name,
    args,
    nodes,
    node,
    env,
    type: typeOf(node) ?? 'dynamic',
    arg(index) {
      const found = args[index];
      if (found === undefined) throw new Error(`${name} lacks its argument ${index + 1}`);
      return found;
    },
    refuse: (what) => refuse(env, 'KQL0104', what, node),
    notConstant: (what) => refuse(env, 'KQL0105', what, node),
  });
}
