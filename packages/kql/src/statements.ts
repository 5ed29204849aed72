import { nullOf } from '@interloper/plan';
import { convert } from './convert.js';
import type { SyntaxNode } from './kusto/library.js';
import {
  children,
  classOf,
  elements,
  isTabular,
  nameOf,
  optionalPart,
  part,
  typeNamed,
  wordOf,
} from './kusto/syntax.js';
import {
  hoist,
  lowerExpression,
  lowerTabular,
  report,
  scalarBinding,
  withAbsentReads,
  withScope,
} from './lowering.js';
import type { Env } from './lowering.js';
import { BIN_OPTIONS, optionName } from './options.js';

/** Lowers a `let` and gives the names known after it. https://learn.microsoft.com/kusto/query/let-statement */
export function lowerLet(statement: SyntaxNode, env: Env): Env {
  switch (classOf(statement)) {
    case 'LetStatement':
      return lowerBinding(statement, env);
    case 'SetOptionStatement':
      return lowerOption(statement, env);
    case 'QueryParametersStatement':
      return lowerParameters(statement, env);
    case 'PatternStatement':
      return lowerPattern(statement, env);
    case 'AliasStatement':
      report(env, 'KQL0203', 'An alias of a database', statement);
      return env;
    default:
      report(env, 'KQL0104', STATEMENTS[classOf(statement)] ?? 'This statement', statement);
      return env;
  }
}

/** Statements that are refused, as a rule spells them. */
const STATEMENTS: Readonly<Record<string, string | undefined>> = {
  RestrictStatement: '`restrict access`',
};

/**
 * Parameters of a rule have their defaults: nobody gives others.
 * https://learn.microsoft.com/kusto/query/query-parameters-statement
 */
function lowerParameters(statement: SyntaxNode, env: Env): Env {
  return elements(statement, 'Parameters').reduce((inner, parameter) => {
    const declared = part(parameter, 'NameAndType');
    const name = nameOf(part(declared, 'Name'));
    const type = typeNamed(wordOf(part(declared, 'Type'))) ?? 'dynamic';
    const given = optionalPart(parameter, 'DefaultValue');
    if (given === undefined)
      report(env, 'KQL0104', `The query parameter ${name} without a default`, parameter);
    const expression =
      given === undefined ? nullOf(type) : convert(lowerExpression(part(given, 'Value'), env), type);
    return withScope(inner, [[name, { kind: 'scalar', expression }]]);
  }, env);
}

/** https://learn.microsoft.com/kusto/query/pattern-statement */
function lowerPattern(statement: SyntaxNode, env: Env): Env {
  const pattern = optionalPart(statement, 'Pattern');
  const matches = pattern === undefined ? [] : elements(pattern, 'Patterns');
  return withScope(env, [[nameOf(part(statement, 'Name')), { kind: 'pattern', scope: env.scope, matches }]]);
}

/** Options that change which rows are seen, or when they are. */
const CHANGING = /^(?:request_)?query_(?:now|datetimescope_)/;

/** The options that change answers are kept for `bin_auto`; the others speak of a service that is not here. */
function lowerOption(statement: SyntaxNode, env: Env): Env {
  const name = nameOf(part(statement, 'Name'));
  const clause = optionalPart(statement, 'ValueClause');
  const value = clause === undefined ? undefined : children(clause).at(-1);
  if (CHANGING.test(name)) {
    report(env, 'KQL0104', `set ${name}`, statement);
    return env;
  }
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
  return withScope(env, [[name, scalarBinding(lowerExpression(value, env), env)]]);
}
