import { CannotSay, conditionOf, conjunctsOf, printing, retarget } from '@interloper/plan';
import type { Catalog, PrintOptions, Printed, Relation } from '@interloper/plan';
import { conditionWords } from './condition.js';
import { scalarText } from './scalar.js';
import { nameText } from './words.js';

/**
 * A plan as a KQL query over the tables of Log Analytics and Defender, or what KQL cannot say of it.
 * Compiling the text again gives a plan with the same rows.
 */
export function print(plan: Relation, catalog: Catalog, options: PrintOptions = {}): Printed {
  return printing(() => ({
    text: pipeline(retarget(plan, catalog, catalog.tables), options).join('\n'),
    notes:
      options.emptyIsAbsent === true
        ? ['a field that is absent and one that is empty count as the same']
        : [],
  }));
}

function pipeline(relation: Relation, options: PrintOptions): readonly string[] {
  const words = conditionWords(options);
  switch (relation.kind) {
    case 'scan':
      return [nameText(relation.dataset)];
    case 'filter': {
      const lines = conjunctsOf(relation.predicate).map((item) => {
        const condition = conditionOf(item);
        const short = words.printed(condition);
        return `| where ${short.length <= 100 ? short : words.printed(condition, '\n    ')}`;
      });
      return [...pipeline(relation.input, options), ...lines];
    }
    case 'extend':
    case 'project': {
      const items = relation.columns.map(({ name, expression }) => {
        const value = scalarText(expression, words);
        return value === nameText(name) ? value : `${nameText(name)} = ${value}`;
      });
      const line = `| ${relation.kind} ${items.join(', ')}`;
      const broken = `| ${relation.kind} ${items.join(`,\n${' '.repeat(relation.kind.length + 3)}`)}`;
      return [...pipeline(relation.input, options), line.length <= 110 ? line : broken];
    }
    default:
      throw new CannotSay(`the step ${relation.kind}`);
  }
}
