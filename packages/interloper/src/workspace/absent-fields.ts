import {
  call,
  column,
  expressionsOf,
  judgeEvaluability,
  not,
  or,
  partsOf,
  pruneColumns,
  walkRelations,
} from '@interloper/plan';
import type {
  AggregateCall,
  Catalog,
  Diagnostic,
  Expression,
  LanguageId,
  Relation,
  Scan,
  View,
} from '@interloper/plan';
import type { Reader } from '@interloper/sql';

/**
 * What a rule's conditions rest on and no record of the data has: a warning for each such field, and one more when
 * the rule can therefore find nothing at all. Fields are named as the rule's language names them.
 */
export async function absentFields(
  reader: Pick<Reader, 'query'>,
  plan: Relation,
  catalog: Catalog,
  language: LanguageId,
): Promise<readonly Diagnostic[]> {
  const { rests } = judgeEvaluability(plan, () => false);
  if (rests.length === 0) return [];
  const views = { kql: catalog.tables, spl: catalog.sourcetypes, sigma: catalog.logsources }[language];
  const counts = await countValues(reader, logsOf(plan, views), new Set(rests));
  const absent = new Set(
    [...counts].filter(([, { values, rows }]) => rows > 0 && values === 0).map(([key]) => key),
  );
  if (absent.size === 0) return [];
  const judged = judgeEvaluability(plan, (dataset, name) => absent.has(`${dataset}.${name}`));
  // A field is not missed where another that stands for it is there.
  const missed = new Set(judged.rests.filter((key) => absent.has(key)));
  const composed = composedFields(plan, views).filter(({ keys }) => keys.every((key) => missed.has(key)));
  // A field that is put together of several columns is one to the rule.
  const told = new Set(composed.flatMap(({ keys }) => keys));
  const single = [...missed].filter((key) => !told.has(key)).map((key) => fieldName(key, views));
  const missing = [...new Set([...composed.map(({ name }) => name), ...single])].map((name): Diagnostic => ({
    code: 'RUN0101',
    severity: 'warning',
    message: `No record has ${name}: conditions that rest on it are not evaluable on this data.`,
  }));
  if (judged.evaluable) return missing;
  return [
    ...missing,
    {
      code: 'RUN0102',
      severity: 'warning',
      message: 'The rule is not evaluable on this data: no row does not mean that there is nothing to find.',
      help: 'Export the log in a shape that has these fields; `interloper sources` says how.',
    },
  ];
}

/** A field that a view puts together of several columns. */
interface ComposedField {
  readonly name: string;
  readonly keys: readonly string[];
}

/** The composed fields that a plan reads, each once: under the name that the plan has for it, where views call it otherwise. */
function composedFields(plan: Relation, views: readonly View[]): readonly ComposedField[] {
  const read = new Map<string, Set<string>>();
  const add = (expression: Expression, name?: string): void => {
    if (expression.kind !== 'call') return;
    const text = JSON.stringify(expression);
    const names = read.get(text) ?? new Set();
    read.set(text, name === undefined ? names : names.add(name));
    for (const part of partsOf(expression)) add(part, name);
  };
  walkRelations(pruneColumns(plan), (relation) => {
    if (relation.kind === 'project' || relation.kind === 'extend')
      for (const { name, expression } of relation.columns) add(expression, name);
    for (const expression of expressionsOf(relation)) add(expression);
  });
  const found = new Map<string, ComposedField & { readonly named: boolean }>();
  for (const view of views) {
    for (const { name, expression } of view.columns) {
      const text = JSON.stringify(expression);
      const [names, columns] = [read.get(text), columnsIn(expression)];
      const named = names?.has(name) === true;
      if (names === undefined || columns.length < 2 || found.get(text)?.named === true) continue;
      if (found.has(text) && !named) continue;
      const keys = columns.map((each) => `${view.scan.dataset}.${each}`);
      found.set(text, { name: `${view.name}.${name}`, keys, named });
    }
  }
  return [...found.values()];
}

function columnsIn(expression: Expression): readonly string[] {
  const own = expression.kind === 'column' ? [expression.name] : [];
  return [...new Set([...own, ...partsOf(expression).flatMap(columnsIn)])];
}

interface Count {
  readonly values: number;
  readonly rows: number;
}

/** A dataset as the rule reads it: all of it, or the part that a view shows. */
interface Log {
  readonly scan: Scan;
  readonly rows: Relation;
}

/** What a plan reads. A view is known by its filter, right over the scan. */
function logsOf(plan: Relation, views: readonly View[]): readonly Log[] {
  const filters = new Set(
    views.flatMap(({ filter }) => (filter === undefined ? [] : JSON.stringify(filter))),
  );
  const logs = new Map<string, Log>();
  walkRelations(plan, (relation) => {
    if (relation.kind === 'filter' && relation.input.kind === 'scan') {
      const filter = JSON.stringify(relation.predicate);
      if (filters.has(filter))
        logs.set(`${relation.input.dataset} ${filter}`, { scan: relation.input, rows: relation });
    }
    if (relation.kind === 'scan') {
      const parts = [...logs.values()].some(({ scan }) => scan === relation);
      if (!parts) logs.set(relation.dataset, { scan: relation, rows: relation });
    }
  });
  return [...logs.values()];
}

/** How many rows of the logs have a value in each field (`dataset.column`), or rightly have none. */
async function countValues(
  reader: Pick<Reader, 'query'>,
  logs: readonly Log[],
  fields: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Count>> {
  const counts = new Map<string, Count>();
  for (const { scan, rows: input } of logs) {
    const asked = scan.columns.filter(({ name }) => fields.has(`${scan.dataset}.${name}`));
    if (asked.length === 0) continue;
    const { rows } = await reader.query({
      kind: 'aggregate',
      input,
      groups: [],
      aggregates: [
        { name: 'rows', fn: 'count', args: [], type: 'long' },
        ...asked.map(({ name, type, carried }, index): AggregateCall => {
          const value = column(name, type);
          const counted = { name: `values${index}`, type: 'long' as const };
          if (carried === undefined) return { ...counted, fn: 'countValues', args: [value] };
          const known = or(not(call('isNull', [value])), call('isTrue', [column(carried, 'bool')]));
          return { ...counted, fn: 'countIf', args: [known] };
        }),
      ],
    });
    const [total, ...values] = rows[0] ?? [];
    for (const [index, { name }] of asked.entries()) {
      const key = `${scan.dataset}.${name}`;
      const before = counts.get(key) ?? { values: 0, rows: 0 };
      counts.set(key, {
        values: before.values + Number(values[index]),
        rows: before.rows + Number(total),
      });
    }
  }
  return counts;
}

/** `dataset.column` as the language knows it: `SigninLogs.AuthenticationRequirement`. */
function fieldName(key: string, views: readonly View[]): string {
  for (const view of views) {
    for (const { name, expression } of view.columns) {
      if (expression.kind === 'column' && `${view.scan.dataset}.${expression.name}` === key)
        return `${view.name}.${name}`;
    }
  }
  return key;
}
