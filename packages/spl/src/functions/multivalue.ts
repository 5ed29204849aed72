import type { Expression } from '@interloper/plan';
import { call, lambda, long, nullOf, variable } from '@interloper/plan';
import { asList, asNumber, asText, isNullLiteral } from '../lower/values.js';
import type { Expr } from '../syntax/tree.js';
import type { FunctionCall, FunctionFamily } from './definition.js';
import { refused } from './definition.js';

/** Search Reference: Multivalue eval functions. A single value counts as a list of one. */
export const multivalue: FunctionFamily = {
  mvappend: {
    arity: [1, Infinity],
    lower: (fn) => {
      const values = fn.nodes.map((_, index) => fn.value(index)).filter((value) => !isNullLiteral(value));
      const lists = values.map((value) => (value.type === 'multivalue' ? value : asText(value)));
      return lists.length === 0 ? nullOf('multivalue') : call('mvAppend', lists);
    },
  },
  mvcount: { arity: [1, 1], lower: (fn) => ofList(fn, 'long', (list) => call('mvCount', [list])) },
  mvdedup: { arity: [1, 1], lower: (fn) => ofList(fn, 'multivalue', (list) => call('mvDedup', [list])) },
  mvsort: { arity: [1, 1], lower: (fn) => ofList(fn, 'multivalue', (list) => call('mvSort', [list])) },
  mvindex: {
    arity: [2, 3],
    lower: (fn) =>
      ofList(fn, 'string', (list) => {
        const from = position(fn, 1);
        return fn.nodes.length === 2
          ? call('mvFirst', [call('mvIndex', [list, from, from])])
          : call('mvIndex', [list, from, position(fn, 2)]);
      }),
  },
  mvjoin: {
    arity: [2, 2],
    lower: (fn) => ofList(fn, 'string', (list) => call('mvJoin', [list, asText(fn.value(1))])),
  },
  split: {
    arity: [2, 2],
    lower: (fn) => {
      const value = asText(fn.value(0));
      const separator = fn.value(1);
      if (isNullLiteral(value)) return nullOf('multivalue');
      return call('mvSplit', [value, asText(separator)]);
    },
  },
  mvfilter: {
    arity: [1, 1],
    lower: (fn) => {
      const names = fieldsIn(fn.nodes[0]);
      const [name] = names;
      if (name === undefined || names.length > 1) return fn.refuse('the condition must be over one field', 0);
      const list = asList(fn.lower({ kind: 'field', name, span: spanOf(fn) }, fn.scope));
      const inner = bind(fn, name);
      const node = fn.nodes[0];
      if (node === undefined || isNullLiteral(list)) return nullOf('multivalue');
      return call('mvFilter', [list, lambda('value', fn.lowerCondition(node, inner, true))]);
    },
    partial: 'the condition is over one field',
  },
  mvmap: {
    arity: [2, 3],
    lower: (fn) => {
      const [field, node] = fn.nodes;
      if (field?.kind !== 'field' || node === undefined || fn.nodes.length > 2) {
        return fn.refuse('the first argument must be a field and the second an expression', 0);
      }
      const list = asList(fn.value(0));
      if (isNullLiteral(list)) return nullOf('multivalue');
      const body = fn.lower(node, bind(fn, field.name));
      if (body.type === 'multivalue') return fn.refuse('each value must give one value', 1);
      return call('mvMap', [list, lambda('value', asText(body))]);
    },
    partial: 'the first argument is a field',
  },
  mvfind: refused('it is not there yet'),
  mvzip: refused('it is not there yet'),
  mvrange: refused('it is not there yet'),
};

function ofList(
  fn: FunctionCall,
  type: 'long' | 'multivalue' | 'string',
  build: (list: Expression) => Expression,
): Expression {
  const value = fn.value(0);
  return isNullLiteral(value) ? nullOf(type) : build(asList(value));
}

function position(fn: FunctionCall, index: number): Expression {
  const value = asNumber(fn.value(index));
  if (isNullLiteral(value)) {
    fn.refuse('the position must be a number', index);
    return long(0);
  }
  return value.type === 'long' ? value : call('toLong', [value]);
}

/** The scope in which a field's name stands for one of its values. */
function bind(fn: FunctionCall, name: string): FunctionCall['scope'] {
  const variables = new Map(fn.scope.variables);
  variables.set(name, variable('value', 'string'));
  return { ...fn.scope, variables };
}

function spanOf(fn: FunctionCall): Expr['span'] {
  return fn.nodes[0]?.span ?? { start: 0, end: 0 };
}

/** The names of the fields an expression reads. */
function fieldsIn(node: Expr | undefined): readonly string[] {
  const names = new Set<string>();
  const visit = (expr: Expr): void => {
    switch (expr.kind) {
      case 'field':
        names.add(expr.name);
        break;
      case 'call':
        expr.args.forEach(visit);
        break;
      case 'unary':
        visit(expr.operand);
        break;
      case 'binary':
        visit(expr.left);
        visit(expr.right);
        break;
      case 'in':
        visit(expr.value);
        expr.list.forEach(visit);
        break;
      case 'text':
      case 'number':
        break;
    }
  };
  if (node !== undefined) visit(node);
  return [...names];
}
