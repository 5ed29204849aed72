import { createRandom } from '../random.js';
import type { Origin } from '../places.js';
import type { Random } from '../random.js';
import type { Tenant, TenantUser } from '../tenant.js';
import { addressIn, destinations, homelandOf } from './networks.js';
import type { Destination, Network } from './networks.js';

/** What somebody does for the company decides which services they use. */
export type Team =
  | 'desk work'
  | 'sales'
  | 'developers'
  | 'administrators'
  | 'service desk'
  | 'data'
  | 'subsidiary'
  | 'marketing';

/** A member of the staff with the habits and events of the month that matter to logs. Days count from 0. */
export interface Resident {
  readonly user: TenantUser;
  readonly team: Team;
  readonly seed: string;
  readonly provider: Network;
  /** How many days the home keeps its address; most providers give a new one now and then. */
  readonly lease: number;
  readonly carrier: Network;
  /** Share of the working days at the office. */
  readonly atOffice: number;
  /** Goes through the company's exit from outside. */
  readonly usesCompanyExit: boolean;
  /** Has a tunnel of their own on the telephone and at home. */
  readonly usesTunnel: boolean;
  readonly journeys: readonly Journey[];
  readonly firstDay: number;
  readonly lastDay: number;
  readonly newPhoneOn: number;
  readonly newComputerOn: number;
  readonly newPasswordOn: number;
  readonly browserUpdateOn: number;
  /** A mail program that knows neither second factors nor tokens. */
  readonly usesOldMail: boolean;
}

/** Days away from home, both included. */
export interface Journey {
  readonly from: number;
  readonly to: number;
  readonly destination: Destination;
  readonly private: boolean;
  /** Stands in the list of journeys that IT gets from the travel desk. */
  readonly registered: boolean;
  /** The telephone leaves through the carrier at home, not through one of the country. */
  readonly roamsHome: boolean;
}

const NEVER = Number.POSITIVE_INFINITY;

/** The teams of a hundred people. */
const teams: readonly (readonly [Team, number])[] = [
  ['desk work', 34],
  ['sales', 15],
  ['developers', 15],
  ['administrators', 3],
  ['service desk', 2],
  ['data', 5],
  ['subsidiary', 16],
  ['marketing', 10],
];

/** The staff of a tenant over so many days. The same tenant and days always give the same people. */
export function composeResidents(tenant: Tenant, days: number): readonly Resident[] {
  return tenant.users.map((user, index) => {
    const seed = `noise/${tenant.seed}/${user.principalName}`;
    const random = createRandom(seed);
    // 61 has no divisor in common with 100: few people, too, are of all teams.
    const team = teamOf((index * 61) % 100);
    const { providers, carriers } = homelandOf(user.office.place);
    const travels = team === 'sales' ? 0.3 : team === 'subsidiary' ? 0.05 : 0.1;
    const someDay = (share: number): number =>
      random.chance((share * days) / 30) ? random.integer(days) : NEVER;
    return {
      user,
      team,
      seed,
      provider: random.pick(providers),
      lease: random.pick([1, 3, 9, 20, 90, 90]),
      carrier: random.pick(carriers),
      atOffice: random.pick([0, 0.4, 0.6, 0.6, 0.8, 1]),
      usesCompanyExit: random.chance(0.25),
      usesTunnel: random.chance(0.03),
      journeys: random.chance((travels * days) / 30) ? [drawJourney(user, days, random)] : [],
      firstDay: random.chance(0.015) ? 1 + random.integer(Math.max(1, days - 2)) : 0,
      lastDay: random.chance(0.01) ? random.integer(days) : NEVER,
      newPhoneOn: someDay(0.05),
      newComputerOn: someDay(0.03),
      newPasswordOn: someDay(0.12),
      browserUpdateOn: 3 + random.integer(10),
      usesOldMail: random.chance(0.02),
    };
  });
}

/** Where somebody lives on a day: the provider's address of that lease, with the place that it is thought to be at. */
export function homeOn({ seed, lease, provider, user }: Resident, day: number): Origin {
  const random = createRandom(`${seed}/lease/${Math.floor(day / lease)}`);
  const ipAddress = addressIn(provider, random);
  const { cities, vague } = homelandOf(user.office.place);
  const guess = random.next();
  const place = guess < 0.88 ? user.office.place : guess < 0.97 ? random.pick(cities) : vague;
  return { ipAddress, autonomousSystemNumber: provider.number, place };
}

/** The same line over IPv6, which programs take or not as they like. */
export function overIpv6(home: Origin, { seed, provider }: Resident): Origin {
  return { ...home, ipAddress: addressIn({ ...provider, overIpv6: true }, createRandom(`${seed}/line`)) };
}

/** The session of a device in a week: browsers and programs keep theirs for days, wherever they are carried. */
export function sessionOf(resident: Resident, device: 'computer' | 'phone', day: number): string {
  const renewedOn = device === 'phone' ? resident.newPhoneOn : resident.newComputerOn;
  const generation = day < renewedOn ? 'first' : 'second';
  return createRandom(`${resident.seed}/${device}/${generation}/${Math.floor(day / 7)}`).guid();
}

function teamOf(rank: number): Team {
  let left = rank;
  for (const [team, size] of teams) {
    if (left < size) return team;
    left -= size;
  }
  throw new Error('the teams are fewer than a hundred');
}

function drawJourney(user: TenantUser, days: number, random: Random): Journey {
  const from = random.integer(days);
  const isPrivate = random.chance(0.3);
  const abroad = destinations.filter(
    ({ place }) => place.countryOrRegion !== user.office.place.countryOrRegion,
  );
  // The first ones are near, and most journeys lead there.
  const destination = abroad[Math.floor(abroad.length * random.next() ** 2)];
  if (destination === undefined) throw new Error('there is nowhere to go');
  return {
    from,
    to: from + 1 + random.integer(isPrivate ? 10 : 4),
    destination,
    private: isPrivate,
    registered: !isPrivate && random.chance(0.8),
    roamsHome: random.chance(0.6),
  };
}
