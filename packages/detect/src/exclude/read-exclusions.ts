import { ticksOfIso } from '@interloper/plan';
import { readCheckedYaml } from '../load/checked-yaml.js';
import type { DocumentTerms } from '../load/checked-yaml.js';
import type { EntityKind, PackageDiagnostic } from '../package.js';
import { endOf } from './end-of.js';
import type { Exclusion, Membership } from './exclusion.js';
import { exclusionsSchema } from './schema.js';
import type { WrittenExclusion, WrittenMembership } from './schema.js';

const TERMS: DocumentTerms = {
  codes: { syntax: 'RUN0501', shape: 'RUN0502' },
  help: 'docs/exclusions.md lists the keys and what they hold.',
};

/** Reads and checks the text of an `exclusions.yml`; `file` is for the messages. With a mistake nothing of it counts. */
export function readExclusions(
  text: string,
  file: string,
): { readonly exclusions: readonly Exclusion[]; readonly diagnostics: readonly PackageDiagnostic[] } {
  const checked = readCheckedYaml(text, file, exclusionsSchema, TERMS);
  if (!('value' in checked)) return { exclusions: [], diagnostics: checked.diagnostics };
  const { value, positionOf } = checked;
  return {
    exclusions: value.exclusions.map((entry, index) => ({
      file,
      line: positionOf(['exclusions', index]).line,
      ...exclusionOf(entry),
    })),
    diagnostics: [],
  };
}

const ENTITY_KEYS = {
  address: 'address',
  agent: 'agent',
  country: 'country',
  application: 'application',
  'home-tenant': 'homeTenant',
  'resource-tenant': 'resourceTenant',
} as const satisfies Partial<Record<keyof WrittenExclusion, EntityKind>>;

function exclusionOf(entry: WrittenExclusion): Omit<Exclusion, 'file' | 'line'> {
  const { reason, owner, ticket, detection, indicator, account, trip, from, until } = entry;
  const { 'max-severity': maxSeverity } = entry;
  const entities: Partial<Record<EntityKind, Membership>> = {};
  for (const [key, kind] of Object.entries(ENTITY_KEYS) as [keyof typeof ENTITY_KEYS, EntityKind][]) {
    const given = entry[key];
    if (given !== undefined) entities[kind] = membershipOf(given);
  }
  return {
    reason,
    ...(owner === undefined ? {} : { owner }),
    ...(ticket === undefined ? {} : { ticket }),
    detections: detection.includes('all') ? 'all' : detection,
    ...(indicator === undefined ? {} : { indicators: indicator }),
    ...(maxSeverity === undefined ? {} : { maxSeverity }),
    ...(account === undefined ? {} : { account: membershipOf(account) }),
    entities,
    ...(trip === undefined ? {} : { trip: { watchlist: trip.in } }),
    ...(from === undefined ? {} : { from: ticksOfIso(from) ?? 0n }),
    ...(until === undefined ? {} : { until: endOf(until) ?? 0n }),
  };
}

function membershipOf(given: WrittenMembership): Membership {
  if (!('in' in given)) return { values: given };
  const { in: watchlist, column } = given;
  return { watchlist, ...(column === undefined ? {} : { column }) };
}
