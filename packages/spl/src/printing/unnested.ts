import { CannotSay, columnsOf } from '@interloper/plan';
import type { Unnest } from '@interloper/plan';
import type { Command } from '../syntax/tree.js';
import { plainWords } from './eval-condition.js';
import { fieldOf } from './field.js';
import { evalCommand, fieldWord, nowhere } from './nodes.js';
import { scalarExpr } from './scalar.js';

/** `mvexpand` of the values of a list. */
export function expandCommands(relation: Unnest): readonly Command[] {
  const [item] = relation.lists;
  if (item === undefined || relation.lists.length > 1)
    throw new CannotSay('rows for the elements of several lists');
  if (relation.index !== undefined) throw new CannotSay('the place of an element in its list');
  if (relation.outer) throw new CannotSay('a row for each element of a list that may be empty');
  const { list, column } = item;
  if (column.type !== 'string' && column.type !== 'multivalue')
    throw new CannotSay('elements of a list that are not text');
  if (list.type !== 'multivalue' && fieldOf(list)?.kind !== 'list')
    throw new CannotSay('the elements of a computed list');
  if (
    columnsOf(relation.input).some(({ name }) => name === column.name) &&
    fieldOf(list)?.name !== column.name
  )
    throw new CannotSay('elements under the name of another field');
  const limit = relation.limit === undefined ? {} : { limit: relation.limit };
  return [
    evalCommand(column.name, scalarExpr(list, plainWords)),
    { kind: 'mvexpand', field: fieldWord(column.name), ...limit, span: nowhere },
  ];
}
