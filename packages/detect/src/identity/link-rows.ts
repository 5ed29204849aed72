import { and, call, identityKinds, nullOf, or, text } from '@interloper/plan';
import type { Expression, IdentityKind, IdentityLink, NamedExpression } from '@interloper/plan';
import type { Reader } from '@interloper/sql';

/** A name of an account. Two texts that differ in case are one name. */
export interface Name {
  readonly kind: IdentityKind;
  /** In lower case. */
  readonly key: string;
  /** As the data spells it. */
  readonly spelling: string;
}

/** Texts in lower case, by the kind of name that they are looked for as. */
export type Wanted = ReadonlyMap<IdentityKind, ReadonlySet<string>>;

/** What stands in the place of a name where there is none (log-format reference, sections 4, 7 and 12). */
const placeholders = [
  '',
  '-',
  'null',
  'none',
  'n/a',
  'unknown',
  'not available',
  'anonymous',
  '00000000-0000-0000-0000-000000000000',
];

/** Texts that one statement looks for. */
const AT_ONCE = 2000;

/** How the names that stand together are asked for. */
export interface LinkRowsOptions {
  /** Names that do not last are there, too; without it only those that are wanted themselves. */
  readonly sessions?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * The names that stand together in the records of a link in which one of the wanted ones does: one entry for each
 * combination. A name that does not last is only there where it is wanted itself (an account has one for each session),
 * or where sessions are asked for.
 */
export async function linkRows(
  reader: Reader,
  link: IdentityLink,
  wanted: Wanted,
  { sessions = false, signal }: LinkRowsOptions = {},
): Promise<readonly (readonly Name[])[]> {
  const found: (readonly Name[])[] = [];
  for (const part of portions(wanted)) {
    const plan = planOf(link, part, sessions);
    if (plan === undefined) continue;
    const { rows } = await reader.query(plan, signal === undefined ? {} : { signal });
    for (const row of rows) {
      const names = link.names.flatMap(({ kind }, index): Name | readonly [] => {
        const [key, spelling] = [row[index], row[link.names.length + index]];
        return typeof key === 'string' && typeof spelling === 'string' ? { kind, key, spelling } : [];
      });
      if (names.length > 0) found.push(names);
    }
  }
  return found;
}

function planOf({ scan, where, names }: IdentityLink, wanted: Wanted, sessions: boolean) {
  const keys = names.map(({ value }) => keyOf(value));
  const hits = names.map(({ kind }, index): Expression | undefined => {
    const texts = wanted.get(kind);
    const key = keys[index];
    if (texts === undefined || texts.size === 0 || key === undefined) return undefined;
    return call('isTrue', [call('in', [key, ...[...texts].map(text)])]);
  });
  const any = hits.filter((hit) => hit !== undefined);
  if (any.length === 0) return undefined;
  const groups = names.map(({ kind }, index): NamedExpression => {
    const key = keys[index] ?? nullOf('string');
    const hit = hits[index];
    if (sessions || identityKinds[kind].lasting) return { name: `key${index}`, expression: key };
    const expression = hit === undefined ? nullOf('string') : call('if', [hit, key, nullOf('string')]);
    return { name: `key${index}`, expression };
  });
  return {
    kind: 'aggregate',
    input: {
      kind: 'filter',
      input: scan,
      predicate: and(...(where === undefined ? [] : [where]), or(...any)),
    },
    groups,
    aggregates: names.map(({ value }, index) => ({
      name: `spelling${index}`,
      fn: 'min' as const,
      args: [call('trim', [value])],
      type: 'string' as const,
    })),
  } as const;
}

/** A name in lower case; null of what only stands in the place of one. */
function keyOf(value: Expression): Expression {
  const key = call('lower', [call('trim', [value])]);
  return call('if', [call('in', [key, ...placeholders.map(text)]), nullOf('string'), key]);
}

function* portions(wanted: Wanted): Generator<Wanted> {
  const all = [...wanted].flatMap(([kind, texts]) => [...texts].map((item) => [kind, item] as const));
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const part = new Map<IdentityKind, Set<string>>();
    for (const [kind, item] of all.slice(at, at + AT_ONCE)) {
      const texts = part.get(kind) ?? new Set();
      part.set(kind, texts.add(item));
    }
    yield part;
  }
}
