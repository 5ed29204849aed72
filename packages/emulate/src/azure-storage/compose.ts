import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Tenant } from '../tenant.js';
import { instant } from '../time.js';
import type { StorageEvent, StorageIdentity } from './storage-event.js';

const steps = [
  ['StorageRead', 'ListContainers', '/?comp=list', '', 1834],
  ['StorageRead', 'ListBlobs', '/finance?restype=container&comp=list', '/finance', 20411],
  ['StorageRead', 'GetBlob', '/finance/2026/payroll.xlsx', '/finance/2026/payroll.xlsx', 1048576],
  ['StorageWrite', 'PutBlob', '/finance/2026/note.txt', '/finance/2026/note.txt', 0],
] as const;

/**
 * Requests to a tenant's storage account: each person's with a token of their own; the first person's token is then
 * used again from elsewhere (the reuse of the reference's test 3); a signature and a public blob.
 */
export function composeStorageEvents(tenant: Tenant, at: number): readonly StorageEvent[] {
  const random = createRandom(`${tenant.seed}/storage`);
  const subscriptionId = random.guid();
  const hash = (): string => `${random.guid()}${random.guid()}`.replaceAll('-', '').toUpperCase();
  const request = (
    time: number,
    step: (typeof steps)[number],
    identity: StorageIdentity,
    ipAddress: string,
    userAgent: string,
  ): StorageEvent => {
    const [category, operation, path, key, size] = step;
    return {
      time: instant(time, random.integer(9999) + 1),
      correlationId: random.guid(),
      category,
      operation,
      status: category === 'StorageWrite' ? { code: 201, text: 'Success' } : { code: 200, text: 'Success' },
      subscriptionId,
      resourceGroup: 'rg-data',
      account: 'research',
      uri: `https://research.blob.core.windows.net:443${path}`,
      objectKey: `/research${key}`,
      caller: { ipAddress, port: 49152 + random.integer(16000) },
      userAgent,
      durationMs: 4 + random.integer(90),
      responseBodySize: size,
      identity,
    };
  };
  const events: StorageEvent[] = [];
  tenant.users.forEach((user, person) => {
    const identity: StorageIdentity = {
      type: 'OAuth',
      tokenHash: hash(),
      objectId: user.id,
      tenantId: tenant.id,
      appId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
      userPrincipalName: user.principalName,
    };
    steps.forEach((step, index) => {
      const time = at + person * 900_000 + index * 2_300;
      events.push(request(time, step, identity, user.office.ipAddress, user.userAgent));
      if (person === 0) {
        const { ipAddress } = attackerOrigins.hosting;
        events.push(request(time + 240_000, step, identity, ipAddress, 'python-requests/2.32.3'));
      }
    });
  });
  const [, , get] = steps;
  const signature = `key1(${hash()}),SasSignature(${hash()})`;
  const { ipAddress } = attackerOrigins.residentialProxy;
  return [
    ...events,
    request(at + 5_000_000, get, { type: 'SAS', tokenHash: signature }, ipAddress, 'azcopy/10.27'),
    request(at + 5_100_000, get, { type: 'Anonymous' }, ipAddress, 'curl/8.9'),
  ];
}
