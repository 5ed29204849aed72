import { call, column, nullOf, text } from '@interloper/plan';
import type { Expression, IdentityKind, IdentityLink, IdentityName, Scan } from '@interloper/plan';

/** Names of one account in text columns: the column that holds each kind. */
export function namesIn(
  scan: Scan,
  columns: Readonly<Partial<Record<IdentityKind, string>>>,
  where?: Expression,
): IdentityLink {
  const names = Object.entries(columns).map(([kind, name]) =>
    // The keys are those of the type.
    nameOf(kind as IdentityKind, column(name, 'string')),
  );
  return { scan, names, ...(where === undefined ? {} : { where }) };
}

export function nameOf(kind: IdentityKind, value: Expression): IdentityName {
  return kind === 'mail' ? { kind, value: when(isMail(value), value) } : { kind, value };
}

/** A login that is a mail address with some and not with others: both names, of which a record has one. */
export function loginNames(kind: IdentityKind, login: string): readonly IdentityName[] {
  const value = column(login, 'string');
  return [nameOf('mail', value), { kind, value: when(call('not', [isMail(value)]), value) }];
}

/** A value where a condition holds, else null. */
export function when(condition: Expression, value: Expression): Expression {
  return call('if', [condition, value, nullOf('string')]);
}

function isMail(value: Expression): Expression {
  return call('isTrue', [call('contains', [value, text('@')])]);
}
