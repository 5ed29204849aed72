import { closed } from '../commands/table.js';
import { unite } from './source.js';
import type { State } from './state.js';
import { arrange } from './state.js';

/** Results after others. Fields inside the events' JSON stay reachable where a name leads to the same in both. */
export function appended(before: State, added: State): State {
  const origins = [before.origin, added.origin].filter((origin) => origin !== undefined);
  const within = (name: string): string | undefined => {
    const [source, ...others] = origins.map((origin) => origin(name));
    return name === '_raw' || others.some((other) => other !== source) ? undefined : source;
  };
  const whole: State = { ...closed(unite([arrange(before), arrange(added)])), order: [] };
  return origins.length === 0 ? whole : { ...whole, origin: within };
}
