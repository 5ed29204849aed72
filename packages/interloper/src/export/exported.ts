import type { Column, LanguageId } from '@interloper/plan';
import type { DetectionPackage } from '@interloper/detect';

/** A file that an export gives, by its path under the folder it may be written to. */
export interface ExportedFile {
  readonly path: string;
  /** What to call it on the command line: `yaml`, `arm`, `conf`. */
  readonly form: string;
  readonly text: string;
}

/** A detection's rule in the language of the platform, with the columns it gives. */
export interface ExportedRule {
  readonly detection: DetectionPackage;
  readonly language: LanguageId;
  readonly text: string;
  readonly columns: readonly Column[];
  /** Columns of the account, best first; those of the detection's own rule where the rule was converted. */
  readonly account: readonly string[];
}

const MINUTE = 600_000_000n;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** A duration of whole minutes: `5m`, `1h`, `14d`. Undefined for others. */
export function shortDuration(ticks: bigint): string | undefined {
  if (ticks <= 0n || ticks % MINUTE !== 0n) return undefined;
  if (ticks % DAY === 0n) return `${(ticks / DAY).toString()}d`;
  return ticks % HOUR === 0n ? `${(ticks / HOUR).toString()}h` : `${(ticks / MINUTE).toString()}m`;
}

/** The same in ISO 8601: `PT5M`, `PT1H`, `P14D`. */
export function isoDuration(ticks: bigint): string | undefined {
  const short = shortDuration(ticks);
  if (short === undefined) return undefined;
  return short.endsWith('d') ? `P${short.toUpperCase()}` : `PT${short.toUpperCase()}`;
}

/** The cron schedule of a frequency that divides an hour or a day; undefined for others. */
export function cronOf(ticks: bigint): string | undefined {
  if (ticks <= 0n || ticks % MINUTE !== 0n) return undefined;
  if (ticks < HOUR) return HOUR % ticks === 0n ? `*/${(ticks / MINUTE).toString()} * * * *` : undefined;
  if (ticks === DAY) return '0 0 * * *';
  if (ticks > DAY || DAY % ticks !== 0n || ticks % HOUR !== 0n) return undefined;
  return ticks === HOUR ? '0 * * * *' : `0 */${(ticks / HOUR).toString()} * * *`;
}

/** Ticks of a number of days. */
export function days(count: number): bigint {
  return BigInt(count) * DAY;
}

/** Ticks of a number of minutes. */
export function minutes(count: number): bigint {
  return BigInt(count) * MINUTE;
}
