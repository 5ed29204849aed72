import type { SyntaxNode } from '../kusto/library.js';
import {
  argumentsOf,
  classOf,
  elements,
  isTabular,
  items,
  nameOf,
  optionalPart,
  part,
  typeNamed,
} from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, scalarBinding } from '../lowering.js';
import type { Binding, Env, Rows } from '../lowering.js';
import { convert } from '../convert.js';
import { lowerLet } from '../statements.js';

/** The expanded body of a function of the rule, and the names it sees. */
export interface CalledBody {
  readonly expression: SyntaxNode;
  readonly env: Env;
}

/**
 * The body of the function a node calls; undefined when the binder has none. `piped` are the rows that `invoke` puts
 * before the arguments. The body sees the names known where the function was declared, and its parameters.
 */
export function calledBody(node: SyntaxNode, env: Env, piped?: Rows): CalledBody | undefined {
  const body = node.GetCalledFunctionBody?.() ?? undefined;
  if (body === undefined) return undefined;
  env.context.calls.set(body, node);
  const name = classOf(node) === 'FunctionCallExpression' ? nameOf(part(node, 'Name')) : nameOf(node);
  const declared = env.scope.get(name);
  // A stored function sees no name of the rule that calls it.
  const scope = declared?.kind === 'function' ? declared.scope : new Map<string, Binding>();
  const bindings = boundParameters(node, env, piped);
  let inner: Env = { context: env.context, scope: new Map([...scope, ...bindings]) };
  if (env.rows !== undefined) inner = { ...inner, rows: env.rows };
  for (const statement of elements(body, 'Statements')) inner = lowerLet(statement, inner);
  const expression = optionalPart(body, 'Expression');
  return expression === undefined ? undefined : { expression, env: inner };
}

/** A parameter of a function symbol of the binder. */
interface Parameter {
  readonly Name: string;
  readonly DefaultValue?: SyntaxNode | null;
  readonly DeclaredTypes?: { readonly Count: number; getItem(index: number): { readonly Name: string } };
}

interface Signatures {
  readonly Signatures?: {
    readonly Count: number;
    getItem(index: number): {
      readonly Parameters: { readonly Count: number; getItem(index: number): Parameter };
    };
  };
}

function boundParameters(
  node: SyntaxNode,
  env: Env,
  piped: Rows | undefined,
): readonly (readonly [string, Binding])[] {
  const reference = classOf(node) === 'FunctionCallExpression' ? part(node, 'Name') : node;
  const symbol = (node.ReferencedSymbol ?? reference.ReferencedSymbol ?? {}) as Signatures;
  const signature = symbol.Signatures?.getItem(0);
  const parameters = items(signature?.Parameters);
  const given = [...argumentsOf(node)];
  const named = new Map<string, SyntaxNode>();
  const positional = given.filter((argument) => {
    if (classOf(argument) !== 'SimpleNamedExpression') return true;
    named.set(nameOf(part(argument, 'Name')), part(argument, 'Expression'));
    return false;
  });
  let next = 0;
  return parameters.flatMap((parameter, index): readonly (readonly [string, Binding])[] => {
    if (piped !== undefined && index === 0) return [[parameter.Name, { kind: 'table', rows: piped }]];
    const byName = named.get(parameter.Name);
    const argument = byName ?? positional[next];
    if (byName === undefined) next += 1;
    const value = argument ?? parameter.DefaultValue ?? undefined;
    if (value === undefined || value === null) return [];
    if (isTabular(value)) {
      const { context, scope } = env;
      return [[parameter.Name, { kind: 'table', rows: lowerTabular(value, { context, scope }) }]];
    }
    const expression = lowerExpression(value, env);
    const types = items(parameter.DeclaredTypes).map((type) => typeNamed(type.Name));
    const [only] = types;
    const typed = types.length === 1 && only !== undefined ? convert(expression, only) : expression;
    return [[parameter.Name, scalarBinding(typed, env)]];
  });
}
