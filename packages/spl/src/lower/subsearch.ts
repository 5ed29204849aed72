import type { Expression, Relation } from '@interloper/plan';
import { bool, call, columnType, columnsOf } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { Pipeline } from '../syntax/tree.js';
import type { Lowering, State } from './state.js';
import { fieldNames, fieldValue, report } from './state.js';
import { asText, isNullLiteral } from './values.js';

/**
 * A subsearch among search terms: its results become `field=value` terms joined by OR. Only results of one field are
 * supported. Values match in any case, as those of a search do. Search Manual: About subsearches.
 */
export function lowerSubsearch(pipeline: Pipeline, state: State, lowering: Lowering): Expression {
  const inner = lowering.lowerPipeline(pipeline, lowering);
  const names = fieldNames(inner).filter((name) => !name.startsWith('_'));
  const [name] = names;
  if (name === undefined || names.length > 1) {
    const help = 'end the subsearch with: | fields one_field';
    const what = 'a subsearch that gives several fields';
    report(lowering, diagnostic('SPL0504', [what], { span: pipeline.span, help }));
    return bool(false);
  }
  const type = columnType(inner.relation, name) ?? 'string';
  const subject = fieldValue(name, state, lowering, pipeline.span);
  if (isNullLiteral(subject) || subject.type === 'multivalue' || type === 'multivalue') {
    if (!isNullLiteral(subject)) {
      const what = 'a subsearch over a field with several values';
      report(lowering, diagnostic('SPL0504', [what], { span: pipeline.span, help: 'use mvexpand' }));
    }
    return bool(false);
  }
  const own = columnsOf(inner.relation).find((item) => item.name === name);
  const value = own === undefined ? asText(subject) : asText({ kind: 'column', type: own.type, name });
  const relation: Relation = {
    kind: 'project',
    input: inner.relation,
    columns: [{ name, expression: call('lower', [value]) }],
  };
  return { kind: 'inQuery', type: 'bool', value: call('lower', [asText(subject)]), relation };
}
