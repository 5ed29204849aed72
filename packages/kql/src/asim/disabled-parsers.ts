import type { Catalog } from '@interloper/plan';
import { watchlistsOf } from '../operators/watchlists.js';
import { quoted } from './asim-parser.js';
import type { BodyOptions } from './body.js';

/** The watchlist in which a workspace says which parsers its functions over all logs leave out. */
export const DISABLED_PARSERS = 'ASimDisabledParsers';

/**
 * Which parsers are off in a function over all logs: those that the watchlist names as `Exclude` and their name, or
 * `Any`, for this function or for any.
 * https://learn.microsoft.com/azure/sentinel/normalization-manage-parsers#use-a-modified-version-of-a-built-in-parser
 */
export function switchedOff(name: string, catalog: Catalog): Pick<BodyOptions, 'isOff'> {
  if (!watchlistsOf(catalog).some((lookup) => lookup.name === DISABLED_PARSERS)) return {};
  const beginning = name.startsWith('_') ? `${name}_` : name.replace(/^im/, 'vim');
  return {
    isOff: ({ id, aliases }) => {
      const names = ['Any', ...[id, ...aliases].map((end) => `Exclude${beginning}${end}`)];
      const found = `_ASIM_GetDisabledParsers('Exclude${name}') | where SourceSpecificParser in (${names.map(quoted).join(', ')})`;
      return `toscalar(${found} | count) > 0`;
    },
  };
}
