import { isoOfTicks } from '@interloper/plan';
import type { DetectionPackage } from '../package.js';
import type { ReadyExclusion } from './coverage.js';
import type { Exclusion } from './exclusion.js';
import type { ExclusionSetting } from './exclude-alerts.js';

/** The alerts that an exclusion had to do with. */
interface Found {
  readonly excluded: readonly string[];
  readonly refused: readonly string[];
  readonly partly: readonly string[];
  /** A kind of value and the detection that does not tell all of them. */
  readonly unsure: readonly string[];
}

/** What a user should know of an exclusion: that it is over, that it matches nothing, why it cannot match. */
export function remarksOn(
  { exclusion, remarks }: ReadyExclusion,
  { excluded, refused, partly, unsure }: Found,
  { detections, now }: Pick<ExclusionSetting, 'detections' | 'now'>,
): readonly string[] {
  const told = [
    ...validity(exclusion, now),
    ...unknownNames(exclusion, detections),
    ...remarks,
    ...unsure.map((each) => {
      const [kind, detection] = each.split(' ');
      return `${detection} does not tell every ${KINDS[kind ?? ''] ?? kind} of its alerts, so they stay`;
    }),
    ...(partly.length > 0
      ? [`covers only some matches of the alerts ${partly.join(', ')}, so they stay`]
      : []),
  ];
  const isStale = excluded.length + refused.length + partly.length === 0 && told.length === 0;
  return isStale ? ['matches no alert: is it still needed?'] : told;
}

const KINDS: Readonly<Record<string, string>> = {
  homeTenant: 'home tenant',
  resourceTenant: 'resource tenant',
};

function validity({ from, until }: Exclusion, now: bigint): readonly string[] {
  if (until !== undefined && until <= now)
    return [`expired at ${isoOfTicks(until)}: renew it or take it out`];
  if (from !== undefined && from > now) return [`is not valid before ${isoOfTicks(from)}`];
  return [];
}

function unknownNames(
  { detections: named, indicators = [] }: Exclusion,
  detections: readonly DetectionPackage[],
): readonly string[] {
  const slugs = named === 'all' ? [] : named.filter((slug) => detections.every((each) => each.slug !== slug));
  const meant = detections.filter(({ slug }) => named === 'all' || named.includes(slug));
  const known = new Set(
    meant.flatMap(({ grading }) => grading.map(({ indicator }) => indicator.toLowerCase())),
  );
  if (slugs.length > 0) return [`no detection of this run is called ${slugs.join(', ')}`];
  const strange = indicators.filter((each) => !known.has((each.split(':')[0] ?? '').toLowerCase()));
  return strange.length === 0 ? [] : [`none of its detections shows the indicator ${strange.join(', ')}`];
}
