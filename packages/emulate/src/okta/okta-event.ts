/** An event of an Okta organisation (log-format reference, section 12). */
export interface OktaEvent {
  readonly uuid: string;
  /** UTC, seven fraction digits, of which Okta writes three. */
  readonly published: string;
  readonly eventType: string;
  readonly legacyEventType: string | null;
  readonly displayMessage: string;
  readonly severity: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR';
  readonly actor: {
    readonly id: string;
    readonly type: 'User' | 'SystemPrincipal';
    readonly alternateId: string;
    readonly displayName: string;
  };
  /** Null of what Okta does by itself. */
  readonly client: OktaClient | null;
  readonly outcome: { readonly result: string; readonly reason: string | null };
  readonly sessionId: string;
  readonly credentialType: string | null;
  readonly targets: readonly OktaTarget[];
  readonly transaction: { readonly type: 'WEB' | 'JOB'; readonly id: string };
  /** All texts. */
  readonly debugData: Readonly<Record<string, string>>;
}

export interface OktaClient {
  readonly ipAddress: string;
  readonly city: string;
  readonly state: string;
  /** A name, not a code. */
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly userAgent: string;
  readonly asNumber: number;
  readonly isProxy: boolean;
}

export interface OktaTarget {
  readonly id: string;
  readonly type: string;
  readonly alternateId: string;
  readonly displayName: string;
}
