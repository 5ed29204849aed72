import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Tenant } from '../tenant.js';
import { instant } from '../time.js';
import type { GraphRequestEvent } from './request-event.js';

const requests = [
  ['GET', '/v1.0/me/messages?$top=999', 200],
  ['GET', '/v1.0/users', 200],
  ['GET', '/v1.0/directoryRoles', 403],
  ['POST', '/v1.0/me/mailFolders/inbox/messageRules', 201],
] as const;

/** What tokens of a tenant's people are used for; the first person's is used from elsewhere. */
export function composeGraphRequests(tenant: Tenant, at: number): readonly GraphRequestEvent[] {
  const random = createRandom(`${tenant.seed}/graph`);
  return tenant.users.flatMap((user, person) => {
    const signInActivityId = random.guid().replaceAll('-', '').slice(0, 22);
    const start = at + person * 700_000;
    return requests.map(([method, path, status], index): GraphRequestEvent => ({
      time: instant(start + index * 1_317, random.integer(9999) + 1),
      requestId: random.guid(),
      clientRequestId: random.guid(),
      method,
      path,
      status,
      tenantId: tenant.id,
      appId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
      userId: user.id,
      signInActivityId,
      tokenIssuedAt: instant(start - 60_000),
      scopes: 'Mail.Read MailboxSettings.ReadWrite User.Read.All',
      ipAddress: person === 0 ? attackerOrigins.overIpv6.ipAddress : user.office.ipAddress,
      userAgent: person === 0 ? 'python-requests/2.32.3' : user.userAgent,
      durationMs: 20 + random.integer(90_000),
      responseSizeBytes: 300 + random.integer(100_000),
    }));
  });
}
