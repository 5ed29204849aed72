import type { Stage } from '../stories/story.js';
import { instant } from '../time.js';
import type { StorageEvent, StorageIdentity } from './storage-event.js';

/** A program that holds a token and asks a storage account for something. */
export interface StorageCaller {
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly identity: StorageIdentity;
}

type Requested =
  | { readonly operation: 'ListContainers' }
  | { readonly operation: 'ListBlobs'; readonly container: string }
  | { readonly operation: 'GetBlob' | 'PutBlob'; readonly blob: string };

/** Azure's command line, a client that every tenant knows. */
const AZURE_CLI = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';

/** A new token of somebody: what is logged of it is its hash. */
export function storageToken(
  { random, tenant }: Stage,
  of: { readonly id: string; readonly principalName?: string; readonly appId?: string },
): StorageIdentity {
  return {
    type: 'OAuth',
    tokenHash: `${random.guid()}${random.guid()}`.replaceAll('-', '').toUpperCase(),
    objectId: of.id,
    tenantId: tenant.id,
    appId: of.appId ?? AZURE_CLI,
    userPrincipalName: of.principalName ?? '',
  };
}

/** One request to the tenant's storage account; `at` in milliseconds since 1970. */
export function draftStorageRequest(
  { random, tenant }: Stage,
  { ipAddress, userAgent, identity }: StorageCaller,
  at: number,
  requested: Requested,
): StorageEvent {
  const path = pathOf(requested);
  const writes = requested.operation === 'PutBlob';
  // `tailspindata` of `tailspin.example`.
  const account = `${tenant.domain.split('.')[0] ?? ''}data`;
  return {
    time: instant(at, random.integer(9999) + 1),
    correlationId: random.guid(),
    category: writes ? 'StorageWrite' : 'StorageRead',
    operation: requested.operation,
    status: { code: writes ? 201 : 200, text: 'Success' },
    // The subscription of a tenant is always the same.
    subscriptionId: `${tenant.id.slice(0, 24)}000000000001`,
    resourceGroup: 'rg-data',
    account,
    uri: `https://${account}.blob.core.windows.net:443${path.uri}`,
    objectKey: `/${account}${path.key}`,
    caller: { ipAddress, port: 49152 + random.integer(16000) },
    userAgent,
    durationMs: 4 + random.integer(90),
    responseBodySize: requested.operation === 'GetBlob' ? 20_000 + random.integer(4_000_000) : 1834,
    identity,
  };
}

/** Containers and blobs listed, then so many blobs fetched, seconds apart. */
export function draftStorageSweep(
  stage: Stage,
  caller: StorageCaller,
  at: number,
  { container, blobs }: { readonly container: string; readonly blobs: number },
): readonly StorageEvent[] {
  return [
    draftStorageRequest(stage, caller, at, { operation: 'ListContainers' }),
    draftStorageRequest(stage, caller, at + 2_300, { operation: 'ListBlobs', container }),
    ...Array.from({ length: blobs }, (_, index) =>
      draftStorageRequest(stage, caller, at + 4_000 + index * 1_700, {
        operation: 'GetBlob',
        blob: `${container}/2026/part-${index}.parquet`,
      }),
    ),
  ];
}

function pathOf(requested: Requested): { readonly uri: string; readonly key: string } {
  switch (requested.operation) {
    case 'ListContainers':
      return { uri: '/?comp=list', key: '' };
    case 'ListBlobs':
      return {
        uri: `/${requested.container}?restype=container&comp=list`,
        key: `/${requested.container}`,
      };
    case 'GetBlob':
    case 'PutBlob':
      return { uri: `/${requested.blob}`, key: `/${requested.blob}` };
  }
}
