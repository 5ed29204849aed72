import { investigate, knownPairs } from '@interloper/detect';
import type {
  Account,
  Alert,
  DetectionPackage,
  Investigation,
  NoEvents,
  SeveralAccounts,
} from '@interloper/detect';
import { alertSources } from './alert-sources.js';
import type { Session } from './session.js';

/** Which account is investigated, with what is known of it; instants are ticks. */
export interface InvestigateSettings {
  readonly account: string;
  readonly result: { readonly accounts: readonly Account[]; readonly alerts: readonly Alert[] };
  readonly detections: readonly DetectionPackage[];
  readonly since?: bigint;
  readonly until?: bigint;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** What the logs of a session say of an account. */
export async function runInvestigation(
  session: Session,
  { account, result, detections, since, until, limit, signal }: InvestigateSettings,
): Promise<Investigation | SeveralAccounts | NoEvents> {
  const { sources } = await import('@interloper/sources');
  const { catalog } = session;
  const sourcesOf = await alertSources(session, result.alerts, detections);
  return session.read(async (reader) =>
    investigate({
      account,
      accounts: result.accounts,
      alerts: result.alerts,
      activities: sources.flatMap(({ activities }) => activities),
      links: catalog.identities ?? [],
      pairs: await knownPairs(catalog, reader, signal),
      sourcesOf,
      limit,
      reader,
      ...(since === undefined ? {} : { from: since }),
      ...(until === undefined ? {} : { to: until }),
      ...(signal === undefined ? {} : { signal }),
    }),
  );
}
