import { hasErrors, ticksOfIso } from '@interloper/plan';
import type { SignInCount, SignIns } from '@interloper/report';
import type { Json } from '@interloper/sql';
import { runQuery } from './query.js';
import type { ScanResult } from './scan.js';
import type { Session } from './session.js';

/** The time that was replayed is divided into about so many pieces. */
const PIECES = 60;
const SHORTEST = 60_000;

/**
 * The sign-ins of a scan's accounts by country, in all logs that Microsoft's information model calls authentication
 * (docs/asim.md). Where a log does not say the country and a database of places was given, that says it.
 */
export async function signInsOf(
  session: Session,
  { accounts, run, context }: ScanResult,
  signal?: AbortSignal,
): Promise<SignIns> {
  const { from, to } = run;
  if (from === null || to === null || accounts.length === 0) return { piece: SHORTEST, counts: [] };
  const piece = Math.max(SHORTEST, Math.ceil((Date.parse(to) - Date.parse(from)) / PIECES));
  const accountOf = new Map(
    accounts.flatMap(({ account, aliases }) =>
      [account, ...aliases].map((name) => [name.toLowerCase(), account] as const),
    ),
  );
  const hasPlaces = context.some(({ kind, absent }) => kind === 'geography' && absent === undefined);
  const text = queryText([...accountOf.keys()], { from, piece, hasPlaces });
  const { rows, diagnostics } = await runQuery(session, 'kql', text, ticksOfIso(to) ?? 0n, signal);
  if (hasErrors(diagnostics))
    return { piece, counts: [], absent: diagnostics.map(({ message }) => message).join(' ') };
  const counts = rows.map(([name, id, country, start, passed, failed]): SignInCount => {
    const account = accountOf.get(textOf(name).toLowerCase()) ?? accountOf.get(textOf(id).toLowerCase());
    return {
      account: account ?? textOf(name),
      country: textOf(country),
      from: textOf(start),
      passed: Number(passed),
      failed: Number(failed),
    };
  });
  return { piece, counts };
}

interface Asked {
  readonly from: string;
  readonly piece: number;
  readonly hasPlaces: boolean;
}

function queryText(names: readonly string[], { from, piece, hasPlaces }: Asked): string {
  // KQL takes the escapes of JSON.
  const list = names.map((name) => JSON.stringify(name)).join(', ');
  const country = hasPlaces
    ? 'iff(isempty(SrcGeoCountry), tostring(geo_info_from_ip_address(SrcIpAddr).country), SrcGeoCountry)'
    : 'SrcGeoCountry';
  return `let names = dynamic([${list}]);
_Im_Authentication()
| where TimeGenerated >= datetime(${from})
| where EventType =~ "Logon"
| where tolower(TargetUsername) in (names) or tolower(TargetUserId) in (names)
| extend Country = ${country}
| summarize Passed = countif(EventResult =~ "Success"), Failed = countif(EventResult !~ "Success")
    by TargetUsername, TargetUserId, Country, Start = bin(TimeGenerated, ${piece}ms)`;
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
