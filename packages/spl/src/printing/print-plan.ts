import { CannotSay, columnsOf, conditionOf, printing, retarget } from '@interloper/plan';
import type { Catalog, Condition, Expression, PrintOptions, Printed, Relation } from '@interloper/plan';
import { printPipeline } from '../print.js';
import type { Command, Expr, SearchExpr, SortField } from '../syntax/tree.js';
import { evalCondition, plainWords } from './eval-condition.js';
import { layOut } from './layout.js';
import { chain, compareTerm, fieldWord, nowhere, terms } from './nodes.js';
import { searchTerms } from './search-condition.js';
import { scalarExpr } from './scalar.js';
import { presentGroups, statsCommands } from './stats.js';

/**
 * A plan as an SPL search over the sourcetypes of Splunk's add-ons, or what SPL cannot say of it.
 * Compiling the text again gives a plan with the same rows.
 */
export function print(plan: Relation, catalog: Catalog, _options: PrintOptions = {}): Printed {
  return printing(() => {
    const commands = commandsOf(retarget(plan, catalog, catalog.sourcetypes));
    const lines = printPipeline({ commands, span: nowhere }).split('\n');
    return { text: lines.map(layOut).join('\n'), notes: [] };
  });
}

function commandsOf(relation: Relation): readonly Command[] {
  switch (relation.kind) {
    case 'scan':
      return [search([compareTerm('sourcetype', '=', relation.dataset)], false)];
    case 'filter':
      return [...filtered(commandsOf(relation.input), conditionOf(relation.predicate))];
    case 'extend':
      return [
        ...commandsOf(relation.input),
        ...relation.columns.map((item): Command => ({
          kind: 'eval',
          assignments: [{ field: item.name, value: scalarExpr(item.expression, plainWords), span: nowhere }],
          span: nowhere,
        })),
      ];
    case 'project':
      return projected(relation);
    case 'sort':
      return [
        ...commandsOf(relation.input),
        { kind: 'sort', limit: 0, keys: sortKeys(relation), reverse: false, span: nowhere },
      ];
    case 'limit':
      if ((relation.offset ?? 0) > 0) throw new CannotSay('rows after the first so many');
      return [
        ...commandsOf(relation.input),
        { kind: 'head', count: relation.count, options: [], span: nowhere },
      ];
    case 'distinct': {
      const columns = columnsOf(relation);
      return [
        ...commandsOf(relation.input),
        ...presentGroups(columns),
        {
          kind: 'dedup',
          count: 1,
          fields: columns.map(({ name }) => fieldWord(name)),
          options: [],
          sortBy: [],
          span: nowhere,
        },
      ];
    }
    case 'aggregate':
      return [...commandsOf(relation.input), ...statsCommands(relation)];
    default:
      throw new CannotSay(STEPS[relation.kind] ?? `the step ${relation.kind}`);
  }
}

const STEPS: Partial<Readonly<Record<Relation['kind'], string>>> = { join: 'a join' };

/** Text sorts by its characters, numbers and times by size. */
function sortKeys({ keys }: Extract<Relation, { kind: 'sort' }>): readonly SortField[] {
  return keys.map(({ expression, descending }) => {
    if (expression.kind !== 'column') throw new CannotSay('an order by a computed value');
    const { name, type } = expression;
    const as = type === 'string' || type === 'guid' ? 'str' : type === 'datetime' ? 'auto' : 'num';
    return { name, descending, as, span: nowhere };
  });
}

/** Joins a condition to the search or the where before it. */
function filtered(commands: readonly Command[], condition: Condition): readonly Command[] {
  const last = commands.at(-1);
  const said = searchTerms(condition);
  if (said !== undefined) {
    if (last?.kind === 'search' && last.expression !== undefined)
      return [...commands.slice(0, -1), search([last.expression, said], last.explicit)];
    return [...commands, search([said], true)];
  }
  const where = evalCondition(condition, false);
  if (last?.kind === 'where')
    return [...commands.slice(0, -1), whereOf(chain('AND', [last.condition, where]))];
  return [...commands, whereOf(where)];
}

function search(parts: readonly SearchExpr[], explicit: boolean): Command {
  const flat = parts.flatMap((part) => (part.kind === 'and' ? part.terms : [part]));
  return { kind: 'search', explicit, expression: terms('and', flat), span: nowhere };
}

function whereOf(condition: Expr): Command {
  return { kind: 'where', condition, span: nowhere };
}

function projected(relation: Extract<Relation, { kind: 'project' }>): readonly Command[] {
  const before = commandsOf(relation.input);
  const columns = relation.columns.map(({ name, expression }) => ({ name, expression: shown(expression) }));
  const made = columns.filter(
    ({ name, expression }) => expression.kind !== 'column' || expression.name !== name,
  );
  const assignments = made.map((item): Command => ({
    kind: 'eval',
    assignments: [{ field: item.name, value: scalarExpr(item.expression, plainWords), span: nowhere }],
    span: nowhere,
  }));
  const fields = relation.columns.map(({ name }) => ({
    text: name,
    quoted: /[^\w.{}-]/.test(name),
    span: nowhere,
  }));
  return [...before, ...assignments, { kind: 'table', fields, span: nowhere }];
}

/** An instant is shown as the log writes it. */
function shown(expression: Expression): Expression {
  const [first] = expression.kind === 'call' && expression.fn === 'toDatetime' ? expression.args : [];
  return first?.kind === 'column' && first.type === 'string' ? first : expression;
}
