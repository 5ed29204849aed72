import { createRequire } from 'node:module';
import type * as H3 from 'h3-js';

let loaded: typeof H3 | undefined;

/** The library of H3, loaded at its first use: most runs need none of it. */
export function h3(): typeof H3 {
  loaded ??= createRequire(import.meta.url)('h3-js') as typeof H3;
  return loaded;
}
