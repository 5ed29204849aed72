import {
  CannotSay,
  call,
  columnsOf,
  conditionOf,
  lookupViews,
  mapRelation,
  presentColumns,
  printing,
  retarget,
  walkRelations,
} from '@interloper/plan';
import type {
  Catalog,
  Condition,
  Expression,
  PrintOptions,
  Printed,
  Relation,
  SortKey,
  View,
} from '@interloper/plan';
import { printPipeline } from '../print.js';
import type { Command, Expr, SearchExpr, SortField } from '../syntax/tree.js';
import { markComputedText } from './computed-text.js';
import { extendCommands } from './computed.js';
import { evalCondition } from './eval-condition.js';
import { fieldOf } from './field.js';
import { SUBSEARCH, joinCommands } from './joined.js';
import { layOut } from './layout.js';
import { withLists } from './lists.js';
import { chain, compareTerm, fieldWord, nowhere, tableCommand, terms } from './nodes.js';
import { searchTerms } from './search-condition.js';
import { presentGroups, statsCommands } from './stats.js';
import { countedRows, writtenRows } from './tables.js';
import { unionCommands } from './united.js';
import { expandCommands } from './unnested.js';
import { always, windowCommands } from './window.js';

/**
 * A plan as an SPL search over the sourcetypes of Splunk's add-ons, or what SPL cannot say of it.
 * Compiling the text again gives a plan with the same rows.
 */
export function print(plan: Relation, catalog: Catalog, _options: PrintOptions = {}): Printed {
  return printing(() => {
    const lookups = lookupViews(catalog, ({ name }) => `${LOOKUP}${name}`);
    const over = retarget(plan, catalog, [...catalog.sourcetypes.map(asSplunkSees), ...lookups]);
    const relation = markComputedText(withLists(inlined(over, new Map())));
    const lines = printPipeline({ commands: commandsOf(relation), span: nowhere }).split('\n');
    return { text: lines.map(layOut).join('\n'), notes: notesOn(relation) };
  });
}

const LOOKUP = 'inputlookup ';

function inputLookup(name: string): Command {
  const table = { text: name, quoted: /[^\w.-]/.test(name), span: nowhere };
  return { kind: 'inputlookup', options: [], table, span: nowhere };
}

/** Of the events' instants only the time is one to Splunk; others are text. */
function asSplunkSees(view: View): View {
  return {
    ...view,
    columns: view.columns.map((item) =>
      item.type === 'datetime' && item.name !== view.time
        ? { ...item, type: 'string', expression: call('isoText', [item.expression]) }
        : item,
    ),
  };
}

/** Searches have no names for results: each use says the whole. */
function inlined(relation: Relation, named: ReadonlyMap<string, Relation>): Relation {
  if (relation.kind === 'reference') {
    const found = named.get(relation.name);
    if (found === undefined) throw new Error(`nothing is called ${relation.name}`);
    return found;
  }
  if (relation.kind === 'let') {
    const value = inlined(relation.value, named);
    return inlined(relation.body, new Map(named).set(relation.name, value));
  }
  return mapRelation(
    relation,
    (input) => inlined(input, named),
    (expression) => expression,
  );
}

function notesOn(relation: Relation): readonly string[] {
  let subsearches = false;
  walkRelations(relation, ({ kind }) => {
    subsearches ||= kind === 'join' || kind === 'union';
  });
  return subsearches ? [SUBSEARCH] : [];
}

function commandsOf(relation: Relation): readonly Command[] {
  switch (relation.kind) {
    case 'scan':
      if (relation.dataset.startsWith(LOOKUP)) return [inputLookup(relation.dataset.slice(LOOKUP.length))];
      return [search([compareTerm('sourcetype', '=', relation.dataset)], false)];
    case 'filter':
      return [...filtered(commandsOf(relation.input), conditionOf(relation.predicate))];
    case 'extend':
      return [...commandsOf(relation.input), ...extendCommands(relation.columns, relation.input)];
    case 'project':
      return projected(relation);
    case 'sort':
      return [...commandsOf(relation.input), sortCommand(relation.keys)];
    case 'limit':
      if ((relation.offset ?? 0) > 0) throw new CannotSay('rows after the first so many');
      return [
        ...commandsOf(relation.input),
        { kind: 'head', count: relation.count, options: [], span: nowhere },
      ];
    case 'distinct': {
      const columns = columnsOf(relation);
      const present = presentColumns(relation.input, always);
      return [
        ...commandsOf(relation.input),
        ...presentGroups(columns.filter(({ name }) => !present.has(name))),
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
    case 'union':
      return unionCommands(relation.inputs.map(commandsOf));
    case 'join':
      return joinCommands(relation, commandsOf, (commands, condition) =>
        filtered(commands, conditionOf(condition)),
      );
    case 'window':
      return [...commandsOf(relation.input), ...windowCommands(relation, sortCommand)];
    case 'unnest':
      return [...commandsOf(relation.input), ...expandCommands(relation)];
    case 'values':
      return writtenRows(relation);
    case 'range':
      return countedRows(relation);
    default:
      throw new CannotSay(`the step ${relation.kind}`);
  }
}

/** Text sorts by its characters, numbers and times by size. */
function sortCommand(keys: readonly SortKey[]): Command {
  return { kind: 'sort', limit: 0, keys: sortKeys(keys), reverse: false, span: nowhere };
}

function sortKeys(keys: readonly SortKey[]): readonly SortField[] {
  return keys.map(({ expression, descending }) => {
    if (expression.kind !== 'column') throw new CannotSay('an order by a computed value');
    const { name, type } = expression;
    const as = type === 'string' || type === 'guid' ? 'str' : type === 'datetime' ? 'auto' : 'num';
    return { name, descending, as, span: nowhere };
  });
}

/** Joins a condition to the search or the where before it. */
function filtered(commands: readonly Command[], condition: Condition): readonly Command[] {
  // Every event has a time.
  if (condition.kind === 'present' && fieldOf(condition.value)?.name === '_time') return commands;
  if (condition.kind === 'all' && condition.parts.some((part) => part.kind === 'present'))
    return condition.parts.reduce<readonly Command[]>(filtered, commands);
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
  return [
    ...before,
    ...extendCommands(made, relation.input),
    tableCommand(relation.columns.map(({ name }) => name)),
  ];
}

/** An instant is shown as the log writes it. */
function shown(expression: Expression): Expression {
  const [first] = expression.kind === 'call' && expression.fn === 'toDatetime' ? expression.args : [];
  return first?.kind === 'column' && first.type === 'string' ? first : expression;
}
