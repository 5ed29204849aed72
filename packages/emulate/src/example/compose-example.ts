import { Buffer } from 'node:buffer';
import { storageLog } from '../azure-storage/kind.js';
import { writeCloudTrail } from '../cloud-trail/cloud-trail-shapes.js';
import { compress, type WrittenFile } from '../containers/compress.js';
import { auditLog } from '../entra-audit/kind.js';
import { riskLog } from '../entra-risk/kind.js';
import type { RiskEvent } from '../entra-risk/risk-event.js';
import { writeGitHub } from '../github/github-shapes.js';
import { writeLog } from '../logs/write-log.js';
import { writeUnifiedAudit } from '../m365-audit/shapes.js';
import type { SignIn } from '../sign-in.js';
import { writeSignIns } from '../write-sign-ins.js';
import { alderFinch } from './cast.js';
import { ordinaryAws } from './ordinary-aws.js';
import { ordinaryDays } from './ordinary-days.js';
import { phishedEngineer } from './phished-engineer.js';
import { otherRisks } from './risks.js';
import { signInWeeks } from './sign-in-weeks.js';
import { sprayedAccountant } from './sprayed-accountant.js';
import { stolenKeys } from './stolen-keys.js';
import { watchlists } from './watchlists.js';

/** The example as it lies in examples/. */
export interface Example {
  readonly exports: readonly ExampleExport[];
  readonly signIns: readonly SignIn[];
  /** Files of watchlists. */
  readonly context: readonly WrittenFile[];
}

/** One log, or a week of it, as it was exported. Paths are relative to examples/. */
export interface ExampleExport {
  /** Its file, or the folder of its files. */
  readonly path: string;
  readonly events: number;
  readonly files: readonly WrittenFile[];
}

/**
 * The incident at Alder & Finch that examples/README.md tells: three weeks of a small organisation in Entra, Microsoft 365,
 * Azure storage, AWS and GitHub, each log in a form that an incident responder is handed. `examples/expected.json` says
 * which accounts an analyst would name; it is written by hand.
 */
export function composeExample(): Example {
  const parts = [phishedEngineer(), sprayedAccountant(), ordinaryDays()];
  const weeks = signInWeeks(parts.flatMap(({ signIns = [] }) => signIns));
  const [first, second, third] = weeks;
  const changes = parts.flatMap(({ directoryChanges = [] }) => directoryChanges);
  const risks = latestOfEach([...parts.flatMap((part) => part.risks ?? []), ...otherRisks()]);
  const files = inOrder(parts.flatMap(({ officeEvents = [] }) => officeEvents));
  const requests = parts.flatMap(({ storageRequests = [] }) => storageRequests);
  const code = inOrder(parts.flatMap(({ gitHub = [] }) => gitHub));
  const calls = inOrder([...stolenKeys(), ...ordinaryAws()]);
  const { workspaceId } = alderFinch;

  return {
    exports: [
      exported('entra', 'graph-beta.zip', first.length, [
        ...writeSignIns('graph-beta', first, { pageSize: 100, compression: 'zip' }),
      ]),
      exported('entra', 'azure-monitor/', second.length, [
        ...writeSignIns('azure-monitor-lines', second, { compression: 'gzip' }),
      ]),
      exported('entra', 'log-analytics/', third.length, [
        ...writeSignIns('log-analytics-csv', third, { workspaceId }),
      ]),
      exported('entra', 'graph/', changes.length + risks.length, [
        ...writeLog(auditLog, 'graph', changes),
        ...writeLog(riskLog, 'graph', risks),
      ]),
      exported(
        'microsoft-365',
        'purview.csv.gz',
        files.length,
        compress(writeUnifiedAudit('purview-csv', files), 'gzip', ''),
      ),
      exported('azure-storage', 'event-hub/', requests.length, [
        ...writeLog(storageLog, 'event-hub', requests, { pageSize: 1000, compression: 'gzip' }),
      ]),
      exported('aws', 'AWSLogs/', calls.length, writeCloudTrail('s3-objects', calls)),
      exported(
        'github',
        'audit-log.json.gz',
        code.length,
        // The stream's own path is that of one minute.
        writeGitHub('stream', code).map(({ content }) => ({ path: 'audit-log.json.gz', content })),
      ),
    ],
    signIns: weeks.flat(),
    context: Object.entries(watchlists()).map(([name, text]) => ({
      path: `context/${name}.csv`,
      content: Buffer.from(text, 'utf8'),
    })),
  };
}

function exported(
  service: string,
  path: string,
  events: number,
  files: readonly WrittenFile[],
): ExampleExport {
  const folder = `logs/${service}`;
  return {
    path: `${folder}/${path}`,
    events,
    files: files.map((file) => ({ ...file, path: `${folder}/${file.path}` })),
  };
}

/** Graph gives each risk as it is now, not as it was. */
function latestOfEach(risks: readonly RiskEvent[]): readonly RiskEvent[] {
  const latest = new Map<string, RiskEvent>();
  for (const risk of risks) {
    const id = 'id' in risk ? risk.id : risk.subject.id;
    const known = latest.get(id);
    if (known === undefined || riskLog.recordTimeOf(known) <= riskLog.recordTimeOf(risk))
      latest.set(id, risk);
  }
  return [...latest.values()];
}

function inOrder<Event extends { readonly time: string }>(events: readonly Event[]): readonly Event[] {
  return events.toSorted((left, right) => (left.time < right.time ? -1 : left.time > right.time ? 1 : 0));
}
