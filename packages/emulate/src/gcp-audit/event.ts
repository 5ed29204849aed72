import type { JsonObject } from '../json.js';

/** A call of a Google Cloud API, as the audit log has it (log-format reference, section 9). */
export interface GcpEvent {
  readonly insertId: string;
  /** UTC, seven fraction digits, the last of them 0: Google's services write microseconds. */
  readonly time: string;
  readonly project: string;
  readonly log: 'activity' | 'data_access' | 'system_event' | 'policy';
  readonly severity: 'INFO' | 'NOTICE' | 'ERROR';
  readonly service: string;
  readonly method: string;
  readonly resourceName: string;
  readonly resource: { readonly type: string; readonly labels: Readonly<Record<string, string>> };
  /** Null of a workload identity, which has a subject only. */
  readonly email: string | null;
  readonly subject: string;
  /** The key of a service account that the call was signed with, `//iam.googleapis.com/projects/…/keys/…`. */
  readonly keyName?: string;
  /** An address, or `private` or `gce-internal-ip`. */
  readonly callerIp: string;
  readonly userAgent: string;
  readonly permissions: readonly { readonly permission: string; readonly granted: boolean }[];
  readonly status: { readonly code: number; readonly message: string } | null;
  readonly request: JsonObject;
  readonly response: JsonObject | null;
  readonly serviceData: JsonObject | null;
  readonly metadata: JsonObject | null;
}
