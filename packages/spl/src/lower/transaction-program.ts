import type { Column, Expression, ScanProgram } from '@interloper/plan';
import { and, bool, call, column, long, not, nullOf, or, variable } from '@interloper/plan';

/** How long and large a transaction may be. `events` is undefined when the rule does not say. */
export interface Limits {
  readonly span: bigint | undefined;
  readonly pause: bigint | undefined;
  readonly events: number | undefined;
}

const STEP = 'event';

/** An event as it arrives: its number, its ticks, and 1 or 0 for whether a transaction starts or ends with it. */
const columns: readonly Column[] = [
  { name: 'number', type: 'long' },
  { name: 'ticks', type: 'long' },
  { name: 'starts', type: 'long' },
  { name: 'ends', type: 'long' },
];

/** What is known behind an event: the transaction it may belong to, whether it does, and whether that one is open. */
const declared: ScanProgram['declared'] = ['transaction', 'member', 'open', 'newest', 'oldest', 'events'].map(
  (name) => ({ name, type: 'long', otherwise: nullOf('long') }),
);

/**
 * How the events of one group, newest first, fall into transactions. An event goes on with the open transaction unless
 * that would exceed a limit or, where transactions have an end, it is one; else it opens the next, or belongs to none
 * when only an end can open one. What a transaction starts with closes it. Search Reference: transaction.
 */
export function transactionProgram(
  limits: Limits,
  bounds: { readonly starts: boolean; readonly ends: boolean },
): ScanProgram {
  const known = (name: string): Expression => variable(`${STEP}.${name}`, 'long');
  const ticks = column('ticks', 'long');
  const is = (name: string): Expression => call('eq', [column(name, 'long'), long(1)]);
  const apart = (from: string): Expression => call('subtract', [known(from), ticks], 'long');
  const literal = (amount: bigint): Expression => long(amount);
  const exceeds = or(
    ...(limits.span === undefined ? [] : [call('gt', [apart('newest'), literal(limits.span)])]),
    ...(limits.pause === undefined ? [] : [call('gt', [apart('oldest'), literal(limits.pause)])]),
    ...(limits.events === undefined ? [] : [call('ge', [known('events'), long(limits.events)])]),
  );
  const goesOn = call('isTrue', [
    and(call('eq', [known('open'), long(1)]), not(exceeds), ...(bounds.ends ? [not(is('ends'))] : [])),
  ]);
  const opens = and(not(goesOn), bounds.ends ? is('ends') : bool(true));
  const member = or(goesOn, opens);
  const before = call('coalesce', [known('transaction'), long(0)]);
  const closes = bounds.starts ? is('starts') : bool(false);
  const choose = (condition: Expression, yes: Expression, no: Expression): Expression =>
    call('if', [condition, yes, no]);
  const next: Readonly<Record<string, Expression>> = {
    transaction: choose(opens, call('add', [before, long(1)], 'long'), before),
    member: choose(member, long(1), long(0)),
    open: choose(and(member, not(closes)), long(1), long(0)),
    newest: choose(opens, ticks, known('newest')),
    oldest: choose(member, ticks, known('oldest')),
    events: choose(opens, long(1), call('add', [known('events'), long(1)], 'long')),
  };
  const assignments = Object.entries(next).map(([name, expression]) => ({ name, expression }));
  const step = { name: STEP, output: true, condition: bool(true), assignments };
  return { columns, shown: 1, declared, matchId: false, steps: [step] };
}
