import type { Relation } from '@interloper/plan';
import { column, columnType, columnsOf } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { fieldValue, freshName, isInternal, knownOrder, report, sortKeys } from '../lower/state.js';
import { asText, isNullLiteral } from '../lower/values.js';
import { printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Search Reference: mvcombine. Results that differ in one field alone become one, with the values of that field. */
export const mvcombine = command<'mvcombine'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'mvcombine', ['delim']);
    const field = word(scanner, 'a field');
    return { kind: 'mvcombine', options: found, field, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const name = it.field.text;
    const value = fieldValue(name, before, lowering, it.field.span);
    if (isNullLiteral(value) || columnType(before.relation, name) === undefined) return before;
    if (it.options.length > 0) {
      report(
        lowering,
        diagnostic('SPL0504', ['mvcombine delim'], { span: it.span, help: 'use eval mvjoin()' }),
      );
    }
    const state = knownOrder(before);
    const [first] = sortKeys(state);
    const items = columnsOf(state.relation).filter((item) => !isInternal(item.name));
    const place = freshName(state, 'place');
    const combined: Relation = {
      kind: 'aggregate',
      input: state.relation,
      groups: items
        .filter((item) => item.name !== name)
        .map((item) => ({ name: item.name, expression: column(item.name, item.type) })),
      aggregates: [
        {
          name,
          fn: 'mvList',
          args: [value.type === 'multivalue' ? value : asText(value)],
          type: 'multivalue',
          order: sortKeys(state),
        },
        ...(first === undefined
          ? []
          : [
              {
                name: place,
                fn: first.descending ? 'max' : 'min',
                args: [first.expression],
                type: first.expression.type,
              } as const,
            ]),
      ],
    };
    const relation: Relation =
      first === undefined
        ? combined
        : {
            kind: 'sort',
            input: combined,
            keys: [
              {
                expression: column(place, first.expression.type),
                descending: first.descending,
                nulls: 'last',
              },
            ],
          };
    const columns = items.map((item) => ({
      name: item.name,
      expression: column(item.name, item.name === name ? 'multivalue' : item.type),
    }));
    return { relation: { kind: 'project', input: relation, columns }, order: [], hidesTime: state.hidesTime };
  },
  print: (it) => `mvcombine ${printOptions(it.options)}${printWord(it.field)}`,
  partial: 'no delim',
});
