import { and, call, column, datetime, nullOf, or, text } from '@interloper/plan';
import type { Activity, Column, Expression, IdentityKind, NamedExpression, Relation } from '@interloper/plan';

/** Names of accounts in lower case: by kind, or `any` where the kind is not known. */
export type AccountKeys = ReadonlyMap<IdentityKind | 'any', ReadonlySet<string>>;

/** Which events are asked for; instants are ticks. */
export interface EventFilter {
  readonly accounts?: AccountKeys;
  /** Events of these accounts are left out. */
  readonly without?: AccountKeys;
  readonly from?: bigint;
  readonly to?: bigint;
  /** Another condition over the values of an activity. */
  readonly where?: (activity: Activity) => Expression | undefined;
}

/** What each event says, in the same columns for every log. */
export const eventColumns = [
  { name: 'time', type: 'datetime' },
  { name: 'source', type: 'string' },
  { name: 'id', type: 'string' },
  { name: 'account', type: 'string' },
  { name: 'action', type: 'string' },
  { name: 'result', type: 'string' },
  { name: 'reason', type: 'string' },
  { name: 'address', type: 'string' },
  { name: 'country', type: 'string' },
  { name: 'agent', type: 'string' },
  { name: 'session', type: 'string' },
  { name: 'key', type: 'string' },
  { name: 'application', type: 'string' },
  { name: 'targets', type: 'multivalue' },
] as const satisfies readonly Column[];

export type EventColumn = (typeof eventColumns)[number]['name'];

/** A column of an event. */
export function eventColumn(name: EventColumn): Expression {
  return column(name, eventColumns.find((each) => each.name === name)?.type ?? 'string');
}

/** The events of a log, in `eventColumns`. Undefined when none can be among those asked for. */
export function eventsOf(activity: Activity, filter: EventFilter): Relation | undefined {
  const asked = filter.accounts === undefined ? undefined : isOneOf(activity, filter.accounts);
  if (filter.accounts !== undefined && asked === undefined) return undefined;
  const further = filter.where?.(activity);
  if (filter.where !== undefined && further === undefined) return undefined;
  const left = filter.without === undefined ? undefined : isOneOf(activity, filter.without);
  const { time } = activity;
  const conditions = [
    activity.where,
    ...(filter.from === undefined ? [] : [call('ge', [time, datetime(filter.from)])]),
    ...(filter.to === undefined ? [] : [call('le', [time, datetime(filter.to)])]),
    asked,
    ...(left === undefined ? [] : [call('not', [left])]),
    further,
  ].filter((condition) => condition !== undefined);
  const input: Relation =
    conditions.length === 0
      ? activity.scan
      : { kind: 'filter', input: activity.scan, predicate: and(...conditions) };
  return { kind: 'project', input, columns: valuesOf(activity) };
}

/** What separates the kind of a target from its name. */
export const TARGET_SEPARATOR = ' ';

function valuesOf(activity: Activity): readonly NamedExpression[] {
  const given = (value: Expression | undefined): Expression =>
    value === undefined ? nullOf('string') : call('nullIf', [call('trim', [value]), text('')]);
  const targets = activity.targets.map(({ kind, value }) =>
    call('concat', [text(`${kind}${TARGET_SEPARATOR}`), given(value)]),
  );
  const values: Readonly<Record<EventColumn, Expression>> = {
    time: activity.time,
    source: text(activity.source),
    id: given(activity.id),
    account: accountOf(activity),
    action: given(activity.action),
    result: given(activity.result),
    reason: given(activity.reason),
    address: given(activity.address),
    country: given(activity.country),
    agent: given(activity.agent),
    session: given(activity.session),
    key: given(activity.key),
    application: given(activity.application),
    targets: targets.length === 0 ? nullOf('multivalue') : call('mvAppend', targets),
  };
  return eventColumns.map(({ name }) => ({ name, expression: values[name] }));
}

/** The name to show: the first that the record has. */
export function accountOf({ accounts }: Activity): Expression {
  const names = accounts.map(({ value }) => call('nullIf', [call('trim', [value]), text('')]));
  return names.length === 1 && names[0] !== undefined ? names[0] : call('coalesce', names);
}

function isOneOf({ accounts }: Activity, keys: AccountKeys): Expression | undefined {
  const conditions = accounts.flatMap(({ kind, value }) => {
    const texts = new Set([...(keys.get(kind) ?? []), ...(keys.get('any') ?? [])]);
    return texts.size === 0
      ? []
      : [call('isTrue', [call('in', [call('lower', [call('trim', [value])]), ...[...texts].map(text)])])];
  });
  return conditions.length === 0 ? undefined : or(...conditions);
}

/** All these logs' events together; undefined without any. */
export function together(relations: readonly (Relation | undefined)[]): Relation | undefined {
  const inputs = relations.filter((relation) => relation !== undefined);
  const [first] = inputs;
  if (first === undefined) return undefined;
  return inputs.length === 1 ? first : { kind: 'union', inputs };
}
