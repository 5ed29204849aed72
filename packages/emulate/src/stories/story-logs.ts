import type { ActivityEvent } from '../azure-activity/activity-event.js';
import { activityLog } from '../azure-activity/kind.js';
import { storageLog } from '../azure-storage/kind.js';
import type { StorageEvent } from '../azure-storage/storage-event.js';
import { writeCloudTrail } from '../cloud-trail/cloud-trail-shapes.js';
import type { CloudTrailEvent } from '../cloud-trail/event.js';
import type { WrittenFile } from '../containers/compress.js';
import { writeDropbox } from '../dropbox/dropbox-shapes.js';
import type { DropboxEvent } from '../dropbox/team-event.js';
import type { AuditEvent } from '../entra-audit/audit-event.js';
import { auditLog } from '../entra-audit/kind.js';
import { riskLog } from '../entra-risk/kind.js';
import type { RiskEvent } from '../entra-risk/risk-event.js';
import type { GcpEvent } from '../gcp-audit/event.js';
import { gcpAuditLog } from '../gcp-audit/kind.js';
import { writeGcp } from '../gcp-audit/shapes.js';
import type { GitHubEvent } from '../github/github-event.js';
import { writeGitHub } from '../github/github-shapes.js';
import { gitHubTables } from '../github/tables.js';
import type { WorkspaceActivity } from '../google-workspace/activity.js';
import { workspaceLog, workspaceRows } from '../google-workspace/kind.js';
import { writeWorkspace } from '../google-workspace/shapes.js';
import { graphActivityLog } from '../graph-activity/kind.js';
import type { GraphRequestEvent } from '../graph-activity/request-event.js';
import type { GuardDutyFinding } from '../guard-duty/finding.js';
import { writeGuardDuty } from '../guard-duty/guard-duty-shapes.js';
import type { LogKind } from '../logs/log-kind.js';
import { writeLog } from '../logs/write-log.js';
import type { UnifiedAuditEvent } from '../m365-audit/audit-record.js';
import { officeActivityLog } from '../m365-audit/office-kind.js';
import { writeUnifiedAudit } from '../m365-audit/shapes.js';
import type { OktaEvent } from '../okta/okta-event.js';
import { writeOkta } from '../okta/okta-shapes.js';
import { oktaSystemLogs } from '../okta/tables.js';
import type { SendGridEvent } from '../sendgrid/event.js';
import { writeSendGrid } from '../sendgrid/sendgrid-shapes.js';
import type { SignIn } from '../sign-in.js';
import type { TwilioMonitorEvent } from '../twilio/monitor-event.js';
import { writeTwilioMonitor } from '../twilio/twilio-shapes.js';
import { writeSignIns } from '../write-sign-ins.js';

/** What the events of each log are. */
interface StoryEvents {
  readonly signIns: SignIn;
  /** Entra's audit log. */
  readonly directoryChanges: AuditEvent;
  /** Entra ID Protection. */
  readonly risks: RiskEvent;
  /** Microsoft 365's unified audit log. */
  readonly officeEvents: UnifiedAuditEvent;
  /** Azure Blob Storage. */
  readonly storageRequests: StorageEvent;
  readonly graphRequests: GraphRequestEvent;
  /** Azure's activity log. */
  readonly azureOperations: ActivityEvent;
  readonly cloudTrail: CloudTrailEvent;
  readonly guardDuty: GuardDutyFinding;
  readonly gitHub: GitHubEvent;
  readonly okta: OktaEvent;
  readonly gcp: GcpEvent;
  readonly workspace: WorkspaceActivity;
  readonly dropbox: DropboxEvent;
  readonly sendGrid: SendGridEvent;
  readonly twilio: TwilioMonitorEvent;
}

/** What a story leaves in each service's log; events in any order. */
export type StoryLogs = { readonly [Log in keyof StoryEvents]?: readonly StoryEvents[Log][] };

/** The forms that a story's logs are exported in, all of them alike; the usual one first. */
export const storyShapes = [
  { id: 'native', title: "each service's own export or API" },
  { id: 'log-analytics', title: 'Log Analytics CSV, where the service has a table there' },
  { id: 'splunk', title: "Splunk's exports and streams of Azure Monitor, where the service has them" },
  { id: 'graph-v1', title: 'Graph v1.0, which says less of interactive sign-ins; all else as in native' },
] as const;

type StoryShape = (typeof storyShapes)[number]['id'];

interface StoryLog<Event> {
  readonly timeOf: (event: Event) => string;
  /** Shapes that are not here are written as the usual one. */
  readonly write: Readonly<Record<Exclude<StoryShape, 'graph-v1'>, Write<Event>>> & {
    readonly 'graph-v1'?: Write<Event>;
  };
}

type Write<Event> = (events: readonly Event[]) => readonly WrittenFile[];

const storyLogs: { readonly [Log in keyof StoryEvents]: StoryLog<StoryEvents[Log]> } = {
  signIns: {
    timeOf: ({ createdDateTime }) => createdDateTime,
    write: {
      native: (events) => writeSignIns('graph-beta', events),
      'log-analytics': (events) => writeSignIns('log-analytics-csv', events),
      splunk: (events) => writeSignIns('splunk-monitor-aad-json', events),
      'graph-v1': writeAsGraphV1,
    },
  },
  directoryChanges: microsoftLog(auditLog, 'graph'),
  risks: microsoftLog(riskLog, 'graph'),
  officeEvents: {
    timeOf: ({ time }) => time,
    write: {
      native: (events) => writeUnifiedAudit('management-api', events),
      'log-analytics': (events) => writeLog(officeActivityLog, 'log-analytics-csv', events),
      splunk: (events) => writeUnifiedAudit('splunk-json', events),
    },
  },
  storageRequests: microsoftLog(storageLog, 'event-hub'),
  graphRequests: microsoftLog(graphActivityLog, 'event-hub'),
  azureOperations: microsoftLog(activityLog, 'event-hub'),
  cloudTrail: {
    timeOf: ({ time }) => time,
    write: {
      native: (events) => writeCloudTrail('s3-objects', events),
      'log-analytics': (events) => writeCloudTrail('log-analytics-csv', events),
      splunk: (events) => writeCloudTrail('lines', events),
    },
  },
  guardDuty: {
    timeOf: ({ updated }) => updated,
    write: {
      native: (events) => writeGuardDuty('findings', events),
      'log-analytics': (events) => writeGuardDuty('log-analytics-csv', events),
      splunk: (events) => writeGuardDuty('eventbridge', events),
    },
  },
  gitHub: {
    timeOf: ({ time }) => time,
    write: {
      native: (events) => writeGitHub('rest', events),
      'log-analytics': (events) => writeLog(first(gitHubTables.slice(1)), 'log-analytics-csv', events),
      splunk: (events) => writeGitHub('splunk-json', events),
    },
  },
  okta: {
    timeOf: ({ published }) => published,
    write: {
      native: (events) => writeOkta('api', events),
      'log-analytics': (events) => writeLog(oktaSystemLogs, 'log-analytics-csv', events),
      splunk: (events) => writeOkta('splunk-json', events),
    },
  },
  gcp: {
    timeOf: ({ time }) => time,
    write: {
      native: (events) => writeGcp('logging-api', events),
      'log-analytics': (events) => writeLog(gcpAuditLog, 'log-analytics-csv', events),
      splunk: (events) => writeGcp('splunk-json', events),
    },
  },
  workspace: {
    timeOf: ({ time }) => time,
    write: {
      native: (events) => writeWorkspace('reports-page', events),
      'log-analytics': (events) => writeLog(workspaceLog, 'log-analytics-csv', workspaceRows(events)),
      splunk: (events) => writeWorkspace('splunk-json', events),
    },
  },
  dropbox: saasLog(({ time }) => time, writeDropbox, 'pages'),
  sendGrid: saasLog(({ timestamp }) => String(timestamp), writeSendGrid, 'batch'),
  twilio: saasLog(({ time }) => time, writeTwilioMonitor, 'page'),
};

/** How many events a story left in all logs. */
export function countStoryEvents(logs: StoryLogs): number {
  return Object.values(logs).reduce((sum, events) => sum + events.length, 0);
}

/** Writes a story's logs, each in the shape's form of it. An unknown shape is an error of the caller. */
export function writeStory(logs: StoryLogs, shapeId: string): readonly WrittenFile[] {
  const shape = storyShapes.find(({ id }) => id === shapeId);
  if (shape === undefined)
    throw new Error(`no shape "${shapeId}"; there are: ${storyShapes.map(({ id }) => id).join(', ')}`);
  return (Object.keys(storyLogs) as (keyof StoryEvents)[]).flatMap((log) =>
    writeOne(log, logs[log], shape.id),
  );
}

function writeOne<Log extends keyof StoryEvents>(
  log: Log,
  given: StoryLogs[Log],
  shape: StoryShape,
): readonly WrittenFile[] {
  const events: readonly StoryEvents[Log][] = given ?? [];
  if (events.length === 0) return [];
  const { timeOf, write } = storyLogs[log];
  const ordered = events.toSorted((left, right) =>
    timeOf(left) < timeOf(right) ? -1 : timeOf(left) > timeOf(right) ? 1 : 0,
  );
  return (write[shape] ?? write.native)(ordered);
}

/** Graph v1.0 gives interactive sign-ins alone; the others are written in beta's pages. */
function writeAsGraphV1(events: readonly SignIn[]): readonly WrittenFile[] {
  const old = events.filter(({ category }) => category === 'interactive');
  const others = events.filter(({ category }) => category !== 'interactive');
  return [
    ...(old.length === 0 ? [] : writeSignIns('graph-v1', old)),
    ...(others.length === 0 ? [] : writeSignIns('graph-beta', others)),
  ];
}

function microsoftLog<Event>(kind: LogKind<Event>, native: 'graph' | 'event-hub'): StoryLog<Event> {
  return {
    timeOf: kind.timeOf,
    write: {
      native: (events) => writeLog(kind, native, events),
      'log-analytics': (events) => writeLog(kind, 'log-analytics-csv', events),
      splunk: (events) => writeLog(kind, 'storage-lines', events),
    },
  };
}

/** The log of a service that has no table in Log Analytics: it is exported as itself. */
function saasLog<Event>(
  timeOf: (event: Event) => string,
  write: (shape: string, events: readonly Event[]) => readonly WrittenFile[],
  native: string,
): StoryLog<Event> {
  const own = (events: readonly Event[]): readonly WrittenFile[] => write(native, events);
  return {
    timeOf,
    write: { native: own, 'log-analytics': own, splunk: (events) => write('splunk-json', events) },
  };
}

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('a service without tables');
  return item;
}
