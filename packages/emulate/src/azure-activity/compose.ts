import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Tenant } from '../tenant.js';
import { instant } from '../time.js';
import type { ActivityEvent } from './activity-event.js';

const operations = [
  [
    'Microsoft.Storage/storageAccounts/listKeys/action',
    'providers/Microsoft.Storage/storageAccounts/research',
  ],
  [
    'Microsoft.Compute/virtualMachines/runCommand/action',
    'providers/Microsoft.Compute/virtualMachines/build01',
  ],
  ['Microsoft.Authorization/roleAssignments/write', 'providers/Microsoft.Authorization/roleAssignments/a1'],
  ['Microsoft.KeyVault/vaults/delete', 'providers/Microsoft.KeyVault/vaults/secrets'],
] as const;

/** Operations on a tenant's subscription: the first person's come from elsewhere, an application's have no name. */
export function composeActivityEvents(tenant: Tenant, at: number): readonly ActivityEvent[] {
  const random = createRandom(`${tenant.seed}/activity`);
  const subscriptionId = random.guid();
  const [application] = tenant.servicePrincipals;
  return tenant.users.flatMap((user, person) =>
    operations.flatMap(([operation, resource], index): readonly ActivityEvent[] => {
      const correlationId = random.guid();
      const byApplication = index === 1 && application !== undefined;
      const failed = random.chance(0.25);
      const start = at + person * 1_900_000 + index * 127_331;
      const path = `/subscriptions/${subscriptionId}/resourceGroups/rg-data/${resource}`;
      const common = {
        correlationId,
        operation,
        category: 'Administrative' as const,
        subscriptionId,
        resourceGroup: 'rg-data',
        resource,
        tenantId: tenant.id,
        caller: byApplication
          ? {
              id: application.id,
              userPrincipalName: null,
              displayName: application.displayName,
              appId: application.appId,
              role: 'Contributor',
            }
          : {
              id: user.id,
              userPrincipalName: user.principalName,
              displayName: user.displayName,
              appId: 'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
              role: 'Owner',
            },
        callerIpAddress: person === 0 ? attackerOrigins.anonymizer.ipAddress : user.office.ipAddress,
        properties: { eventCategory: 'Administrative', entity: path, message: operation },
      };
      const ended = start + 1_450 + random.integer(9_000);
      return [
        {
          ...common,
          time: instant(start, random.integer(9999) + 1),
          eventDataId: random.guid(),
          status: 'Start',
          substatus: '',
        },
        {
          ...common,
          time: instant(ended, random.integer(9999) + 1),
          eventDataId: random.guid(),
          status: failed ? 'Failure' : 'Success',
          substatus: failed ? 'Forbidden' : 'OK',
          properties: { ...common.properties, statusCode: failed ? 'Forbidden' : 'OK' },
        },
      ];
    }),
  );
}
