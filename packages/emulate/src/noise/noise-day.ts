import type { Random } from '../random.js';
import type { Stage } from '../stories/story.js';
import type { Tenant, TenantGuest, TenantUser } from '../tenant.js';
import { hourAt } from '../stories/usual-days.js';
import type { Resident, Team } from './residents.js';
import type { PersonDay, Seat } from './seats.js';

/** One day of the tenant, as every service sees it. */
export interface NoiseDay {
  readonly tenant: Tenant;
  readonly index: number;
  readonly weekend: boolean;
  /** Who is there at all; also those who do not work on the day. */
  readonly people: readonly PersonDay[];
  /** Everybody of the month, those who have left and those to come among them. */
  readonly staff: readonly Resident[];
  readonly guests: readonly TenantGuest[];
  readonly machines: ServiceUsers;
  /** How busy people are: 1 is usual. */
  readonly rate: number;
  /** How busy builds, jobs and applications are; a smaller company has fewer. */
  readonly machineRate: number;
  /** The stage for one service's events of the day: its random choices are its own. */
  readonly stageFor: (service: string) => Stage;
}

/** Accounts that are members of the directory and no people. */
export interface ServiceUsers {
  readonly backup: TenantUser;
  readonly scanner: TenantUser;
}

/** How often something happens at a rate: the mean, rounded up or down by chance. */
export function times(random: Random, mean: number): number {
  const whole = Math.floor(mean);
  return whole + (random.chance(mean - whole) ? 1 : 0);
}

/** Some time within a seat, in milliseconds since 1970. */
export function within({ random, when }: Stage, day: number, { from, to }: Seat): number {
  return when(day, 0, 0, Math.floor((from + random.next() * (to - from)) * 3600));
}

/** An hour on the clock of somebody's office, with minutes by chance. */
export function officeHour({ random, when }: Stage, day: number, user: TenantUser, hour: number): number {
  return when(day, hourAt(user, hour), random.integer(60), random.integer(60));
}

/** The people of a team who work on the day. */
export function working({ people }: NoiseDay, ...teams: readonly Team[]): readonly PersonDay[] {
  return people.filter(({ resident, works }) => works && teams.includes(resident.team));
}

/** The seats of a person at a device; on days off there may be none. */
export function seatsAt({ seats }: PersonDay, device: Seat['device']): readonly Seat[] {
  return seats.filter((seat) => seat.device === device);
}

/** Some of the people, so many on average. */
export function pickSome(
  { random }: Stage,
  people: readonly PersonDay[],
  mean: number,
): readonly PersonDay[] {
  return people.length === 0 ? [] : Array.from({ length: times(random, mean) }, () => random.pick(people));
}
