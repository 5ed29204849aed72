import type { Account } from '../result.js';
import { ordinaryUses, whyCommon, whyOwn } from './common.js';
import type { SharedColumn } from './common.js';
import { addressesIn } from './evidence.js';
import type { AlertWithSources } from './evidence.js';
import type { Looking } from './account-keys.js';
import type { Facet, FacetName, Facets, Investigation, SharedValue } from './investigation.js';
import type { Followed } from './related.js';
import type { Suspicion } from './timeline.js';

/** Of each column so many values are told, and so many accounts. */
export const MOST_ROWS = 40;
/** So many values are judged, and followed to other accounts. */
export const MOST_FOLLOWED = 1000;

type AllFacets = Readonly<Record<FacetName, Facets>>;

/** What an account came with that may be an intruder's. */
export type CameWith = Readonly<Record<SharedValue['by'], Facets>>;

/** Values that are no sign of an intruder, with the reason. */
export type Judged = Readonly<Record<SharedValue['by'], ReadonlyMap<string, string>>>;

/** Columns whose values an account may use as its custom; a session or key that was stolen was the account's, too. */
const CUSTOMS: ReadonlySet<SharedColumn> = new Set(['address', 'agent']);

/** Which of the values that an account came with are common, or its own since before its alerts. */
export async function judge(
  facets: CameWith,
  alerts: readonly AlertWithSources[],
  own: ReadonlySet<string>,
  { accounts, ...looking }: Looking & { readonly accounts: readonly Account[] },
): Promise<Judged> {
  const alerted = new Set([
    ...own,
    ...accounts.flatMap((account) => [account.account, ...account.aliases].map((name) => name.toLowerCase())),
  ]);
  const since = alerts.map(({ alert }) => alert.time).toSorted()[0];
  const of = async (by: SharedValue['by']): Promise<ReadonlyMap<string, string>> => {
    const values = facets[by].rows.map(({ value }) => value);
    const uses = await ordinaryUses(by, values, { ...looking, alerted });
    return new Map(
      values.flatMap((value) => {
        const isOwn = since !== undefined && CUSTOMS.has(by);
        const why = whyCommon(value, uses) ?? (isOwn ? whyOwn(value, uses, own, since) : undefined);
        return why === undefined ? [] : [[value, why] as const];
      }),
    );
  };
  return {
    address: await of('address'),
    agent: await of('agent'),
    session: await of('session'),
    key: await of('key'),
  };
}

/** What evidence came with, as far as it says something about an intruder. */
export function suspicionOf(
  facets: CameWith,
  judged: Judged,
  alerts: readonly AlertWithSources[],
): Suspicion {
  if (alerts.length === 0) return { addresses: [], sessions: [], keys: [] };
  const told = new Set(alerts.flatMap(({ alert }) => addressesIn(alert)));
  const bad = (by: SharedValue['by']): readonly string[] =>
    uncommon(facets, judged, by)
      .filter(({ evidence }) => evidence > 0)
      .map(({ value }) => value);
  return {
    addresses: uncommon(facets, judged, 'address')
      .filter(({ value, evidence }) => evidence > 0 || told.has(value.toLowerCase()))
      .map(({ value }) => value),
    sessions: bad('session'),
    // A long-lived key is the owner's, too; it is followed to others, and no sign by itself.
    keys: bad('key').filter((key) => !key.startsWith('AKIA')),
  };
}

/** With alerts, what the evidence came with; without, all that the account came with. */
export function followedOf(facets: CameWith, judged: Judged, alerts: readonly AlertWithSources[]): Followed {
  const values = (by: SharedValue['by']): readonly string[] =>
    uncommon(facets, judged, by)
      .filter(({ evidence }) => alerts.length === 0 || evidence > 0)
      .slice(0, MOST_FOLLOWED)
      .map(({ value }) => value);
  const { addresses } = suspicionOf(facets, judged, alerts);
  return {
    address: alerts.length === 0 ? values('address') : addresses,
    agent: values('agent'),
    session: values('session'),
    key: values('key'),
  };
}

function uncommon(facets: CameWith, judged: Judged, by: SharedValue['by']): readonly Facet[] {
  return facets[by].rows.filter(({ value }) => !judged[by].has(value));
}

const JUDGED = ['address', 'agent', 'session', 'key'] as const satisfies readonly SharedValue['by'][];

/** What evidence came with and is not followed, with the reason. */
export function notFollowedOf(facets: CameWith, judged: Judged): Investigation['notFollowed'] {
  return JUDGED.flatMap((by) =>
    facets[by].rows.flatMap(({ value, evidence }) => {
      const why = judged[by].get(value);
      return why === undefined || evidence === 0 ? [] : [{ by, value, why }];
    }),
  );
}

/** As many values of each column as are told, with what is known of them. */
export function facetsToTell(facets: AllFacets, judged: Judged): AllFacets {
  const told = (name: FacetName): Facets => {
    const { rows, total } = facets[name];
    const by = JUDGED.find((each) => each === name);
    const shown = rows.slice(0, MOST_ROWS).map((row) => {
      const common = by === undefined ? undefined : judged[by].get(row.value);
      return common === undefined ? row : { ...row, common };
    });
    return { rows: shown, total };
  };
  return {
    source: told('source'),
    address: told('address'),
    country: told('country'),
    agent: told('agent'),
    session: told('session'),
    key: told('key'),
    application: told('application'),
    target: told('target'),
  };
}
