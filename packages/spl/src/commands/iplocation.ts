import { call, column, columnsOf, columnType, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { diagnostic } from '../diagnostics.js';
import type { State } from '../lower/state.js';
import { fieldValue, report, setField, tryField } from '../lower/state.js';
import { asText, isNullLiteral, unify } from '../lower/values.js';
import { printOptions, printWord } from '../syntax/print-parts.js';
import { options, spanFrom, word } from '../syntax/scanner.js';
import { command } from './definition.js';

/** The fields, and what each is of the plan's `addressGeography`. */
const FIELDS: readonly (readonly [string, string])[] = [
  ['City', 'city'],
  ['Country', 'country'],
  ['Region', 'state'],
  ['lat', 'latitude'],
  ['lon', 'longitude'],
];

const ALL_FIELDS: readonly (readonly [string, string])[] = [
  ['City', 'city'],
  ['Continent', 'continent'],
  ['Country', 'country'],
  ['MetroCode', 'metroCode'],
  ['Region', 'state'],
  ['Timezone', 'timezone'],
  ['lat', 'latitude'],
  ['lon', 'longitude'],
];

/**
 * Search Reference: iplocation. Where an address is, by the databases that were given (--geo). A result whose address
 * has no place keeps its fields as they are.
 */
export const iplocation = command<'iplocation'>({
  parse: (scanner, start) => {
    const found = options(scanner, 'iplocation', ['prefix', 'allfields', 'lang']);
    const field = word(scanner, 'a field that holds an address');
    return { kind: 'iplocation', options: found, field, span: spanFrom(scanner, start) };
  },
  lower: (it, state, lowering) => {
    const option = (name: string): string | undefined =>
      it.options.find((item) => item.name === name)?.value.text;
    const lang = option('lang');
    if (lang !== undefined && !/^en$/i.test(lang)) {
      const help = 'names are in English; leave lang out';
      report(lowering, diagnostic('SPL0504', [`iplocation lang=${lang}`], { span: it.span, help }));
    }
    const address = fieldValue(it.field.text, state, lowering, it.field.span);
    if (address.type === 'multivalue' && !isNullLiteral(address)) {
      const place = { span: it.field.span, help: `use mvexpand ${it.field.text}` };
      report(lowering, diagnostic('SPL0504', ['iplocation of a field with several values'], place));
    }
    if (isNullLiteral(address)) return state;
    const prefix = option('prefix') ?? '';
    const all = /^(?:t|true|1)$/i.test(option('allfields') ?? '');
    const place = lowering.fresh('place');
    const looked: State = {
      ...state,
      relation: {
        kind: 'extend',
        input: state.relation,
        columns: [{ name: place, expression: call('addressGeography', [asText(address)]) }],
      },
    };
    const found = column(place, 'dynamic');
    const filled = (all ? ALL_FIELDS : FIELDS).reduce((before, [name, part]) => {
      tryField(`${prefix}${name}`, before, lowering);
      const value = call('pathText', [found, text(part)]);
      return setField(before, `${prefix}${name}`, kept(before, `${prefix}${name}`, found, value));
    }, looked);
    return withoutColumn(filled, place);
  },
  print: (it) => `iplocation ${printOptions(it.options)}${printWord(it.field)}`,
  partial: 'names in English only (no lang)',
});

function kept(state: State, name: string, found: Expression, value: Expression): Expression {
  const type = columnType(state.relation, name);
  if (type === undefined) return value;
  const [before, after] = unify([column(name, type), value]);
  return before === undefined || after === undefined
    ? value
    : call('if', [call('isNull', [found]), before, after]);
}

function withoutColumn(state: State, name: string): State {
  const columns = columnsOf(state.relation)
    .filter((item) => item.name !== name)
    .map((item) => ({ name: item.name, expression: column(item.name, item.type) }));
  return { ...state, relation: { kind: 'project', input: state.relation, columns } };
}
