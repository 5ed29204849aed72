/** A request to Microsoft Graph. */
export interface GraphRequestEvent {
  /** UTC, seven fraction digits. */
  readonly time: string;
  readonly requestId: string;
  readonly clientRequestId: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly status: number;
  readonly tenantId: string;
  readonly appId: string;
  readonly userId: string;
  /** The `uniqueTokenIdentifier` of the sign-in that the token is from. */
  readonly signInActivityId: string;
  readonly tokenIssuedAt: string;
  readonly scopes: string;
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly durationMs: number;
  readonly responseSizeBytes: number;
}
