import { problems } from '../diagnostics.js';
import { mapValues } from './modifier.js';
import type { Modifier, Modifiers, ModifierUse } from './modifier.js';
import { plainText } from './pattern.js';
import type { DatePart, ItemState, Value } from './value.js';

type Operator = Extract<Value, { kind: 'compare' }>['operator'];

/** Comparisons by size and parts of dates (modifiers appendix, Numeric and Time Modifiers). */
export const comparison: Modifiers = {
  lt: compare('lt', 'The field is less than the value.'),
  lte: compare('lte', 'The field is less than or equal to the value.'),
  gt: compare('gt', 'The field is greater than the value.'),
  gte: compare('gte', 'The field is greater than or equal to the value.'),
  minute: datePart('minute', 'The minute (0 to 59) of the field, a date, in UTC.'),
  hour: datePart('hour', 'The hour (0 to 23) of the field, a date, in UTC.'),
  day: datePart('day', 'The day of the month (1 to 31) of the field, a date, in UTC.'),
  week: datePart('week', 'The ISO week (1 to 53) of the field, a date, in UTC.'),
  month: datePart('month', 'The month (1 to 12) of the field, a date, in UTC.'),
  year: datePart('year', 'The year of the field, a date, in UTC.'),
};

function compare(operator: Operator, doc: string): Modifier {
  return {
    support: 'supported',
    doc,
    needsField: true,
    apply: (state, use) =>
      mapValues(state, (value) => {
        const limit = limitOf(value);
        if (limit === undefined) {
          use.report(problems.modifierNeeds(use.name, 'a number', value.span));
          return [];
        }
        return [{ kind: 'compare', operator, value: limit, span: value.span }];
      }),
  };
}

/** A number, or the text of an instant: whether the field is one is seen where it is known. */
function limitOf(value: Value): number | string | undefined {
  if (value.kind === 'number') return Number(value.value);
  if (value.kind !== 'text' || value.raw === undefined) return undefined;
  const text = plainText(value.parts).trim();
  if (text !== '' && Number.isFinite(Number(text))) return Number(text);
  return /^\d{4}-\d\d-\d\d/.test(text) ? text : undefined;
}

function datePart(part: DatePart, doc: string): Modifier {
  return {
    support: 'supported',
    doc,
    needsField: true,
    apply: (state, use) => {
      if (state.datePart !== undefined) {
        use.report(problems.modifiersClash(use.name, state.datePart, use.span));
      }
      return { ...checked(state, use), datePart: part };
    },
  };
}

function checked(state: ItemState, use: ModifierUse): ItemState {
  return mapValues(state, (value) => {
    if (value.kind === 'compare' && typeof value.value === 'number') return [value];
    const number = value.kind === 'number' ? value.value : limitOf(value);
    if (number === undefined || typeof number === 'string') {
      use.report(problems.modifierNeeds(use.name, 'a number', value.span));
      return [];
    }
    return [{ kind: 'number', value: number, span: value.span }];
  });
}
