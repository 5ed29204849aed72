import { elements } from '../kusto/syntax.js';
import { allColumns, project } from '../text.js';
import { orderAfter } from './computed.js';
import { namesMatching, orderedName } from './name-patterns.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/project-reorder-operator */
export const projectReorder: Operator = {
  name: 'project-reorder',
  classes: ['ProjectReorderOperator'],
  support: 'supported',
  page: 'project-reorder-operator',
  keepsParts: true,
  lower(node, input) {
    const first: string[] = [];
    for (const { name, direction } of elements(node, 'Expressions').map(orderedName)) {
      const matching = namesMatching(name, input).filter((candidate) => !first.includes(candidate));
      first.push(...sorted(matching, direction));
    }
    const have = new Map(allColumns(input).map((item) => [item.name, item]));
    const names = [...first, ...[...have.keys()].filter((name) => !first.includes(name))];
    const { order: _, ...unordered } = project(
      input,
      names.flatMap((name) => have.get(name) ?? []),
    );
    return { ...unordered, ...orderAfter(input, new Set(names)) };
  },
};

const byNumbers = new Intl.Collator('en', { numeric: true });

function sorted(names: readonly string[], direction: string): readonly string[] {
  const plain = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
  switch (direction) {
    case 'asc':
      return names.toSorted(plain);
    case 'desc':
      return names.toSorted((one, other) => plain(other, one));
    case 'granny-asc':
      return names.toSorted(byNumbers.compare);
    case 'granny-desc':
      return names.toSorted((one, other) => byNumbers.compare(other, one));
    default:
      return names;
  }
}
