import { CannotSay, and, conditionOf, printing, retarget } from '@interloper/plan';
import type { Catalog, Expression, LogsourceView, PrintOptions, Printed, Relation } from '@interloper/plan';
import { stringify } from 'yaml';
import { detectionOf } from './detection.js';
import { fieldName } from './item.js';

/**
 * A plan as a Sigma rule, or what Sigma cannot say of it: rules are conditions over single events, so that computed
 * columns, groups and joins have no form there. Compiling the text again gives a plan with the same rows.
 */
export function print(plan: Relation, catalog: Catalog, options: PrintOptions = {}): Printed {
  return printing(() => {
    const notes: string[] = [];
    const { log, conditions, fields } = partsOf(retarget(plan, catalog, catalog.logsources), notes);
    const view = catalog.logsources.find(({ name }) => name === log);
    if (view === undefined) throw new Error(`no log is called ${log}`);
    if (conditions.length === 0) throw new CannotSay('a rule without a condition');
    const { selections, condition } = detectionOf(conditionOf(and(...conditions)));
    const rule = {
      title: options.title ?? 'Converted rule',
      logsource: logsourceOf(view),
      detection: { ...selections, condition },
      ...(fields === undefined ? {} : { fields: fields.filter((name) => name !== view.time) }),
    };
    return { text: stringify(rule, { lineWidth: 110, singleQuote: true }), notes };
  });
}

interface Parts {
  readonly log: string;
  readonly conditions: readonly Expression[];
  readonly fields?: readonly string[];
}

function partsOf(relation: Relation, notes: string[]): Parts {
  switch (relation.kind) {
    case 'scan':
      return { log: relation.dataset, conditions: [] };
    case 'filter': {
      const inner = partsOf(relation.input, notes);
      return { ...inner, conditions: [...inner.conditions, relation.predicate] };
    }
    case 'project': {
      const inner = partsOf(relation.input, notes);
      return { ...inner, fields: relation.columns.map(({ expression }) => fieldName(expression)) };
    }
    case 'sort':
      notes.push('Sigma gives its events in no order: the order of the rule is left out');
      return partsOf(relation.input, notes);
    default:
      throw new CannotSay(STEPS[relation.kind] ?? `the step ${relation.kind}`);
  }
}

const STEPS: Partial<Readonly<Record<Relation['kind'], string>>> = {
  extend: 'computed columns',
  aggregate: 'groups of events',
  join: 'a join',
  limit: 'a number of rows',
  union: 'rows of several logs together',
  window: 'a window over neighbouring rows',
  unnest: 'a row for each element of a list',
  let: 'a result used twice',
  values: 'a table written in the rule',
  range: 'a table of counted rows',
  distinct: 'different rows',
};

function logsourceOf(view: LogsourceView): LogsourceView['logsources'][number] {
  const [first] = view.logsources;
  if (first === undefined) throw new CannotSay(`a logsource for ${view.name}`);
  return first;
}
