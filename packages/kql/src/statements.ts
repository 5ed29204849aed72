import type { SyntaxNode } from './kusto/library.js';
import { children, classOf, elements, isTabular, nameOf, optionalPart, part } from './kusto/syntax.js';
import { hoist, lowerExpression, lowerTabular, report, withAbsentReads, withScope } from './lowering.js';
import type { Env } from './lowering.js';
import { BIN_OPTIONS, optionName } from './options.js';

/** Lowers a `let` and gives the names known after it. https://learn.microsoft.com/kusto/query/let-statement */
export function lowerLet(statement: SyntaxNode, env: Env): Env {
  switch (classOf(statement)) {
    case 'LetStatement':
      return lowerBinding(statement, env);
    case 'SetOptionStatement':
      return lowerOption(statement, env);
    default:
      report(env, 'KQL0104', `A ${classOf(statement)}`, statement);
      return env;
  }
}

/** The options that change answers are kept for `bin_auto`; the others speak of a service that is not here. */
function lowerOption(statement: SyntaxNode, env: Env): Env {
  const name = nameOf(part(statement, 'Name'));
  const clause = optionalPart(statement, 'ValueClause');
  const value = clause === undefined ? undefined : children(clause).at(-1);
  if (value === undefined || !BIN_OPTIONS.includes(name)) {
    report(env, 'KQL0203', 'A set statement', statement);
    return env;
  }
  return withScope(env, [[optionName(name), { kind: 'scalar', expression: lowerExpression(value, env) }]]);
}

function lowerBinding(statement: SyntaxNode, env: Env): Env {
  const name = nameOf(part(statement, 'Name'));
  const value = part(statement, 'Expression');
  if (classOf(value) === 'FunctionDeclaration') {
    const parameters = elements(part(value, 'Parameters'), 'Parameters');
    const body = parameters.length === 0 ? { body: part(value, 'Body') } : {};
    const isView = optionalPart(value, 'ViewKeyword') !== undefined;
    return withScope(env, [[name, { kind: 'function', scope: env.scope, isView, ...body }]]);
  }
  if (isTabular(value)) {
    const { found: rows, absent } = withAbsentReads(env, () => lowerTabular(value, env));
    const once = rows.relation.kind === 'reference' ? rows : hoist(env, rows, name, false);
    return withScope(env, [[name, { kind: 'table', rows: { ...once, name }, absent }]]);
  }
  return withScope(env, [[name, { kind: 'scalar', expression: lowerExpression(value, env) }]]);
}
