import { elements } from '../kusto/syntax.js';
import type { SyntaxNode } from '../kusto/library.js';
import type { Rows } from '../lowering.js';
import { allColumns, project } from '../text.js';
import { orderAfter } from './computed.js';
import { namesMatching } from './name-patterns.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/project-away-operator */
export const projectAway: Operator = {
  name: 'project-away',
  classes: ['ProjectAwayOperator'],
  support: 'supported',
  page: 'project-away-operator',
  keepsParts: true,
  lower: (node, input) => pick(input, (name) => !named(node, input).has(name)),
};

/** https://learn.microsoft.com/kusto/query/project-keep-operator */
export const projectKeep: Operator = {
  name: 'project-keep',
  classes: ['ProjectKeepOperator'],
  support: 'supported',
  page: 'project-keep-operator',
  keepsParts: true,
  lower: (node, input) => pick(input, (name) => named(node, input).has(name)),
};

function named(node: SyntaxNode, input: Rows): ReadonlySet<string> {
  return new Set(elements(node, 'Expressions').flatMap((item) => namesMatching(item, input)));
}

/** The columns whose name passes, in their order. */
function pick(input: Rows, keep: (name: string) => boolean): Rows {
  const columns = allColumns(input).filter(({ name }) => keep(name));
  const { order: _, ...unordered } = project(input, columns);
  return { ...unordered, ...orderAfter(input, new Set(columns.map(({ name }) => name))) };
}
