import { csvText } from '../containers/csv.js';
import type { AuditEvent, AuditTarget } from './audit-event.js';

/** Columns for so many targets, changed properties of each, and details, as the portal's CSV has them. */
const targets = [1, 2, 3];
const properties = [1, 2, 3, 4, 5];
const details = [1, 2, 3, 4, 5, 6];

/** The portal's CSV download of changes, as text: without ids and types of operation, with a byte order mark. */
export function auditPortalCsv(events: readonly AuditEvent[]): string {
  const rows = events.map(portalRow);
  const header = Object.keys(rows[0] ?? {});
  return `\uFEFF${csvText([header, ...rows.map((row) => header.map((name) => row[name] ?? ''))], '\r\n')}`;
}

/** A row by header, in the portal's order. */
function portalRow(event: AuditEvent): Readonly<Record<string, string>> {
  const { initiator } = event;
  const user = initiator.kind === 'user' ? initiator : undefined;
  const app = initiator.kind === 'app' ? initiator : undefined;
  return {
    'Date (UTC)': event.activityDateTime.replace('Z', '+00:00'),
    CorrelationId: event.correlationId,
    Service: event.service,
    Category: event.category,
    Activity: event.activity,
    Result: event.result,
    ResultReason: event.resultReason,
    'User Agent': '',
    ActorType: user === undefined ? 'Application' : 'User',
    ActorDisplayName: initiator.displayName,
    ActorObjectId: user?.id ?? '',
    ActorUserPrincipalName: user?.userPrincipalName ?? '',
    IPAddress: user?.ipAddress ?? '',
    ActorHomeTenantId: user === undefined ? '' : event.tenantId,
    ActorHomeTenantName: '',
    ActorServicePrincipalId: app?.servicePrincipalId ?? '',
    ActorServicePrincipalName: '',
    ...Object.fromEntries(targets.flatMap((at) => targetCells(at, event.targets[at - 1]))),
    ...Object.fromEntries(
      details.flatMap((at) => [
        [`AdditionalDetail${at}Key`, event.details[at - 1]?.key ?? ''],
        [`AdditionalDetail${at}Value`, event.details[at - 1]?.value ?? ''],
      ]),
    ),
  };
}

function targetCells(at: number, target: AuditTarget | undefined): readonly (readonly [string, string])[] {
  return [
    [`Target${at}Type`, target?.type ?? ''],
    [`Target${at}DisplayName`, target?.displayName ?? ''],
    [`Target${at}ObjectId`, target?.id ?? ''],
    [`Target${at}UserPrincipalName`, target?.userPrincipalName ?? ''],
    ...properties.flatMap((place): readonly (readonly [string, string])[] => {
      const item = target?.modified[place - 1];
      return [
        [`Target${at}ModifiedProperty${place}Name`, item?.displayName ?? ''],
        [`Target${at}ModifiedProperty${place}OldValue`, item?.oldValue ?? ''],
        [`Target${at}ModifiedProperty${place}NewValue`, item?.newValue ?? ''],
      ];
    }),
  ];
}
