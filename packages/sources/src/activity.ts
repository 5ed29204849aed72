import { call, column, long, not, nullOf, text } from '@interloper/plan';
import type { ActivityTarget, Expression, IdentityName, TargetKind } from '@interloper/plan';
import { nameOf, when } from './identities.js';

/** When the event happened, in every dataset. */
export const eventTime: Expression = column('EventTime', 'datetime');

/** The text column of that name. */
export function textColumn(name: string): Expression {
  return column(name, 'string');
}

/** `success` and `failure`, by the log's words for them in any case; null for others. */
export function resultOf(
  value: Expression,
  words: { readonly success: readonly string[]; readonly failure: readonly string[] },
): Expression {
  const isAmong = (list: readonly string[]): Expression => call('inIgnoreCase', [value, ...list.map(text)]);
  return call('case', [
    call('isTrue', [isAmong(words.success)]),
    text('success'),
    call('isTrue', [isAmong(words.failure)]),
    text('failure'),
    nullOf('string'),
  ]);
}

/** `success` where a condition holds, `failure` where it does not, null where it is null. */
export function successWhen(condition: Expression): Expression {
  return call('case', [
    call('isTrue', [condition]),
    text('success'),
    call('isTrue', [not(condition)]),
    text('failure'),
    nullOf('string'),
  ]);
}

/** `success` where a condition holds, else `failure`. */
export function successOnlyWhen(condition: Expression): Expression {
  return call('if', [call('isTrue', [condition]), text('success'), text('failure')]);
}

/** What is a target of a kind: the columns that name it. */
export function targetsIn(
  columns: Readonly<Partial<Record<TargetKind, string | Expression>>>,
): readonly ActivityTarget[] {
  return Object.entries(columns).map(([kind, value]) => ({
    // The keys are those of the type.
    kind: kind as TargetKind,
    value: typeof value === 'string' ? textColumn(value) : value,
  }));
}

/** Texts with a space between those that are there; null when none is. */
export function joined(...values: readonly Expression[]): Expression {
  return call('nullIf', [call('mvJoin', [call('mvAppend', values), text(' ')]), text('')]);
}

/** Text inside a JSON column. */
export function inside(name: string, ...steps: readonly (string | number)[]): Expression {
  return call('pathText', [
    column(name, 'dynamic'),
    ...steps.map((step) => (typeof step === 'number' ? long(step) : text(step))),
  ]);
}

/** Names by their form, where a log of many services has them in one column: mail addresses and ARNs. */
export function namesByForm(value: Expression): readonly IdentityName[] {
  const matches = (pattern: string): Expression => call('matchesRegex', [value, text(pattern)]);
  return [
    nameOf('mail', value),
    nameOf('aws-user', when(matches('^arn:[^:]*:iam::'), value)),
    nameOf('aws-session', when(matches('^arn:[^:]*:sts::'), value)),
  ];
}
