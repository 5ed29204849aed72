import { elements, nameOf } from '../kusto/syntax.js';
import { allColumns, project } from '../text.js';
import { itemOf } from './computed.js';
import type { Operator } from './operator.js';

/** https://learn.microsoft.com/kusto/query/project-rename-operator */
export const projectRename: Operator = {
  name: 'project-rename',
  classes: ['ProjectRenameOperator'],
  support: 'supported',
  page: 'project-rename-operator',
  keepsParts: true,
  lower(node, input) {
    const renamed = new Map(
      elements(node, 'Expressions')
        .map(itemOf)
        .map(({ names, value }) => [nameOf(value), names[0] ?? nameOf(value)]),
    );
    const { order: _, ...unordered } = project(
      input,
      allColumns(input).map(({ name, expression }) => ({ name: renamed.get(name) ?? name, expression })),
    );
    return unordered;
  },
};
