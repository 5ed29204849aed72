import type { Diagnostic, Expression, Relation, WindowFrame } from '@interloper/plan';
import { call, column, long, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { parseExpression } from '../syntax/eval-expression.js';
import { SyntaxFailure, atEnd, failExpected } from '../syntax/scanner.js';
import type { Expr, Option } from '../syntax/tree.js';
import { fieldsIn } from './fields-in.js';
import { lowerCondition } from './expression.js';
import type { Lowering, State } from './state.js';
import { freshName, report, sortKeys } from './state.js';
import { asText } from './values.js';

/**
 * The runs that `reset_before`, `reset_after` and `reset_on_change` of streamstats divide ordered results into: a
 * number for each, by which to partition. Search Reference: streamstats.
 */
export function runsOf(
  options: readonly Option[],
  before: State,
  groups: { readonly partition: readonly Expression[]; readonly present?: Expression },
  results: readonly string[],
  lowering: Lowering,
): { readonly state: State; readonly runs: readonly Expression[] } {
  let state = before;
  const runs: Expression[] = [];
  for (const option of options) {
    if (option.name === 'reset_on_change') {
      if (!/^(?:t|true|1)$/i.test(option.value.text) || groups.partition.length === 0) continue;
      const changed = changes(state, groups);
      const counted = counting(changed.state, changed.mark, [changed.present], upToHere);
      state = counted.state;
      runs.push(counted.count);
    } else if (option.name === 'reset_before' || option.name === 'reset_after') {
      const condition = conditionOf(option, state, results, lowering);
      if (condition === undefined) continue;
      const mark = call('if', [condition, long(1), long(0)]);
      const counted = counting(state, mark, [], option.name === 'reset_before' ? upToHere : beforeHere);
      state = counted.state;
      runs.push(call('coalesce', [counted.count, long(0)]));
    }
  }
  return { state, runs };
}

const upToHere: WindowFrame = { unit: 'rows', before: 'unbounded', after: 0 };
const beforeHere: WindowFrame = { unit: 'rows', before: 'unbounded', after: -1 };

/** Marks results whose group differs from that of the result before; those without one are passed over. */
function changes(
  state: State,
  { partition, present }: { readonly partition: readonly Expression[]; readonly present?: Expression },
): { readonly state: State; readonly mark: Expression; readonly present: Expression } {
  const key = call('toText', [call('makeArray', partition.map(asText))]);
  const keyName = freshName(state, 'group');
  const presentName = freshName(state, 'present');
  const named: Relation = {
    kind: 'extend',
    input: state.relation,
    columns: [
      { name: keyName, expression: key },
      {
        name: presentName,
        expression: present === undefined ? long(1) : call('if', [present, long(1), long(0)]),
      },
    ],
  };
  const lagName = freshName(state, 'last');
  const there = column(presentName, 'long');
  const own = column(keyName, 'string');
  const relation: Relation = {
    kind: 'window',
    input: named,
    partition: [there],
    order: sortKeys(state),
    calls: [{ name: lagName, fn: 'lag', args: [own, long(1)], type: 'string', frame: { unit: 'all' } }],
  };
  const last = call('coalesce', [column(lagName, 'string'), text('')]);
  const mark = call('if', [call('eq', [own, last]), long(0), long(1)]);
  return { state: { ...state, relation }, mark, present: there };
}

function counting(
  state: State,
  mark: Expression,
  partition: readonly Expression[],
  frame: WindowFrame,
): { readonly state: State; readonly count: Expression } {
  const name = freshName(state, 'run');
  const marked: Relation = {
    kind: 'extend',
    input: state.relation,
    columns: [{ name: `${name}_mark`, expression: mark }],
  };
  const relation: Relation = {
    kind: 'window',
    input: marked,
    partition,
    order: sortKeys(state),
    calls: [{ name, fn: 'sum', args: [column(`${name}_mark`, 'long')], type: 'long', frame }],
  };
  return { state: { ...state, relation }, count: column(name, 'long') };
}

function conditionOf(
  option: Option,
  state: State,
  results: readonly string[],
  lowering: Lowering,
): Expression | undefined {
  const node = parsed(option.value.text, lowering);
  if (!('kind' in node)) {
    report(lowering, { ...node, span: option.value.span });
    return undefined;
  }
  const own = fieldsIn(node).find((name) => results.includes(name));
  if (own !== undefined) {
    const help = 'use a condition over the fields of the events';
    const what = `streamstats ${option.name} over its own result ${own}`;
    report(lowering, diagnostic('SPL0504', [what], { span: option.span, help }));
    return undefined;
  }
  // Places in the text of the option say nothing about the rule: what is reported points at the option.
  const diagnostics: Diagnostic[] = [];
  const condition = lowerCondition(node, { state, lowering: { ...lowering, diagnostics } }, true);
  for (const problem of diagnostics) report(lowering, { ...problem, span: option.value.span });
  return condition;
}

function parsed(source: string, lowering: Lowering): Expr | Diagnostic {
  const scanner = {
    source,
    position: 0,
    end: source.length,
    diagnostics: lowering.diagnostics,
    parsePipeline: () => {
      throw new Error('a condition holds no subsearch');
    },
  };
  try {
    const expression = parseExpression(scanner);
    return atEnd(scanner) ? expression : failExpected(scanner, 'the end of the condition');
  } catch (error) {
    if (error instanceof SyntaxFailure) return error.problem;
    throw error;
  }
}
