import { call, column, long, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { Repeats } from '../source.js';
import { pathColumns, typeOf } from './columns.js';
import { properties } from './properties.js';

/**
 * Text columns that shapes fill in ways of their own, so that a difference says nothing of the event: what the portal
 * derives, and what only its words for enumerations blur.
 */
const unlike: ReadonlySet<string> = new Set([
  'AppTokenProtectionStatus',
  'AzureResourceId',
  'SignInIdentifierType',
  'SignInTokenProtectionStatus',
  'Status.additionalDetails',
]);

/** Graph says "Other." where the others are silent. */
const nothing: Readonly<Record<string, string>> = { 'Status.failureReason': 'other.' };

const created = column('CreatedDateTime', 'datetime');
const SECOND = 10_000_000;

/** When two sign-ins are one, however they were exported (log-format reference, section 19, item 8). */
export const repeats: Repeats = {
  identity: ['Id', 'ResultType'],
  compare: [
    ...precisions(),
    column('SignInTable', 'string'),
    ...properties
      .filter(({ form, column: name }) => (form === 'text' || form === 'address') && !unlike.has(name))
      .filter(({ column: name }) => name !== 'Id')
      .map(({ column: name }) => word(name)),
    ...pathColumns.filter(({ name }) => !unlike.has(name)).map(({ name }) => word(name)),
    ...properties.filter(({ form }) => form === 'riskTypes').map(({ column: name }) => list(name)),
    steps(),
  ],
};

/** The event time at each precision, null where it is not known so exactly: the coarser of two is what counts. */
function precisions(): readonly Expression[] {
  const at = (ticks: number): Expression => call('binDown', [created, long(ticks)]);
  const finer = (ticks: number, value: Expression): Expression =>
    call('if', [call('eq', [at(ticks), created]), nullOf('datetime'), value]);
  return [
    at(SECOND),
    finer(SECOND, at(SECOND / 1000)),
    finer(SECOND / 1000, at(SECOND / 1_000_000)),
    finer(SECOND / 1_000_000, created),
  ];
}

/** Text without regard to case; empty text is no value. */
function word(name: string): Expression {
  if (typeOf(name) !== 'string') throw new Error(`${name} is no text`);
  const lower = call('nullIf', [call('lower', [column(name, 'string')]), text('')]);
  const none = nothing[name];
  return none === undefined ? lower : call('nullIf', [lower, text(none)]);
}

function list(name: string): Expression {
  return call('nullIf', [call('lower', [column(name, 'string')]), text('[]')]);
}

/** The steps of the authentication without what only some shapes carry: times, sequence numbers, nulls. */
function steps(): Expression {
  const value = column('AuthenticationDetails', 'string');
  const bare = call('replaceRegex', [
    value,
    text(
      String.raw`"(?:authenticationStepDateTime|StatusSequence|RequestSequence)":(?:"[^"]*"|\d+|null),?|"\w+":null,?`,
    ),
    text(''),
  ]);
  const closed = call('replaceText', [bare, text(',}'), text('}')]);
  return call('nullIf', [call('lower', [closed]), text('[]')]);
}
