import { column } from '@interloper/plan';
import type { NamedExpression, Relation, ScalarType } from '@interloper/plan';
import { findLogs } from '../lowering/logsource.js';
import type { CompileContext } from '../lowering/events.js';
import { answersTo } from '../rule/lint.js';
import type { CorrelationRule, SigmaRule } from '../rule/types.js';
import { firedColumns } from './columns.js';
import { correlate } from './matches.js';

/**
 * The result of a correlation rule: one row for each event that completes it, with its time (under the time name of
 * the first rule's log), the values of `group-by`, the fields the correlation lists, the time of the first event of
 * the window and what was measured, under the name of the type (`event_count` …).
 */
export function projectCorrelation(rule: CorrelationRule, context: CompileContext): Relation | undefined {
  const fields = rule.fields.filter((field) => !rule.groupBy.some((group) => group.text === field.text));
  const fired = correlate(rule, fields, [rule], context);
  if (fired === undefined) return undefined;
  const columns: NamedExpression[] = [];
  const add = (name: string, from: string, type: ScalarType): void => {
    if (!columns.some((other) => other.name === name)) columns.push({ name, expression: column(from, type) });
  };
  add(timeName(rule, context), 'time', 'datetime');
  rule.groupBy.forEach((group, index) => add(group.text, `g${index}`, 'string'));
  fields.forEach((field, index) => add(field.text, `p${index}`, 'string'));
  add(firedColumns.start, firedColumns.start, 'datetime');
  add(rule.type, firedColumns.measure, measureType(rule));
  return { kind: 'project', input: fired, columns };
}

function measureType(rule: CorrelationRule): ScalarType {
  return rule.type.startsWith('value_') && rule.type !== 'value_count' ? 'real' : 'long';
}

/** What the log of the first detection rule calls its time. */
function timeName(rule: SigmaRule, context: CompileContext): string {
  if (rule.kind === 'detection') return findLogs(context.catalog, rule.logsource)[0]?.time ?? 'time';
  const reference = rule.kind === 'correlation' ? rule.rules[0] : undefined;
  const target = context.rules.find(
    (other) => reference !== undefined && answersTo(other, reference.text) && other !== rule,
  );
  return target === undefined ? 'time' : timeName(target, context);
}
