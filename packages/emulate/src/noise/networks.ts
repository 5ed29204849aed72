import { places } from '../places.js';
import type { Origin, Place } from '../places.js';
import type { Random } from '../random.js';

/** The network of one provider: an autonomous system with some address blocks. */
export interface Network {
  readonly number: number;
  /** Index of its first /16 (of IPv6: /44) and how many it has. */
  readonly first: number;
  readonly blocks: number;
  readonly overIpv6?: boolean;
  /** Where its addresses are placed; carriers place theirs at their gateways. */
  readonly places: readonly Place[];
}

/**
 * An address of a network. The documentation ranges of IPv4 hold too few for hundreds of people whose addresses change
 * from one /16 to another, so these are of 240.0.0.0/4, which is reserved (RFC 1112): nobody has them.
 */
export function addressIn({ first, blocks, overIpv6 = false }: Network, random: Random): string {
  const block = first + random.integer(blocks);
  const hex = (below: number): string => (1 + random.integer(below)).toString(16);
  return overIpv6
    ? `2001:db8:${(block * 16 + random.integer(16)).toString(16)}:${hex(0xfff0)}::${hex(0xfff0)}`
    : `${240 + (block >> 8)}.${block & 255}.${random.integer(256)}.${1 + random.integer(254)}`;
}

/** A machine in a network, at one of its places. */
export function originIn(network: Network, random: Random, place = random.pick(network.places)): Origin {
  return { ipAddress: addressIn(network, random), autonomousSystemNumber: network.number, place };
}

const city = (name: string, country: string, latitude: number, longitude: number): Place => ({
  city: name,
  state: name,
  countryOrRegion: country,
  latitude,
  longitude,
});

/** A country in which there is an office: where its people live. */
export interface Homeland {
  readonly cities: readonly Place[];
  /** What the geography says of an address that it knows the country of only. */
  readonly vague: Place;
  readonly providers: readonly Network[];
  readonly carriers: readonly Network[];
  /** Cafés, trains and airports. */
  readonly cafes: Network;
}

function homeland(index: number, cities: readonly Place[]): Homeland {
  const [capital] = cities;
  if (capital === undefined) throw new Error('a country without cities');
  return {
    cities,
    vague: { ...capital, city: '', state: '' },
    providers: [0, 1, 2].map((each) => ({
      number: 65_001 + index * 10 + each,
      first: index * 48 + each * 12,
      blocks: 4,
      places: cities,
      overIpv6: each === 2,
    })),
    // Few gateways for a whole country: a telephone is placed now at one, now at another.
    carriers: [0, 1].map((each) => ({
      number: 65_101 + index * 10 + each,
      first: index * 48 + 36 + each * 6,
      blocks: 2,
      places: cities.slice(0, 3),
    })),
    cafes: { number: 65_411 + index, first: 210 + index * 3, blocks: 3, places: cities.slice(0, 2) },
  };
}

const homelands: Readonly<Record<string, Homeland>> = {
  PT: homeland(0, [
    places.lisbon,
    places.porto,
    city('Faro', 'PT', 37.02, -7.93),
    city('Braga', 'PT', 41.55, -8.42),
  ]),
  CH: homeland(1, [places.zurich, city('Genève', 'CH', 46.2, 6.14), city('Bern', 'CH', 46.95, 7.45)]),
  CA: homeland(2, [
    places.toronto,
    city('Montréal', 'CA', 45.5, -73.57),
    city('Vancouver', 'CA', 49.28, -123.12),
    city('Ottawa', 'CA', 45.42, -75.7),
  ]),
};

/** The country of an office. */
export function homelandOf(place: Place): Homeland {
  const found = homelands[place.countryOrRegion];
  if (found === undefined) throw new Error(`no homeland ${place.countryOrRegion}`);
  return found;
}

/** Where journeys lead: a place, the network of its hotels and a carrier of its country. */
export interface Destination {
  readonly place: Place;
  readonly hotels: Network;
  readonly carrier: Network;
}

/** Places that people travel to, the frequent ones first. */
export const destinations: readonly Destination[] = [
  places.amsterdam,
  city('London', 'GB', 51.51, -0.13),
  city('Madrid', 'ES', 40.42, -3.7),
  city('Berlin', 'DE', 52.52, 13.4),
  city('New York', 'US', 40.71, -74.01),
  places.singapore,
  places.osaka,
  places.saoPaulo,
].map((place, index) => ({
  place,
  hotels: { number: 65_201 + index, first: 150 + index * 4, blocks: 3, places: [place] },
  carrier: { number: 65_301 + index, first: 153 + index * 4, blocks: 1, places: [place] },
}));

/** A provider of consumer tunnels: exits in several countries, of which the user takes one or another. */
export const tunnels: readonly Network[] = [
  places.amsterdam,
  places.zurich,
  places.germany,
  city('London', 'GB', 51.51, -0.13),
].map((place, index) => ({ number: 65_401, first: 200 + index, blocks: 1, places: [place] }));

/** Hosted machines that build software: every run has another address. */
export const runners: Network = {
  number: 65_403,
  first: 220,
  blocks: 60,
  places: [city('Boydton', 'US', 36.67, -78.39), city('Des Moines', 'US', 41.6, -93.61)],
};

/** Microsoft's data centres, from which its services act for people who are elsewhere. */
export const microsoftServices: Network = {
  number: 8075,
  first: 320,
  blocks: 8,
  places: [places.amsterdam, city('Dublin', 'IE', 53.35, -6.26)],
};

/** Partners' offices and homes. */
export const partnerNetworks: Network = {
  number: 65_404,
  first: 300,
  blocks: 6,
  places: [places.amsterdam, places.porto],
};

/** The company's own machines in a data centre. */
export const serverRoom: Origin = {
  ipAddress: '192.0.2.77',
  autonomousSystemNumber: 64496,
  place: places.lisbon,
};

/** The company's exits for people at home: gateways of a security service, not always in the people's country. */
export const companyExits: readonly Origin[] = [
  { ipAddress: '203.0.113.17', autonomousSystemNumber: 64501, place: places.amsterdam },
  { ipAddress: '203.0.113.18', autonomousSystemNumber: 64501, place: places.amsterdam },
  { ipAddress: '203.0.113.33', autonomousSystemNumber: 64501, place: places.toronto },
];

/** What IT keeps as the networks of the company. */
export const companyNetworks = [
  ['192.0.2.0/24', 'offices and server room'],
  ['203.0.113.16/28', 'gateway AMS'],
  ['203.0.113.32/28', 'gateway YYZ'],
] as const;
