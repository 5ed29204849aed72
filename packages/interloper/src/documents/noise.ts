import { z } from 'zod';
import { severities } from '@interloper/detect';
import type { Alert } from '@interloper/detect';
import { count } from '@interloper/report';

const said = z.object({
  alerts: z.int(),
  /** Distinct accounts that the alerts name. */
  accounts: z.int(),
  atHighOrAbove: z.int(),
  per100UsersPerMonth: z.number(),
  /** Alerts by severity; those without any are left out. */
  severities: z.partialRecord(z.enum(severities), z.int()),
});

const measured = z.object({
  detection: z.string(),
  /** With the lists that the tenant's IT keeps: journeys, own networks, service accounts, partners. */
  withWatchlists: said,
  withoutWatchlists: said,
});

/** What docs/noise.json holds: how often each detection speaks of a tenant to which nothing happens. */
export const noiseDocument = z.object({
  users: z.int(),
  days: z.int(),
  events: z.int(),
  seed: z.string(),
  /** The first day, `2026-03-02`. */
  from: z.string(),
  detections: z.array(measured),
});

export type NoiseDocument = z.infer<typeof noiseDocument>;
type Said = z.infer<typeof said>;
type Measured = z.infer<typeof measured>;
type Size = Pick<NoiseDocument, 'users' | 'days'>;
/** What is counted of an alert. */
type Counted = Pick<Alert, 'detection' | 'account' | 'severity'>;

/** Counts the alerts of both runs for each detection, in the order of their names. */
export function measureNoise(
  slugs: readonly string[],
  size: Size,
  alerts: { readonly withWatchlists: readonly Counted[]; readonly withoutWatchlists: readonly Counted[] },
): readonly Measured[] {
  return slugs.toSorted().map((detection) => {
    const own = (all: readonly Counted[]): Said =>
      countAlerts(
        all.filter((alert) => alert.detection === detection),
        size,
      );
    return {
      detection,
      withWatchlists: own(alerts.withWatchlists),
      withoutWatchlists: own(alerts.withoutWatchlists),
    };
  });
}

function countAlerts(alerts: readonly Counted[], { users, days }: Size): Said {
  const bySeverity = severities
    .map((severity) => [severity, alerts.filter((alert) => alert.severity === severity).length] as const)
    .filter(([, number]) => number > 0);
  const told: Said['severities'] = Object.fromEntries(bySeverity);
  return {
    alerts: alerts.length,
    accounts: new Set(alerts.map(({ account }) => account)).size,
    atHighOrAbove: (told.high ?? 0) + (told.critical ?? 0),
    per100UsersPerMonth: Math.round((alerts.length / users / days) * 300_000) / 100,
    severities: told,
  };
}

const BEGIN = '<!-- noise -->';
const END = '<!-- /noise -->';
const HEADING = '## When nothing happens';

/** A detection's tuning.md with the line that states its rate; the section is added where there is none. */
export function withNoiseLine(tuning: string, document: NoiseDocument, slug: string): string {
  const block = `${BEGIN}\n\n${noiseLine(document, slug)}\n\n${END}`;
  const [before, rest] = tuning.split(BEGIN);
  if (rest === undefined) return `${tuning.trimEnd()}\n\n${HEADING}\n\n${block}\n`;
  return `${before}${block}${rest.slice(rest.indexOf(END) + END.length)}`;
}

function noiseLine({ users, days, events, detections }: NoiseDocument, slug: string): string {
  const own = detections.find(({ detection }) => detection === slug);
  if (own === undefined) throw new Error(`the noise of ${slug} was not measured`);
  const size = `${count(users, 'user')}, ${count(days, 'day')}, ${count(events, 'event')}`;
  return [
    `Measured on the [noise tenant](../../docs/noise.md) (${size}, no attack):`,
    `${rateOf(own.withWatchlists)} with its watchlists; ${rateOf(own.withoutWatchlists)} without any.`,
  ].join(' ');
}

function rateOf({ alerts, accounts, atHighOrAbove, per100UsersPerMonth }: Said): string {
  if (alerts === 0) return 'no alert';
  const high = atHighOrAbove === 0 ? 'none at high or above' : `${atHighOrAbove} at high or above`;
  return `${count(alerts, 'alert')} on ${count(accounts, 'account')}, ${high} (${per100UsersPerMonth} per 100 users and month)`;
}
