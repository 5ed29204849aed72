import type { Column } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { argumentsOf, classOf, nameOf, part } from '../kusto/syntax.js';
import type { Env, Rows } from '../lowering.js';

/** A plugin of `evaluate`: its call, the rows before it, the columns that the rule states, and what comes out. */
export type Plugin = (call: SyntaxNode, input: Rows, env: Env, schema?: readonly Column[]) => Rows;

/** The arguments of a plugin, those given by name apart from those given by place. */
export interface PluginArguments {
  readonly positional: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, SyntaxNode>;
}

export function pluginArguments(call: SyntaxNode): PluginArguments {
  const written = argumentsOf(call);
  const isNamed = (node: SyntaxNode): boolean => classOf(node) === 'SimpleNamedExpression';
  return {
    positional: written.filter((node) => !isNamed(node)),
    named: new Map(
      written.filter(isNamed).map((node) => [nameOf(part(node, 'Name')), part(node, 'Expression')]),
    ),
  };
}
