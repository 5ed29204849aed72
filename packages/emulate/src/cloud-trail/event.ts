import type { JsonObject } from '../json.js';

/** One call of an AWS API or one console sign-in, as all shapes are written from. */
export interface CloudTrailEvent {
  readonly id: string;
  /** Whole seconds, `2026-03-12T02:41:10Z`: CloudTrail knows no more. */
  readonly time: string;
  readonly type: 'AwsApiCall' | 'AwsConsoleSignIn' | 'AwsServiceEvent';
  readonly category: 'Management' | 'Data';
  readonly source: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly region: string;
  readonly account: string;
  readonly identity: JsonObject;
  /** An address, or the name of the service that called. */
  readonly address: string;
  readonly userAgent: string;
  readonly error: { readonly code: string | null; readonly message: string } | null;
  readonly parameters: JsonObject | null;
  readonly response: JsonObject | null;
  readonly additional: JsonObject | null;
  /** Null for sign-ins, which have none. */
  readonly requestId: string | null;
  readonly resources: readonly JsonObject[];
  readonly tls: JsonObject | null;
}
