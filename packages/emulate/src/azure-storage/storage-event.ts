/** A request to a blob, as the storage account's diagnostic setting logs it. */
export interface StorageEvent {
  /** UTC, seven fraction digits. */
  readonly time: string;
  readonly correlationId: string;
  readonly category: 'StorageRead' | 'StorageWrite' | 'StorageDelete';
  readonly operation: string;
  readonly status: { readonly code: number; readonly text: string };
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly account: string;
  readonly uri: string;
  readonly objectKey: string;
  readonly caller: { readonly ipAddress: string; readonly port: number };
  readonly userAgent: string;
  readonly durationMs: number;
  readonly responseBodySize: number;
  readonly identity: StorageIdentity;
}

/** How the request was authorised: a token, of which only a hash is logged, a signature or nothing. */
export type StorageIdentity =
  | {
      readonly type: 'OAuth';
      readonly tokenHash: string;
      readonly objectId: string;
      readonly tenantId: string;
      readonly appId: string;
      readonly userPrincipalName: string;
    }
  | { readonly type: 'SAS' | 'AccountKey'; readonly tokenHash: string }
  | { readonly type: 'Anonymous' };
