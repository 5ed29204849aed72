/** An alert of one of Microsoft's security services, and what it is about. */
export interface AlertEvent {
  /** Defender XDR's id; its first two letters say which service raised it. */
  readonly id: string;
  /** The id that the service gave it. */
  readonly providerId: string;
  /** Sentinel's id. */
  readonly systemId: string;
  readonly incidentId: string;
  readonly tenantId: string;
  readonly service: AlertService;
  readonly detectorId: string;
  readonly title: string;
  readonly description: string;
  readonly category: string;
  readonly severity: 'Informational' | 'Low' | 'Medium' | 'High';
  readonly techniques: readonly string[];
  readonly status: 'New' | 'InProgress' | 'Resolved';
  /** UTC, seven fraction digits, as all times here. */
  readonly firstActivity: string;
  readonly lastActivity: string;
  readonly created: string;
  readonly evidence: readonly AlertEvidence[];
}

export type AlertService = 'identityProtection' | 'cloudApps' | 'endpoint';

/** A piece of an alert's evidence. */
export type AlertEvidence =
  | {
      readonly kind: 'user';
      readonly accountName: string;
      readonly domainName: string;
      readonly sid: string;
      readonly objectId: string;
      readonly userPrincipalName: string;
      readonly displayName: string;
    }
  | { readonly kind: 'ip'; readonly address: string; readonly country: string }
  | { readonly kind: 'application'; readonly appId: number; readonly displayName: string }
  | { readonly kind: 'device'; readonly id: string; readonly name: string }
  | {
      readonly kind: 'process';
      readonly commandLine: string;
      readonly fileName: string;
      readonly folder: string;
      readonly sha1: string;
      readonly sha256: string;
      readonly fileSize: number;
    };

/** A piece of evidence with the alert it belongs to: a row of AlertEvidence. */
export interface EvidenceEvent {
  readonly alert: AlertEvent;
  readonly evidence: AlertEvidence;
}
