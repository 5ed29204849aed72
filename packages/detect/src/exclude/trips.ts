import { ticksOfIso } from '@interloper/plan';
import { endOf } from './end-of.js';
import type { WatchlistEntries } from './watchlists.js';

/** Who is where, from when to when. */
export interface Trips {
  /** True when one of the names (lower case) is in the country (likewise) at the instant (ticks). */
  readonly hold: (names: ReadonlySet<string>, country: string, time: bigint) => boolean;
  /** Entries whose days cannot be read: they say nothing. */
  readonly undated: number;
}

/** The trips in a watchlist of `user`, `country`, `from` and `to`; a day counts from its beginning to its end, UTC. */
export function tripsIn(rows: WatchlistEntries['rows']): Trips {
  const trips = rows.flatMap(({ user, country, from, to }) => {
    const [begin, end] = [ticksOfIso(from ?? ''), endOf(to ?? '')];
    if (user === undefined || country === undefined || begin === undefined || end === undefined) return [];
    return [{ user: user.toLowerCase(), country: country.toLowerCase(), begin, end }];
  });
  return {
    hold: (names, country, time) =>
      trips.some(
        (trip) => trip.country === country && names.has(trip.user) && time >= trip.begin && time < trip.end,
      ),
    undated: rows.length - trips.length,
  };
}
