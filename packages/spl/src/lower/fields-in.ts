import type { Expr } from '../syntax/tree.js';

/** The names of the fields an expression reads. */
export function fieldsIn(node: Expr): readonly string[] {
  switch (node.kind) {
    case 'field':
      return [node.name];
    case 'call':
      return unique(node.args.flatMap(fieldsIn));
    case 'unary':
      return fieldsIn(node.operand);
    case 'binary':
      return unique([...fieldsIn(node.left), ...fieldsIn(node.right)]);
    case 'in':
      return unique([...fieldsIn(node.value), ...node.list.flatMap(fieldsIn)]);
    case 'text':
    case 'number':
    case 'subsearch':
      return [];
  }
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
