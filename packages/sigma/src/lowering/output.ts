import { column, columnsOf, findField, nullOf, text } from '@interloper/plan';
import type { Column, Expression, NamedExpression, Relation } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import type { DetectionRule, Spanned } from '../rule/types.js';
import { logTitle } from './events.js';
import type { CompileContext, LogEvents } from './events.js';
import { textForm, textOfField } from './operand.js';

/**
 * The result of a detection rule: the log's time, then the fields that the rule lists under `fields` (specification,
 * Fields), or all of the log's columns when it lists none. A field keeps the name that the rule gives it.
 */
export function projectEvents(
  events: readonly LogEvents[],
  rule: DetectionRule,
  context: CompileContext,
): Relation {
  const fields = knownFields(events, rule.fields, context);
  return unionByName(events.map((each) => projectLog(each, fields)));
}

function projectLog({ view, relation }: LogEvents, fields: readonly Spanned[]): Relation {
  const time = view.columns.find((item) => item.name === view.time);
  const first = time === undefined ? [] : [{ name: time.name, expression: time.expression }];
  const rest: readonly NamedExpression[] =
    fields.length === 0
      ? view.columns.map(({ name, expression }) => ({ name, expression }))
      : fields.map(({ text: name }) => ({ name, expression: fieldValue(view, name) ?? nullOf('string') }));
  const columns: NamedExpression[] = [...first];
  for (const item of rest) if (!columns.some((other) => other.name === item.name)) columns.push(item);
  return { kind: 'project', input: relation, columns };
}

/** A field for output: a column as it is, a value inside JSON as text. */
function fieldValue(view: LogEvents['view'], name: string): Expression | undefined {
  const match = findField(view, name);
  return match?.path.length === 0 ? match.column.expression : textOfField(view, name);
}

/** The listed fields that some log has; the others are reported. */
function knownFields(
  events: readonly LogEvents[],
  fields: readonly Spanned[],
  context: CompileContext,
): readonly Spanned[] {
  const views = events.map(({ view }) => view);
  return fields.filter((field) => {
    const known = views.some((view) => findField(view, field.text) !== undefined);
    if (!known) context.report(problems.unknownOutputField(field.text, logTitle(views), field.span));
    return known;
  });
}

/**
 * All rows of several relations under the columns of all: a column that one lacks is null there, and one whose type
 * differs becomes text.
 */
export function unionByName(relations: readonly Relation[]): Relation {
  const [first, ...rest] = relations;
  if (first === undefined) throw new Error('a union has inputs');
  if (rest.length === 0) return first;
  const columns: Column[] = [];
  for (const { name, type } of relations.flatMap((relation) => columnsOf(relation))) {
    const at = columns.findIndex((other) => other.name === name);
    if (at === -1) columns.push({ name, type });
    else if (columns[at]?.type !== type) columns[at] = { name, type: 'string' };
  }
  const inputs = relations.map((input): Relation => {
    const own = columnsOf(input);
    const fill = ({ name, type }: Column): Expression => {
      const found = own.find((other) => other.name === name);
      if (found === undefined) return nullOf(type);
      const value = column(name, found.type);
      return found.type === type ? value : textForm(value);
    };
    return {
      kind: 'project',
      input,
      columns: columns.map((item) => ({ name: item.name, expression: fill(item) })),
    };
  });
  return { kind: 'union', inputs };
}

/** Adds a first column that names the rule a row comes from, where a text holds several. */
export function withRuleName(relation: Relation, name: string): Relation {
  const columns = columnsOf(relation).filter((item) => item.name !== 'rule');
  return {
    kind: 'project',
    input: relation,
    columns: [
      { name: 'rule', expression: text(name) },
      ...columns.map((item) => ({ name: item.name, expression: column(item.name, item.type) })),
    ],
  };
}
