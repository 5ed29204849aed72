import { draftAzureMachine, draftAzureOperation } from '../../azure-activity/draft.js';
import { attackerOrigins } from '../../places.js';
import type { Story } from '../story.js';

/** An administrator's Azure account is used through a residential proxy to make the largest machines that it gets. */
export const azureMachinesByAnIntruder: Story = {
  id: 'azure-machines-by-an-intruder',
  title: 'Azure machines with graphics processors made from elsewhere',
  kind: 'attack',
  compose: (stage) => {
    const { when, person, tenant } = stage;
    const [build] = tenant.servicePrincipals;
    if (build === undefined) throw new Error('the tenant has no service principal');
    const administrator = person(0);
    const atDesk = { who: administrator, callerIpAddress: administrator.office.ipAddress };
    const intruder = { who: administrator, callerIpAddress: attackerOrigins.residentialProxy.ipAddress };
    const machine = { who: build, callerIpAddress: '198.51.100.207' };
    return {
      logs: {
        azureOperations: [
          ...[0, 1, 2, 3].flatMap((day) => [
            ...draftAzureOperation(stage, atDesk, when(day, 10, day), {
              operation: 'Microsoft.Storage/storageAccounts/listKeys/action',
              resource: 'providers/Microsoft.Storage/storageAccounts/research',
            }),
            ...draftAzureMachine(stage, machine, when(day, 5), {
              name: `agent-${day}`,
              location: 'switzerlandnorth',
              size: 'Standard_D4s_v5',
            }),
          ]),
          ...['southindia', 'southindia', 'westus3'].flatMap((location, index) =>
            draftAzureMachine(stage, intruder, when(3, 23, 10 + 3 * index), {
              name: `vm${index}`,
              location,
              size: index === 0 ? 'Standard_NC24ads_A100_v4' : 'Standard_HB120rs_v3',
              ...(index === 0 ? { failed: 'QuotaExceeded' } : {}),
            }),
          ),
        ],
      },
      compromised: [
        {
          account: administrator.principalName,
          severity: 'high',
          why: ['LargeMachinesFromNewPlace'],
        },
      ],
      notCompromised: [{ account: build.id, why: 'Makes agents each day.' }],
    };
  },
};
