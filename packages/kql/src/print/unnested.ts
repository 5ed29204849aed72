import { CannotSay, columnsOf } from '@interloper/plan';
import type { Unnest } from '@interloper/plan';
import { scalarText } from './scalar.js';
import type { Words } from './scalar.js';
import { nameText } from './words.js';

/** `mv-expand` of a list; of one that may be empty the row stays, of one that must have elements it goes. */
export function expandLines(relation: Unnest, words: Words): readonly string[] {
  const items = relation.lists.map(({ list, column: { name, type } }) => {
    const given = columnsOf(relation.input).some((item) => item.name === name);
    const bare = list.kind === 'column' && list.name === name;
    const array = list.kind === 'call' && list.fn === 'mvFromJson' ? (list.args[0] ?? list) : list;
    if (given && !bare) throw new CannotSay('elements under the name of another column');
    const typed = type === 'dynamic' || type === 'multivalue' ? '' : ` to typeof(${type})`;
    const said = scalarText(array, words);
    return { list: said, text: `${bare ? said : `${nameText(name)} = ${said}`}${typed}` };
  });
  const index = relation.index === undefined ? '' : ` with_itemindex=${nameText(relation.index)}`;
  const limit = relation.limit === undefined ? '' : ` limit ${relation.limit}`;
  // Null gives a row, too.
  const filled = relation.outer ? [] : items.map(({ list }) => `| where array_length(${list}) > 0`);
  return [...filled, `| mv-expand${index} ${items.map(({ text }) => text).join(', ')}${limit}`];
}
