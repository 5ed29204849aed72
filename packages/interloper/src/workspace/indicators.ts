import { BlockList, isIPv4 } from 'node:net';
import { findLookup } from '@interloper/plan';
import type { Catalog, NamedExpression, Relation } from '@interloper/plan';
import { indicatorsOf } from '@interloper/detect';
import type { Account, Alert, DetectionPackage, Indicator } from '@interloper/detect';
import type { Reader } from '@interloper/sql';
import { alertSources } from './alert-sources.js';
import type { Session } from './session.js';

/**
 * The indicators in a scan's result, judged by the logs and the watchlist `corporate-egress` of a session. Without a
 * session, or with one that holds no log, nobody can say who else uses an address.
 */
export async function runIndicators(
  result: { readonly accounts: readonly Account[]; readonly alerts: readonly Alert[] },
  detections: readonly DetectionPackage[],
  session?: Session,
  signal?: AbortSignal,
): Promise<readonly Indicator[]> {
  if (session === undefined) return indicatorsOf(result, undefined, () => undefined);
  const { sources } = await import('@interloper/sources');
  const activities = sources.flatMap((source) => source.activities);
  const { catalog } = session;
  const sourcesOf = await alertSources(session, result.alerts, detections);
  return session.read(async (reader) => {
    const hasLogs = activities.some(({ scan }) => reader.holds(scan.dataset));
    const logs = { activities, reader, sourcesOf, ...(signal === undefined ? {} : { signal }) };
    return indicatorsOf(result, hasLogs ? logs : undefined, await ownNetworks(catalog, reader));
  });
}

/** The label of the network of the watchlist `corporate-egress` that an address lies in. */
async function ownNetworks(
  catalog: Catalog,
  reader: Reader,
): Promise<(address: string) => string | undefined> {
  const lookup = findLookup(catalog.lookups, 'corporate-egress');
  if (lookup === undefined || lookup.absent === true) return () => undefined;
  const columns = ['cidr', 'label'].flatMap((wanted): readonly NamedExpression[] => {
    const found = lookup.columns.find(({ name }) => name.toLowerCase() === wanted);
    return found === undefined ? [] : [{ name: wanted, expression: found.expression }];
  });
  const { scan, filter } = lookup;
  const input: Relation = filter === undefined ? scan : { kind: 'filter', input: scan, predicate: filter };
  const { rows } = await reader.query({ kind: 'project', input, columns });
  const networks = rows.flatMap(([cidr, label]) =>
    typeof cidr === 'string'
      ? [{ list: networkOf(cidr), label: typeof label === 'string' && label !== '' ? label : cidr }]
      : [],
  );
  return (address) =>
    networks.find(({ list }) => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6'))?.label;
}

/** A network (`192.0.2.0/24`) or an address alone; one that is neither holds no address. */
function networkOf(cidr: string): BlockList {
  const list = new BlockList();
  const [address = '', length] = cidr.trim().split('/');
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  try {
    if (length === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(length), family);
  } catch {
    return new BlockList();
  }
  return list;
}
