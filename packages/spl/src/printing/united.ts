import type { Command, SearchExpr } from '../syntax/tree.js';
import { nowhere, terms } from './nodes.js';

/** Rows of several searches: events that are shown alike are one search, others are appended. */
export function unionCommands(inputs: readonly (readonly Command[])[]): readonly Command[] {
  const [first, ...rest] = inputs;
  if (first === undefined) throw new Error('a union has inputs');
  const together = oneSearch(inputs);
  if (together !== undefined) return together;
  return [
    ...first,
    ...rest.map((commands): Command => ({
      kind: 'append',
      options: [],
      pipeline: { commands: searching(commands), span: nowhere },
      span: nowhere,
    })),
  ];
}

/** A subsearch says `search` itself. */
export function searching(commands: readonly Command[]): readonly Command[] {
  const [first, ...rest] = commands;
  return first?.kind === 'search' ? [{ ...first, explicit: true }, ...rest] : commands;
}

/** `(search a) OR (search b)`, of searches that only pick events and go on in the same way. */
function oneSearch(inputs: readonly (readonly Command[])[]): readonly Command[] | undefined {
  const searches: SearchExpr[] = [];
  const tails = new Set<string>();
  for (const [search, ...tail] of inputs) {
    if (search?.kind !== 'search' || search.expression === undefined) return undefined;
    if (!tail.every(({ kind }) => kind === 'table')) return undefined;
    searches.push(search.expression);
    tails.add(JSON.stringify(tail));
  }
  const [, ...tail] = inputs[0] ?? [];
  // An event that two of them find would be there once.
  if (tails.size !== 1 || !areApart(searches)) return undefined;
  return [{ kind: 'search', explicit: false, expression: terms('or', searches), span: nowhere }, ...tail];
}

/** True when each search asks for another sourcetype. */
function areApart(searches: readonly SearchExpr[]): boolean {
  const sourcetypes = searches.map((search) => {
    const parts = search.kind === 'and' ? search.terms : [search];
    const asked = parts.find((part) => part.kind === 'compare' && part.field.text === 'sourcetype');
    return asked?.kind === 'compare' ? asked.value.text : undefined;
  });
  return !sourcetypes.includes(undefined) && new Set(sourcetypes).size === sourcetypes.length;
}
