import type { JsonObject } from '../json.js';

/** An event of the unified audit log of Microsoft 365. */
export interface UnifiedAuditEvent {
  readonly id: string;
  /** UTC with seven fraction digits, all zero: the log knows seconds. */
  readonly time: string;
  readonly operation: string;
  readonly workload: string;
  readonly recordType: number;
  /** The type's name in the exports that name it. */
  readonly recordTypeName: string;
  readonly userType: number;
  readonly organizationId: string;
  readonly user: { readonly id: string; readonly displayName: string; readonly principalName: string };
  /** The directory id for logons, else the id that the mail service has. */
  readonly userKey: string;
  /** The client's address without port and brackets; empty of what no client did. */
  readonly address: string;
  /** The fields that hold addresses, as the service writes them. */
  readonly addressFields: Readonly<Record<string, string>>;
  readonly resultStatus: string | null;
  readonly objectId: string | null;
  /** Fields of the service's own part. */
  readonly details: JsonObject;
}

/** The record as the Management Activity API and `AuditData` have it (log-format reference, section 7). */
export function unifiedAuditRecord(event: UnifiedAuditEvent): JsonObject {
  return {
    CreationTime: event.time.slice(0, 19),
    Id: event.id,
    Operation: event.operation,
    OrganizationId: event.organizationId,
    RecordType: event.recordType,
    ...(event.resultStatus === null ? {} : { ResultStatus: event.resultStatus }),
    UserKey: event.userKey,
    UserType: event.userType,
    Version: 1,
    Workload: event.workload,
    ...event.addressFields,
    ...(event.objectId === null ? {} : { ObjectId: event.objectId }),
    UserId: event.user.principalName,
    ...event.details,
  };
}
