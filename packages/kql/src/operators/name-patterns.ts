import { columnsOf } from '@interloper/plan';
import type { SyntaxNode } from '../kusto/library.js';
import { children, classOf, nameOf, optionalPart, part, tokenText } from '../kusto/syntax.js';
import type { Rows } from '../lowering.js';

/** The columns a name or a wildcard name (`a*`, `*`) means, in the order of the rows. */
export function namesMatching(node: SyntaxNode, rows: Rows): readonly string[] {
  const have = columnsOf(rows.relation).map(({ name }) => name);
  const pattern = patternOf(node);
  if (pattern === undefined) {
    const name = nameOf(node);
    return have.filter((candidate) => candidate === name);
  }
  return have.filter((name) => pattern.test(name));
}

function patternOf(node: SyntaxNode): RegExp | undefined {
  if (classOf(node) === 'StarExpression') return /^/;
  const name = optionalPart(node, 'Name');
  if (name === undefined) return undefined;
  if (classOf(name) !== 'WildcardedName' && classOf(name) !== 'BracketedWildcardedName') return undefined;
  const written =
    tokenText(name, 'Pattern') ||
    children(name)
      .map((child) => child.Text ?? '')
      .join('');
  return wildcardPattern(written.replace(/^['"]|['"]$/g, ''));
}

/** A regular expression for a name with `*` in it. */
export function wildcardPattern(written: string): RegExp {
  const escaped = written.split('*').map((piece) => piece.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}

/** The name and direction of an item of project-reorder. */
export function orderedName(node: SyntaxNode): { readonly name: SyntaxNode; readonly direction: string } {
  if (classOf(node) !== 'OrderedExpression') return { name: node, direction: '' };
  const ordering = optionalPart(node, 'Ordering');
  return {
    name: part(node, 'Expression'),
    direction: ordering === undefined ? '' : tokenText(ordering, 'AscOrDescKeyword'),
  };
}
