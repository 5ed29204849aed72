import { bool, call, lambda, not, variable } from '@interloper/plan';
import type { Diagnostic, Expression, FunctionName, LogsourceView, Lookup, Span } from '@interloper/plan';
import { problems } from '../diagnostics.js';
import type { ItemState, Place, Value } from '../modifiers/value.js';
import { lowerKeywords } from './keywords.js';
import { allOf, anyOf, noneOf } from './logic.js';
import { operandOf, textForm } from './operand.js';
import type { Operand } from './operand.js';
import { testPlaceholder, testPlaceholderIn } from './placeholder.js';
import { equalsAny } from './text-test.js';
import { datePartOf, isNever, plainConstant, testValue } from './value-test.js';

/** What lowering a selection needs: the log, and where to say what is wrong. */
export interface LoweringContext {
  readonly view: LogsourceView;
  readonly report: (problem: Diagnostic) => void;
  /** What placeholders stand for. */
  readonly lookups: readonly Lookup[];
  /** Called for a lookup that is not there. */
  readonly missing: (lookup: string) => void;
  /** Called for a field that the log does not have. */
  readonly unknownField: (name: string, span: Span) => void;
}

/** The predicate of one line of a selection: true, or (false or null) no match. */
export function lowerItem(state: ItemState, context: LoweringContext): Expression {
  const { field } = state.item;
  if (field === undefined) {
    const placeholder = state.values.flat().find(({ kind }) => kind === 'placeholder');
    if (placeholder !== undefined) context.report(problems.keywordNeedsField('expand', placeholder.span));
    return lowerKeywords(state, context.view);
  }
  const operand = operandOf(context.view, field.text);
  if (operand === undefined) {
    context.unknownField(field.text, field.span);
    return absent(state);
  }
  const positive = combine(state, (values) => testAny(operand, values, state, context));
  if (!state.negated) return positive;
  const present =
    operand.elements === undefined
      ? not(call('isNull', [operand.list ?? operand.value]))
      : not(operand.absent);
  return allOf([present, ...referredPresent(state, context), noneOf(positive)]);
}

/** A field can only differ from another that is there. */
function referredPresent(state: ItemState, context: LoweringContext): readonly Expression[] {
  return state.values.flat().flatMap((value) => {
    if (value.kind !== 'field') return [];
    const other = operandOf(context.view, value.name);
    return other === undefined ? [bool(false)] : [not(other.absent)];
  });
}

/** Joins the values of a line: any of them, or all under `all`; the alternatives of one value always by any. */
function combine(state: ItemState, test: (values: readonly Value[]) => Expression): Expression {
  return state.all ? allOf(state.values.map(test)) : test(state.values.flat());
}

/** A field that the log lacks is absent from every event: only `null` and `exists: false` match. */
function absent(state: ItemState): Expression {
  if (state.negated) return bool(false);
  return combine(state, (values) => bool(values.some(isAbsence)));
}

/** True when the field fits any of some values. */
function testAny(
  operand: Operand,
  values: readonly Value[],
  state: ItemState,
  context: LoweringContext,
): Expression {
  const onField = values.filter((value) => value.kind === 'null' || value.kind === 'exists');
  const onValue = values.filter((value) => value.kind !== 'null' && value.kind !== 'exists');
  const presence = onField.map((value) => (isAbsence(value) ? operand.absent : not(operand.absent)));
  const { list } = operand;
  if (onValue.length === 0) return anyOf(presence);
  if (list === undefined) return anyOf([testEach(operand.value, onValue, state, context), ...presence]);
  // A lookup is asked outside of the list: its entries are a query, which no function of an element can hold.
  const looked = onValue.flatMap((value) =>
    value.kind === 'placeholder' ? [testPlaceholderIn(list, value, state.cased, context)] : [],
  );
  const plain = onValue.filter((value) => value.kind !== 'placeholder');
  if (plain.length === 0) return anyOf([...looked, ...presence]);
  if (operand.elements !== undefined) {
    const found = operand.elements.map((each) => testEach(each, plain, state, context));
    return anyOf([...found, ...looked, ...presence]);
  }
  const element = variable('value', 'string');
  const body = testEach(element, plain, state, context);
  const found = body.kind === 'literal' ? body : call('mvAny', [list, lambda('value', body)]);
  return anyOf([found, ...looked, ...presence]);
}

/** True for a value that only an absent field matches. */
function isAbsence(value: Value): boolean {
  return value.kind === 'null' || (value.kind === 'exists' && !value.value);
}

/** Tests a single value; constants that need only equality become one test. */
function testEach(
  value: Expression,
  wanted: readonly Value[],
  state: ItemState,
  context: LoweringContext,
): Expression {
  if (state.datePart !== undefined) {
    const part = datePartOf(value, state.datePart);
    if (part === undefined) {
      sayNever(state, 'it is no date', context);
      return bool(false);
    }
    return anyOf(wanted.map((item) => expressionOf(part, item, state, context)));
  }
  const constants: string[] = [];
  const tests: Expression[] = [];
  for (const item of wanted) {
    const constant = plainConstant(value, item);
    if (constant === undefined) tests.push(expressionOf(value, item, state, context));
    else constants.push(constant);
  }
  if (constants.length > 0) tests.unshift(equalsAny(value, constants, state.cased));
  return anyOf(tests);
}

function expressionOf(
  value: Expression,
  wanted: Value,
  state: ItemState,
  context: LoweringContext,
): Expression {
  if (wanted.kind === 'field') return testReference(value, wanted, state.cased, context);
  if (wanted.kind === 'placeholder') return testPlaceholder(value, wanted, state.cased, context);
  const tested = testValue(value, wanted, state.cased);
  if (!isNever(tested)) return tested;
  context.report(problems.neverHolds(state.item.field?.text ?? '', tested.never, wanted.span));
  return bool(false);
}

function sayNever(state: ItemState, why: string, context: LoweringContext): void {
  context.report(problems.neverHolds(state.item.field?.text ?? '', why, state.item.span));
}

const PLACES = {
  whole: ['eq', 'eqIgnoreCase'],
  start: ['startsWith', 'startsWithIgnoreCase'],
  end: ['endsWith', 'endsWithIgnoreCase'],
  inside: ['contains', 'containsIgnoreCase'],
} as const satisfies Record<Place, readonly [FunctionName, FunctionName]>;

/** Compares two fields of the event (modifier `fieldref`), as text. */
function testReference(
  value: Expression,
  wanted: Extract<Value, { kind: 'field' }>,
  cased: boolean,
  context: LoweringContext,
): Expression {
  const other = operandOf(context.view, wanted.name);
  if (other === undefined) {
    context.unknownField(wanted.name, wanted.span);
    return bool(false);
  }
  const [exact, folded] = PLACES[wanted.place];
  const fn = cased ? exact : folded;
  if (other.list === undefined) return call(fn, [textForm(value), textForm(other.value)]);
  const element = variable('other', 'string');
  return call('mvAny', [other.list, lambda('other', call(fn, [textForm(value), element]))]);
}
