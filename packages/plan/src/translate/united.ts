import { column } from '../expressions.js';
import type { NamedExpression } from '../expressions.js';
import type { Relation, Union } from '../relations.js';
import { columnsOf } from '../schema.js';
import type { Retargeted } from './retarget.js';
import { fieldName, onceChosen, plain, writable } from './tidy.js';

/** Rows of several relations: each gives the same columns, under the field's name where all have the same field. */
export function united(original: Union, inputs: readonly Retargeted[]): Retargeted {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  const columns = columnsOf(original);
  for (const { name } of columns) {
    const fields = new Set(
      inputs.map(({ value }) => {
        const expression = plain(value(name));
        return expression.kind === 'literal' ? '' : (fieldName(expression) ?? name);
      }),
    );
    fields.delete('');
    const [field = name] = fields;
    const wanted = fields.size === 1 ? field : name;
    const base = writable(wanted);
    let free = base;
    for (let count = 2; taken.has(free); count += 1) free = `${base}_${count}`;
    taken.add(free);
    names.set(name, free);
  }
  const projected = inputs.map(({ relation, value }): Relation =>
    onceChosen({
      kind: 'project',
      input: relation,
      columns: columns.map(({ name }): NamedExpression => ({
        name: names.get(name) ?? name,
        expression: value(name),
      })),
    }),
  );
  const types = new Map(columns.map(({ name, type }) => [name, type] as const));
  return {
    relation: { kind: 'union', inputs: projected },
    value: (name) => {
      const [given, type] = [names.get(name), types.get(name)];
      if (given === undefined || type === undefined) throw new Error(`the union has no column ${name}`);
      return column(given, type);
    },
  };
}
