import { and, call as apply, columnsOf, long } from '@interloper/plan';
import type { Expression, JoinColumn } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool } from '../expressions/constants.js';
import { isInIpv6, prefixOf } from '../functions/network.js';
import type { SyntaxNode } from '../kusto/library.js';
import { classOf, nameOf } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { freeName } from '../operators/computed.js';
import { columnValue } from '../text.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

/** An address lies in a network: written so that each half looks at one side, which engines can sort and merge. */
function inIpv4(address: Expression, network: Expression): Expression {
  const first = apply('addressNumber', [network]);
  const host = apply('subtract', [long(32), prefixOf(network, 32)], 'long');
  const last = apply(
    'add',
    [first, apply('subtract', [apply('shiftLeft', [long(1), host]), long(1)], 'long')],
    'long',
  );
  const number = apply('addressNumber', [address]);
  return and(apply('ge', [number, first]), apply('le', [number, last]));
}

/** Rows with the rows of a lookup table whose network holds the address. https://learn.microsoft.com/kusto/query/ipv4-lookup-plugin */
export const ipv4Lookup: Plugin = (call, input, env) => lookup(call, input, env, inIpv4, 'left');

/** As ipv4_lookup; the engine puts the lookup table's columns first. https://learn.microsoft.com/kusto/query/ipv6-lookup-plugin */
export const ipv6Lookup: Plugin = (call, input, env) => lookup(call, input, env, isInIpv6, 'right');

function lookup(
  call: SyntaxNode,
  input: Rows,
  env: Env,
  holds: (address: Expression, network: Expression) => Expression,
  first: 'left' | 'right',
): Rows {
  const { positional, named } = pluginArguments(call);
  const [table, address, network, ...rest] = positional;
  if (
    table === undefined ||
    address === undefined ||
    network === undefined ||
    (input.carried ?? []).length > 0
  ) {
    return refuseRows(env, 'KQL0104', 'This call of an address lookup', call);
  }
  const { context, scope } = env;
  const right = lowerTabular(table, { context, scope });
  const keys = rest.filter((node) => classOf(node) === 'NameReference');
  const flag = named.get('return_unmatched') ?? rest.find((node) => !keys.includes(node));
  const unmatched = flag === undefined ? false : constantBool(lowerExpression(flag, env));
  const others = [...named.keys()].some((name) => name !== 'return_unmatched');
  if (unmatched === undefined || others) {
    return refuseRows(env, 'KQL0105', 'return_unmatched', call);
  }
  const side = (rows: Rows, node: SyntaxNode, of: 'left' | 'right'): Expression | undefined => {
    const found = columnsOf(rows.relation).find(({ name }) => name === nameOf(node));
    return found === undefined ? undefined : columnValue(rows, found.name, found.type, of);
  };
  const [one, other] = [side(input, address, 'left'), side(right, network, 'right')];
  const extra = keys.map((node) => [side(input, node, 'left'), side(right, node, 'right')] as const);
  if (
    one === undefined ||
    other === undefined ||
    extra.some(([a, b]) => a === undefined || b === undefined)
  ) {
    return refuseRows(env, 'KQL0104', 'An address lookup by something that is no column', call);
  }
  const same = extra.flatMap(([a, b]) => (a === undefined || b === undefined ? [] : [apply('same', [a, b])]));
  const columns = outputColumns(input, right, first);
  const rightTexts = texts(right);
  return {
    relation: {
      kind: 'join',
      flavour: unmatched ? 'left' : 'inner',
      left: input.relation,
      right: right.relation,
      condition: and(holds(convert(one, 'string'), convert(other, 'string')), ...same),
      columns,
    },
    nullable: new Set(
      columns
        .filter(({ side: of, source }) =>
          of === 'left'
            ? input.nullable.has(source)
            : right.nullable.has(source) || (unmatched && rightTexts.has(source)),
        )
        .map(({ name }) => name),
    ),
  };
}

function texts(rows: Rows): ReadonlySet<string> {
  return new Set(
    columnsOf(rows.relation)
      .filter(({ type }) => type === 'string')
      .map(({ name }) => name),
  );
}

function outputColumns(left: Rows, right: Rows, first: 'left' | 'right'): readonly JoinColumn[] {
  const of = (rows: Rows, side: 'left' | 'right'): readonly JoinColumn[] =>
    columnsOf(rows.relation).map(({ name }) => ({ name, side, source: name }));
  const taken = new Set<string>();
  const ordered =
    first === 'left'
      ? [...of(left, 'left'), ...of(right, 'right')]
      : [...of(right, 'right'), ...of(left, 'left')];
  return ordered.map((item) => {
    const name = freeName(item.name, taken);
    taken.add(name);
    return { ...item, name };
  });
}
