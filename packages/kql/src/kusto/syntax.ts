import type { Column, ScalarType, Span } from '@interloper/plan';
import type { BridgeList, ColumnSymbol, KustoSymbol, SyntaxNode } from './library.js';

/** The name of a node's class: `FilterOperator`, `HasAnyExpression`. */
export function classOf(node: SyntaxNode | KustoSymbol): string {
  const name = (node.constructor as { readonly $$name?: string }).$$name ?? '';
  const bare = name.split('$1')[0] ?? name;
  return bare.slice(bare.lastIndexOf('.') + 1);
}

/** A named part of a node; throws when the node has none, which its class rules out. */
export function part(node: SyntaxNode, name: string): SyntaxNode {
  const found = optionalPart(node, name);
  if (found === undefined) throw new Error(`a ${classOf(node)} has no ${name}`);
  return found;
}

/** A named part of a node, undefined when it is left out. */
export function optionalPart(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const value: unknown = Reflect.get(node, name);
  return isNode(value) ? value : undefined;
}

/** The elements of a list that is a named part of a node. */
export function elements(node: SyntaxNode, name: string): readonly SyntaxNode[] {
  const list = optionalPart(node, name);
  return list === undefined ? [] : children(list).map(elementOf);
}

/** The children of a node that are there. */
export function children(node: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let index = 0; index < node.ChildCount; index += 1) {
    const child = node.GetChild(index);
    if (child !== null && child !== undefined) found.push(child);
  }
  return found;
}

/** The arguments of a function call. */
export function argumentsOf(node: SyntaxNode): readonly SyntaxNode[] {
  const list = optionalPart(node, 'ArgumentList');
  return list === undefined ? [] : elements(list, 'Expressions');
}

/** The named parameters of an operator (`kind=inner`), by name in lower case. */
export function parametersOf(node: SyntaxNode, name = 'Parameters'): ReadonlyMap<string, SyntaxNode> {
  return new Map(
    elements(node, name).map((parameter) => [
      nameOf(part(parameter, 'Name')).toLowerCase(),
      part(parameter, 'Expression'),
    ]),
  );
}

/** The text of a token that is a named part. */
export function tokenText(node: SyntaxNode, name: string): string {
  return optionalPart(node, name)?.Text ?? '';
}

/** The name that a declaration, reference or name stands for, without brackets and quotes. */
export function nameOf(node: SyntaxNode): string {
  return node.SimpleName ?? '';
}

/** The word of a parameter's value: a token, a literal or a name. */
export function wordOf(node: SyntaxNode): string {
  if (typeof node.LiteralValue === 'string' && classOf(node) !== 'LiteralExpression')
    return node.LiteralValue;
  if (node.SimpleName !== undefined && node.SimpleName !== null) return node.SimpleName;
  const word = children(node)
    .map((child) => child.Text ?? '')
    .join('');
  return word.replace(/^["']|["']$/g, '');
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.TextStart, end: node.TextStart + node.Width };
}

export function items<T>(list: BridgeList<T> | undefined | null): readonly T[] {
  if (list === undefined || list === null) return [];
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}

const TYPES: ReadonlyMap<string, ScalarType> = new Map<string, ScalarType>([
  ['bool', 'bool'],
  ['int', 'int'],
  ['long', 'long'],
  ['real', 'real'],
  ['decimal', 'decimal'],
  ['string', 'string'],
  ['datetime', 'datetime'],
  ['timespan', 'timespan'],
  ['guid', 'guid'],
  ['dynamic', 'dynamic'],
]);

/** Other spellings of types in rule text (`double`, `date`, `time`). */
const SPELLINGS: ReadonlyMap<string, ScalarType> = new Map<string, ScalarType>([
  ...TYPES,
  ['boolean', 'bool'],
  ['int32', 'int'],
  ['int64', 'long'],
  ['double', 'real'],
  ['date', 'datetime'],
  ['time', 'timespan'],
  ['uuid', 'guid'],
  ['uniqueid', 'guid'],
]);

/** The scalar type the binder gives an expression; undefined for tables and for what it could not tell. */
export function typeOf(node: SyntaxNode): ScalarType | undefined {
  return node.ResultType === undefined || node.ResultType === null
    ? undefined
    : TYPES.get(node.ResultType.Name);
}

/** The type that a type name in a rule means. */
export function typeNamed(name: string): ScalarType | undefined {
  return SPELLINGS.get(name.toLowerCase());
}

/** The values of a function that gives several at once (series_stats); undefined when a node gives one. */
export function tupleOf(node: SyntaxNode): readonly BoundColumn[] | undefined {
  const type = node.ResultType;
  if (type === undefined || type === null || classOf(type) !== 'TupleSymbol') return undefined;
  return items(type.Columns).map(boundColumn);
}

/** True when the binder takes a node for a table or a graph. */
export function isTabular(node: SyntaxNode): boolean {
  const type = node.ResultType;
  return (
    type !== undefined &&
    type !== null &&
    ['TableSymbol', 'GroupSymbol', 'GraphSymbol'].includes(classOf(type))
  );
}

/** A column of the binder's answer; the type is undefined where it could not tell. */
export interface BoundColumn {
  readonly name: string;
  readonly type: ScalarType | undefined;
}

/** The columns the binder gives a tabular expression; undefined when it is not one. */
export function boundColumns(node: SyntaxNode): readonly BoundColumn[] | undefined {
  const columns = node.ResultType?.Columns;
  return columns === undefined || columns === null ? undefined : items(columns).map(boundColumn);
}

/** The names the binder gives to the columns that expressions compute, by the expression. */
export function namesBySource(node: SyntaxNode): ReadonlyMap<SyntaxNode, string> {
  const names = new Map<SyntaxNode, string>();
  const columns = node.ResultType?.Columns;
  for (const column of columns === undefined || columns === null ? [] : items(columns)) {
    const { OriginalColumns: originals } = column;
    const [original] = originals === undefined || originals === null ? [] : items(originals);
    const source = column.Source ?? original?.Source;
    if (source !== undefined && source !== null) names.set(source, column.Name);
  }
  return names;
}

function boundColumn(column: ColumnSymbol): BoundColumn {
  return { name: column.Name, type: TYPES.get(column.Type.Name) };
}

/** The columns of a schema in a rule: `(a: string, b: long)`. */
export function schemaColumns(schema: SyntaxNode): readonly Column[] {
  return elements(schema, 'Columns').map((declaration) => ({
    name: nameOf(part(declaration, 'Name')),
    type: typeNamed(wordOf(part(declaration, 'Type'))) ?? 'dynamic',
  }));
}

/** The class of the symbol a node refers to: `ColumnSymbol`, `VariableSymbol`, `FunctionSymbol`; '' when to none. */
export function symbolClass(node: SyntaxNode): string {
  return node.ReferencedSymbol === undefined || node.ReferencedSymbol === null
    ? ''
    : classOf(node.ReferencedSymbol);
}

function elementOf(node: SyntaxNode): SyntaxNode {
  return classOf(node) === 'SeparatedElement' ? part(node, 'Element') : node;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'ChildCount' in value;
}
