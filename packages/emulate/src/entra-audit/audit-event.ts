/** A change in the directory, as Entra's audit log has it. */
export interface AuditEvent {
  readonly id: string;
  /** UTC, seven fraction digits. */
  readonly activityDateTime: string;
  readonly activity: string;
  readonly category: string;
  readonly operationType: string;
  readonly service: string;
  readonly result: 'success' | 'failure' | 'timeout';
  readonly resultReason: string;
  readonly correlationId: string;
  readonly tenantId: string;
  readonly initiator: AuditInitiator;
  readonly targets: readonly AuditTarget[];
  readonly details: readonly { readonly key: string; readonly value: string }[];
}

export type AuditInitiator =
  | {
      readonly kind: 'user';
      readonly id: string;
      readonly displayName: string;
      readonly userPrincipalName: string;
      readonly ipAddress: string;
    }
  | {
      readonly kind: 'app';
      readonly appId: string;
      readonly displayName: string;
      readonly servicePrincipalId: string;
    };

export interface AuditTarget {
  readonly id: string;
  readonly displayName: string | null;
  readonly type: 'User' | 'Application' | 'ServicePrincipal' | 'Role' | 'Policy' | 'Group';
  readonly userPrincipalName: string | null;
  /** The values are JSON texts, as the service writes them. */
  readonly modified: readonly {
    readonly displayName: string;
    readonly oldValue: string | null;
    readonly newValue: string | null;
  }[];
}
