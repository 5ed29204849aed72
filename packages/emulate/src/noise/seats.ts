import { places } from '../places.js';
import type { Origin } from '../places.js';
import { createRandom } from '../random.js';
import type { Random } from '../random.js';
import { hourAt } from '../stories/usual-days.js';
import type { TenantUser } from '../tenant.js';
import { companyExits, homelandOf, originIn, tunnels } from './networks.js';
import { homeOn, overIpv6 } from './residents.js';
import type { Journey, Resident } from './residents.js';

/** A while that somebody spends at one network with one device. */
export interface Seat {
  /** Hours of the day in UTC; below 0 and above 24 in the days beside it. */
  readonly from: number;
  readonly to: number;
  readonly origin: Origin;
  readonly device: 'computer' | 'phone';
  readonly where: 'office' | 'home' | 'way' | 'abroad';
}

/** What a person's day is like, for whatever service logs it. */
export interface PersonDay {
  readonly resident: Resident;
  /** The person with the devices that they have on this day, and the home's address of this day. */
  readonly user: TenantUser;
  readonly seats: readonly Seat[];
  readonly journey: Journey | undefined;
  readonly works: boolean;
}

/** The day of somebody; undefined of who is not there yet or no longer. */
export function dayOf(resident: Resident, day: number, weekend: boolean): PersonDay | undefined {
  if (day < resident.firstDay || day > resident.lastDay) return undefined;
  const random = createRandom(`${resident.seed}/day/${day}`);
  const home = homeOn(resident, day);
  const user = { ...withDevices(resident, day), home };
  const journey = resident.journeys.find(({ from, to }) => day >= from && day <= to);
  const works = !weekend && !(journey?.private ?? false) && !random.chance(0.05);
  const local = (hour: number): number => hourAt(user, hour);
  const seats =
    journey === undefined
      ? works
        ? workingDay(resident, home, random)
        : freeDay(resident, home, random)
      : awayDay(resident, journey, day, home, random);
  return {
    resident,
    user,
    seats: seats.map((seat) => ({
      ...seat,
      from: local(seat.from),
      to: local(seat.to),
      origin: unplaced(
        seat.origin === home && random.chance(0.3) ? overIpv6(home, resident) : seat.origin,
        random,
      ),
    })),
    journey,
    works,
  };
}

function workingDay(resident: Resident, home: Origin, random: Random): readonly Seat[] {
  const { user } = resident;
  const begins = 8 + random.next() * 1.5;
  const ends = begins + 8 + random.next() * 2;
  const evening: readonly Seat[] = [
    { from: ends + 0.5, to: 22.5, origin: tunnelled(resident, home, random), device: 'phone', where: 'home' },
    ...(random.chance(0.15)
      ? [{ from: 20.5, to: 22, origin: home, device: 'computer', where: 'home' } as const]
      : []),
  ];
  if (random.chance(resident.atOffice)) {
    return [
      { from: 7, to: 7.4, origin: home, device: 'phone', where: 'home' },
      { from: 7.5, to: begins - 0.1, origin: onTheWay(resident, random), device: 'phone', where: 'way' },
      { from: begins, to: ends, origin: user.office, device: 'computer', where: 'office' },
      ...(random.chance(0.5)
        ? [{ from: 12, to: 13, origin: onTheWay(resident, random), device: 'phone', where: 'way' } as const]
        : [{ from: 10, to: 16, origin: user.office, device: 'phone', where: 'office' } as const]),
      ...evening,
    ];
  }
  // At home some programs go through the company's exit and some do not, in the same minute.
  const exit = resident.usesCompanyExit ? exitOf(resident) : home;
  return [
    { from: 7.2, to: begins - 0.1, origin: home, device: 'phone', where: 'home' },
    { from: begins, to: ends, origin: home, device: 'computer', where: 'home' },
    ...(exit === home
      ? []
      : [{ from: begins, to: ends, origin: exit, device: 'computer', where: 'home' } as const]),
    { from: 12, to: 13, origin: onTheWay(resident, random), device: 'phone', where: 'way' },
    ...evening,
  ];
}

function freeDay(resident: Resident, home: Origin, random: Random): readonly Seat[] {
  return [
    ...(random.chance(0.6)
      ? [
          {
            from: 9,
            to: 22,
            origin: tunnelled(resident, home, random),
            device: 'phone',
            where: 'home',
          } as const,
        ]
      : []),
    ...(random.chance(0.4)
      ? [{ from: 10, to: 20, origin: onTheWay(resident, random), device: 'phone', where: 'way' } as const]
      : []),
    ...(random.chance(0.08)
      ? [{ from: 15, to: 18, origin: home, device: 'computer', where: 'home' } as const]
      : []),
  ];
}

/** The first day begins at home and ends at the hotel, with the flight between; the last the other way about. */
function awayDay(
  resident: Resident,
  journey: Journey,
  day: number,
  home: Origin,
  random: Random,
): readonly Seat[] {
  const { destination, roamsHome } = journey;
  const stay = createRandom(`${resident.seed}/stay/${journey.from}`);
  const hotel = originIn(destination.hotels, stay);
  const hours = flightHours(resident, journey);
  const away = (from: number, to: number): readonly Seat[] => [
    {
      from,
      to,
      origin: roamsHome ? onTheWay(resident, random) : originIn(destination.carrier, random),
      device: 'phone',
      where: 'abroad',
    },
    ...(journey.private && !random.chance(0.1)
      ? []
      : [{ from: from + 0.3, to, origin: hotel, device: 'computer', where: 'abroad' } as const]),
  ];
  if (day === journey.from) {
    const landed = 9 + hours;
    return [
      { from: 6.5, to: 7.5, origin: home, device: 'phone', where: 'home' },
      ...(landed < 22 ? away(landed, 23) : []),
    ];
  }
  if (day === journey.to) {
    const landed = 13 + hours;
    return [
      ...away(7, 11),
      ...(landed < 23
        ? [{ from: landed, to: 23.5, origin: home, device: 'phone', where: 'home' } as const]
        : []),
    ];
  }
  return away(7, 22);
}

/** Hours from door to door, by an airliner's speed and what is lost at both ends. */
function flightHours({ user }: Resident, { destination }: Journey): number {
  const { latitude, longitude } = user.office.place;
  const north = (destination.place.latitude - latitude) * 111;
  const east = (destination.place.longitude - longitude) * 85;
  return 2.5 + Math.hypot(north, east) / 800;
}

function onTheWay({ carrier, user }: Resident, random: Random): Origin {
  if (random.chance(0.06)) return originIn(homelandOf(user.office.place).cafes, random);
  // The gateway that a telephone goes through is mostly the near one.
  return originIn(carrier, random, random.chance(0.8) ? user.office.place : random.pick(carrier.places));
}

function tunnelled({ usesTunnel }: Resident, home: Origin, random: Random): Origin {
  return usesTunnel && random.chance(0.4) ? originIn(random.pick(tunnels), random) : home;
}

/** The exit that somebody is sent through, the same each day. */
function exitOf({ seed, user }: Resident): Origin {
  const overseas = user.office.place.countryOrRegion === 'CA' && createRandom(`${seed}/exit`).chance(0.8);
  return companyExits[overseas ? 2 : createRandom(`${seed}/gateway`).integer(2)] ?? user.office;
}

/** Now and then the geography does not know an address. */
function unplaced(origin: Origin, random: Random): Origin {
  return random.chance(0.01) ? { ...origin, place: places.nowhere } : origin;
}

function withDevices(
  { user, seed, newPhoneOn, newComputerOn, browserUpdateOn }: Resident,
  day: number,
): TenantUser {
  const updated = (agent: string): string =>
    day < browserUpdateOn ? agent : agent.replaceAll('141', '142').replaceAll('18_6', '18_7');
  const computer =
    day < newComputerOn
      ? user.computer
      : {
          ...user.computer,
          deviceId: createRandom(`${seed}/computer`).guid(),
          displayName: `${user.computer.displayName}N`,
        };
  const renewed = day >= newPhoneOn;
  return {
    ...user,
    computer: { ...computer, browser: updated(computer.browser) },
    phone: renewed ? { ...user.phone, operatingSystem: 'Ios 19.1', browser: 'Mobile Safari' } : user.phone,
    userAgent: updated(user.userAgent),
    phoneUserAgent: renewed ? NEW_PHONE : updated(user.phoneUserAgent),
  };
}

const NEW_PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';
