import type { SignInLocation } from './sign-in.js';

/** A place with the coordinates that Entra would give for it. */
export type Place = SignInLocation;

export const places = {
  lisbon: { city: 'Lisboa', state: 'Lisboa', countryOrRegion: 'PT', latitude: 38.72, longitude: -9.14 },
  porto: { city: 'Porto', state: 'Porto', countryOrRegion: 'PT', latitude: 41.15, longitude: -8.61 },
  zurich: { city: 'Zürich', state: 'Zürich', countryOrRegion: 'CH', latitude: 47.37, longitude: 8.54 },
  toronto: { city: 'Toronto', state: 'Ontario', countryOrRegion: 'CA', latitude: 43.65, longitude: -79.38 },
  osaka: { city: 'Ōsaka', state: 'Ōsaka', countryOrRegion: 'JP', latitude: 34.69, longitude: 135.5 },
  singapore: {
    city: 'Singapore',
    state: 'Central Singapore',
    countryOrRegion: 'SG',
    latitude: 1.29,
    longitude: 103.85,
  },
  amsterdam: {
    city: 'Amsterdam',
    state: 'Noord-Holland',
    countryOrRegion: 'NL',
    latitude: 52.37,
    longitude: 4.89,
  },
  lagos: { city: 'Lagos', state: 'Lagos', countryOrRegion: 'NG', latitude: 6.45, longitude: 3.39 },
  saoPaulo: {
    city: 'São Paulo',
    state: 'São Paulo',
    countryOrRegion: 'BR',
    latitude: -23.55,
    longitude: -46.63,
  },
  /** A country without a city, as an anonymising proxy resolves. */
  germany: { city: '', state: '', countryOrRegion: 'DE', latitude: 51, longitude: 9 },
  /** What a managed identity's record holds. */
  nowhere: { city: '', state: '', countryOrRegion: '', latitude: 0, longitude: 0 },
} as const satisfies Readonly<Record<string, Place>>;

/** A network that sign-ins come from; addresses are from the documentation ranges only (RFC 5737, RFC 3849). */
export interface Origin {
  readonly ipAddress: string;
  readonly autonomousSystemNumber: number | null;
  readonly place: Place;
}

/** Networks of the attackers; 203.0.113.0/24 holds no benign sign-in unless a scenario says so. */
export const attackerOrigins = {
  hosting: { ipAddress: '203.0.113.77', autonomousSystemNumber: 64500, place: places.amsterdam },
  anonymizer: { ipAddress: '203.0.113.23', autonomousSystemNumber: 64510, place: places.germany },
  residentialProxy: { ipAddress: '203.0.113.141', autonomousSystemNumber: 64511, place: places.saoPaulo },
  farAway: { ipAddress: '203.0.113.198', autonomousSystemNumber: 64499, place: places.lagos },
  overIpv6: { ipAddress: '2001:db8:bad::66', autonomousSystemNumber: 64500, place: places.amsterdam },
} as const satisfies Readonly<Record<string, Origin>>;
