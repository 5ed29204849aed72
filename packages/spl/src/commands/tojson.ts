import type { Expression, NamedExpression } from '@interloper/plan';
import { call, column, columnsOf, nullOf, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { refuseInside } from '../lower/inside-json.js';
import { isInternal, matchNames, report, setField } from '../lower/state.js';
import { asNumber, asText, kindOf } from '../lower/values.js';
import { printAggregation, printOptions } from '../syntax/print-parts.js';
import { atEnd, options, spanFrom } from '../syntax/scanner.js';
import { parseAggregations } from '../syntax/statistics.js';
import { command } from './definition.js';

const OPTIONS = ['fill_null', 'include_internal', 'output_field', 'default_type'];
const TYPES = ['auto', 'num', 'str', 'bool', 'json', 'none'];

/** Search Reference: tojson. The fields of each result as a JSON object; a value that is not of its type is left out. */
export const tojson = command<'tojson'>({
  parse: (scanner, start) => {
    const before = options(scanner, 'tojson', OPTIONS);
    const types = atEnd(scanner) ? [] : parseAggregations(scanner, OPTIONS);
    const after = options(scanner, 'tojson', OPTIONS);
    return { kind: 'tojson', types, options: [...before, ...after], span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const written = (name: string): string | undefined =>
      it.options.find((option) => option.name === name)?.value.text;
    const is = (name: string): boolean => /^(?:t|true|1)$/i.test(written(name) ?? 'false');
    const usual = written('default_type') ?? 'auto';
    const unknown = [...it.types.map(({ name }) => name), usual].find((name) => !TYPES.includes(name));
    if (unknown !== undefined) {
      const what = `tojson ${unknown}`;
      report(lowering, diagnostic('SPL0504', [what], { span: it.span, help: `use ${TYPES.join(', ')}` }));
      return state;
    }
    const all = columnsOf(state.relation)
      .map(({ name }) => name)
      .filter((name) => !isInternal(name) && (is('include_internal') || !name.startsWith('_')));
    const typed = it.types.flatMap(({ name, argument }) =>
      argument === undefined || 'kind' in argument
        ? []
        : matchNames(argument.text, all).map((field) => ({ field, type: name })),
    );
    for (const { argument } of it.types)
      if (argument !== undefined && !('kind' in argument))
        refuseInside('tojson', argument.text, argument.span, state, lowering);
    const fields = it.types.length === 0 ? all.map((field) => ({ field, type: usual })) : typed;
    const members = fields
      .filter(({ type }) => type !== 'none')
      .map(({ field, type }): NamedExpression => {
        const found = columnsOf(state.relation).find(({ name }) => name === field);
        return { name: field, expression: valueOf(column(field, found?.type ?? 'string'), type) };
      });
    const args = members.flatMap(({ name, expression }) => [text(name), expression]);
    const object =
      args.length === 0 || is('fill_null') ? call('makeObject', args) : call('presentObject', args);
    return setField(state, written('output_field') ?? '_raw', call('toText', [object]));
  },
  print: (it) => `tojson ${printOptions(it.options)}${it.types.map(printAggregation).join(', ')}`.trimEnd(),
});

/** A field's value as JSON of a type; null when it is not of that type. */
function valueOf(value: Expression, type: string): Expression {
  if (value.type === 'multivalue') return call('toDynamic', [value]);
  const shown = asText(value);
  switch (type) {
    case 'num': {
      if (kindOf(value.type) !== 'text') return call('toDynamic', [asNumber(value)]);
      const kind = call('jsonType', [call('parseJson', [shown])]);
      const written = call('in', [kind, text('long'), text('real')]);
      return call('if', [written, call('parseJson', [shown]), call('toDynamic', [asNumber(value)])]);
    }
    case 'str':
      return call('toDynamic', [shown]);
    case 'bool': {
      const truth = call('matchesRegex', [shown, text('^(?i:t|true|1)$')]);
      const falsehood = call('matchesRegex', [shown, text('^(?i:f|false|0)$')]);
      return call('case', [truth, json('true'), falsehood, json('false'), nullOf('dynamic')]);
    }
    default:
      break;
  }
  if (kindOf(value.type) !== 'text') return call('toDynamic', [asNumber(value)]);
  const parsed = call('parseJson', [shown]);
  const isText = call('eq', [call('jsonType', [parsed]), text('string')]);
  // What is no JSON is parsed as a text; a text in quotes is JSON, too.
  if (type === 'json') return call('if', [isText, nullOf('dynamic'), parsed]);
  return call('if', [isText, call('toDynamic', [shown]), parsed]);
}

function json(value: string): Expression {
  return { kind: 'literal', type: 'dynamic', value };
}
