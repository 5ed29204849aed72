import type { Stage } from '../stories/story.js';
import type { TenantGuest, TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { AuditEvent, AuditTarget } from './audit-event.js';

interface AuditDraft {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly activity: string;
  /** `ApplicationManagement` when not given. */
  readonly category?: string;
  readonly operationType?: string;
  /** `Core Directory` when not given. */
  readonly service?: string;
  readonly result?: AuditEvent['result'];
  readonly resultReason?: string;
  /** The office's when not given. */
  readonly address?: string;
  readonly targets: readonly AuditTarget[];
  /** Shared by the changes that one click makes. */
  readonly correlationId?: string;
  readonly details?: AuditEvent['details'];
}

/** One change in the directory that a person made. */
export function draftAuditEvent(
  { tenant, random }: Stage,
  who: TenantUser | TenantGuest,
  draft: AuditDraft,
): AuditEvent {
  const correlationId = draft.correlationId ?? random.guid();
  return {
    id: `Directory_${correlationId}_${random.guid().slice(0, 5).toUpperCase()}_${random.integer(90_000_000) + 10_000_000}`,
    activityDateTime: instant(draft.at, random.integer(10_000)),
    activity: draft.activity,
    category: draft.category ?? 'ApplicationManagement',
    operationType: draft.operationType ?? 'Update',
    service: draft.service ?? 'Core Directory',
    result: draft.result ?? 'success',
    resultReason: draft.resultReason ?? '',
    correlationId,
    tenantId: tenant.id,
    initiator: {
      kind: 'user',
      id: who.id,
      displayName: who.displayName,
      userPrincipalName: who.principalName,
      ipAddress: draft.address ?? who.office.ipAddress,
    },
    targets: draft.targets,
    details: draft.details ?? [],
  };
}

/** A person as the target of a change. */
export function personTarget(
  person: TenantUser | TenantGuest,
  modified: AuditTarget['modified'] = [],
): AuditTarget {
  return {
    id: person.id,
    displayName: person.displayName,
    type: 'User',
    userPrincipalName: person.principalName,
    modified,
  };
}

/** A property that was set; the value is written as JSON text, as the service does. */
export function changed(
  displayName: string,
  newValue: string,
  oldValue?: string,
): AuditTarget['modified'][number] {
  return {
    displayName,
    oldValue: oldValue === undefined ? null : JSON.stringify(oldValue),
    newValue: JSON.stringify(newValue),
  };
}
