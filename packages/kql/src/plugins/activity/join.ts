import { and, call, column, columnsOf } from '@interloper/plan';
import type { Expression, JoinColumn, JoinFlavour, Relation } from '@interloper/plan';

/** Columns of the left and the right rows that must be the same. */
export type Key = readonly [left: string, right: string];

/** Rows of both sides with the same keys; of the right side's columns only those taken. */
export function joined(
  flavour: JoinFlavour,
  left: Relation,
  right: Relation,
  keys: readonly Key[],
  taken: readonly string[],
  ...conditions: readonly Expression[]
): Relation {
  return {
    kind: 'join',
    flavour,
    left,
    right,
    condition: and(
      ...keys.map(([one, other]) => call('same', [onLeft(left, one), onRight(right, other)])),
      ...conditions,
    ),
    columns: [
      ...columnsOf(left).map(({ name }): JoinColumn => ({ name, side: 'left', source: name })),
      ...taken.map((name): JoinColumn => ({ name, side: 'right', source: name })),
    ],
  };
}

export function onLeft(relation: Relation, name: string): Expression {
  return sided(relation, name, 'left');
}

export function onRight(relation: Relation, name: string): Expression {
  return sided(relation, name, 'right');
}

function sided(relation: Relation, name: string, side: 'left' | 'right'): Expression {
  return column(name, columnsOf(relation).find((item) => item.name === name)?.type ?? 'string', side);
}

/** Keys of the same name on both sides. */
export function alike(names: readonly { readonly name: string }[]): readonly Key[] {
  return names.map(({ name }) => [name, name] as const);
}
