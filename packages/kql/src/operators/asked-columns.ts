import type { SyntaxNode } from '../kusto/library.js';
import { children, classOf, nameOf, part, symbolClass, tokenText } from '../kusto/syntax.js';
import type { Rows } from '../lowering.js';
import { visibleColumns } from '../text.js';

/**
 * Of the tables of find and search those that have a column that the condition names; all where it looks at every column.
 * https://learn.microsoft.com/kusto/query/find-operator#output-schema
 */
export function tablesAsked(tables: readonly Rows[], condition: SyntaxNode): readonly Rows[] {
  const names = columnsAsked(condition);
  return names === undefined
    ? tables
    : tables.filter((table) => visibleColumns(table).some(({ name }) => names.has(name)));
}

/** The columns that a condition names; undefined when it asks for a term in any. */
function columnsAsked(node: SyntaxNode): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  return collect(node, names) && names.size > 0 ? names : undefined;
}

/** False once something of the condition looks at every column: a star, or a text that stands for a term. */
function collect(node: SyntaxNode, names: Set<string>): boolean {
  switch (classOf(node)) {
    case 'StarExpression':
    case 'LiteralExpression':
    case 'CompoundStringLiteralExpression':
      return false;
    case 'ParenthesizedExpression':
      return collect(part(node, 'Expression'), names);
    case 'BinaryExpression': {
      const operator = tokenText(node, 'Operator').toLowerCase();
      if (operator === 'and' || operator === 'or') {
        return [part(node, 'Left'), part(node, 'Right')].every((side) => collect(side, names));
      }
      break;
    }
    default:
  }
  return namesIn(node, names);
}

function namesIn(node: SyntaxNode, names: Set<string>): boolean {
  if (classOf(node) === 'StarExpression') return false;
  if (symbolClass(node) === 'ColumnSymbol' && classOf(node) === 'NameReference') names.add(nameOf(node));
  return children(node).every((child) => child.IsToken || namesIn(child, names));
}
