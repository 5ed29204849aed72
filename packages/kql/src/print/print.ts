import {
  CannotSay,
  columnsOf,
  conditionOf,
  conjunctsOf,
  lookupViews,
  printing,
  retarget,
  walkRelations,
} from '@interloper/plan';
import type { Catalog, PrintOptions, Printed, Relation, SortKey } from '@interloper/plan';
import { joinLines } from './joined.js';
import { scalarText } from './scalar.js';
import { newScript } from './script.js';
import type { Script } from './script.js';
import { summarize } from './summarize.js';
import { countedRows, writtenRows } from './tables.js';
import { unionLines } from './united.js';
import { expandLines } from './unnested.js';
import { windowLines } from './window.js';
import { nameText, quoted } from './words.js';

/**
 * A plan as a KQL query over the tables of Log Analytics and Defender, or what KQL cannot say of it.
 * Compiling the text again gives a plan with the same rows.
 */
export function print(plan: Relation, catalog: Catalog, options: PrintOptions = {}): Printed {
  return printing(() => {
    const watchlists = lookupViews(catalog, ({ name, watchlist }) =>
      watchlist === undefined ? undefined : `${WATCHLIST}${quoted(name)})`,
    );
    const relation = retarget(plan, catalog, [...catalog.tables, ...watchlists]);
    const script = newScript(catalog, options, columnNames(relation), query);
    const lines = query(relation, script);
    return {
      text: [...script.statements, lines.join('\n')].join('\n'),
      notes: [
        ...(options.emptyIsAbsent === true
          ? ['a field that is absent and one that is empty count as the same']
          : []),
        ...script.notes,
      ],
    };
  });
}

const WATCHLIST = '_GetWatchlist(';

function columnNames(relation: Relation): ReadonlySet<string> {
  const names = new Set<string>();
  walkRelations(relation, (each) => {
    for (const { name } of columnsOf(each)) names.add(name);
  });
  return names;
}

function query(relation: Relation, script: Script): readonly string[] {
  const inner = (input: Relation): readonly string[] => query(input, script);
  const { words, options } = script;
  switch (relation.kind) {
    case 'let': {
      const lines = inner(relation.value);
      const wanted = relation.name.replace(/^\$/, '').replace(/\d+$/, '');
      const name = lines.length === 1 && lines[0] !== undefined ? lines[0] : script.define(wanted, lines);
      script.named.set(relation.name, name);
      return inner(relation.body);
    }
    case 'reference': {
      const name = script.named.get(relation.name);
      if (name === undefined) throw new Error(`nothing is called ${relation.name}`);
      return [name];
    }
    case 'values':
      return relation.columns.length === 0 ? ['print _ = true'] : writtenRows(relation);
    case 'range':
      return countedRows(relation, words);
    case 'union':
      return unionLines(relation.inputs, inner);
    case 'window':
      return windowLines(relation, { script, pipeline: inner, keyText });
    case 'unnest':
      return [...inner(relation.input), ...expandLines(relation, words)];
    case 'scan':
      return [relation.dataset.startsWith(WATCHLIST) ? relation.dataset : nameText(relation.dataset)];
    case 'filter': {
      const lines = conjunctsOf(relation.predicate).map((item) => {
        const condition = conditionOf(item);
        const short = words.printed(condition);
        return `| where ${short.length <= 100 ? short : words.printed(condition, '\n    ')}`;
      });
      return [...inner(relation.input), ...lines];
    }
    case 'extend':
    case 'project': {
      const items = relation.columns.map(({ name, expression }) => {
        const value = scalarText(expression, words);
        return value === nameText(name) ? value : `${nameText(name)} = ${value}`;
      });
      const line = `| ${relation.kind} ${items.join(', ')}`;
      const broken = `| ${relation.kind} ${items.join(`,\n${' '.repeat(relation.kind.length + 3)}`)}`;
      return [...inner(relation.input), line.length <= 110 ? line : broken];
    }
    case 'sort':
      return [...inner(relation.input), `| sort by ${relation.keys.map(keyText).join(', ')}`];
    case 'limit':
      return limited(relation, inner);
    case 'distinct': {
      const names = columnsOf(relation).map(({ name }) => nameText(name));
      const { input } = relation;
      const bare =
        input.kind === 'project' &&
        input.columns.every(
          ({ name, expression }) => expression.kind === 'column' && expression.name === name,
        );
      return [...inner(bare ? input.input : input), `| distinct ${names.join(', ')}`];
    }
    case 'aggregate':
      return [...inner(relation.input), summarize(relation, words, options)];
    case 'join':
      return joinLines(relation, script, inner);
    default:
      throw new CannotSay(`the step ${relation.kind}`);
  }

  function keyText({ expression, descending, nulls }: SortKey): string {
    const usual = descending ? 'last' : 'first';
    const place = nulls === usual || expression.type === 'string' ? '' : ` nulls ${nulls}`;
    return `${scalarText(expression, words)} ${descending ? 'desc' : 'asc'}${place}`;
  }
}

function limited(
  relation: Extract<Relation, { kind: 'limit' }>,
  inner: (input: Relation) => readonly string[],
): readonly string[] {
  if ((relation.offset ?? 0) > 0) throw new CannotSay('rows after the first so many');
  const before = inner(relation.input);
  const last = before.at(-1) ?? '';
  return relation.input.kind === 'sort' && relation.input.keys.length === 1
    ? [...before.slice(0, -1), last.replace('| sort by', `| top ${relation.count} by`)]
    : [...before, `| take ${relation.count}`];
}
