import type { Relation } from '@interloper/plan';
import { call, column, columnsOf, text } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import { arrange, fieldValue, isInternal, report } from '../lower/state.js';
import { asText } from '../lower/values.js';
import { printWord } from '../syntax/print-parts.js';
import { spanFrom, take, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** Stands between a name and its value; no log holds it. */
const SEPARATOR = '\u001F';
const CELL = '_interloper:cell';

/** Search Reference: untable. A result for each other field that holds a value: the first field, the name, the value. */
export const untable = command<'untable'>({
  parse: (scanner, start) => {
    const row = word(scanner, 'the field that stays');
    take(scanner, ',');
    const name = word(scanner, 'a field for the names');
    take(scanner, ',');
    const value = word(scanner, 'a field for the values');
    return { kind: 'untable', row, name, value, span: spanFrom(scanner, start) };
  },
  lower: (it, before, lowering) => {
    const names = [it.row, it.name, it.value].map((each) => each.text);
    if (new Set(names).size < names.length) {
      const message = 'the three names must be different';
      report(lowering, diagnostic('SPL0203', ['untable', message], { span: it.span }));
      return before;
    }
    const state = arrange(before);
    const row = fieldValue(it.row.text, state, lowering, it.row.span);
    const cells = columnsOf(state.relation).filter(
      ({ name }) => name !== it.row.text && !isInternal(name) && !name.startsWith('_'),
    );
    const list = cells.find(({ type }) => type === 'multivalue');
    if (list !== undefined || cells.length === 0) {
      const message =
        list === undefined ? 'there are no other fields' : `${list.name} may hold several values`;
      report(lowering, diagnostic('SPL0203', ['untable', message], { span: it.span }));
      return before;
    }
    const named = cells.map(({ name, type }) =>
      call('concat', [text(`${name}${SEPARATOR}`), asText(column(name, type))]),
    );
    const each: Relation = {
      kind: 'unnest',
      input: state.relation,
      lists: [{ list: call('mvAppend', named), column: { name: CELL, type: 'string' } }],
      outer: false,
    };
    const cell = column(CELL, 'string');
    const relation: Relation = {
      kind: 'project',
      input: each,
      columns: [
        { name: it.row.text, expression: row },
        {
          name: it.name.text,
          expression: call('replaceRegex', [cell, text(`(?s)${SEPARATOR}.*$`), text('')]),
        },
        {
          name: it.value.text,
          expression: call('replaceRegex', [cell, text(`(?s)^[^${SEPARATOR}]*${SEPARATOR}`), text('')]),
        },
      ],
    };
    return { relation, order: [], hidesTime: false };
  },
  print: (it) => `untable ${printWord(it.row)} ${printWord(it.name)} ${printWord(it.value)}`,
  partial: 'fields with a single value',
});
