import type { Stage } from '../stories/story.js';
import type { TenantServicePrincipal, TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { ActivityEvent } from './activity-event.js';

/** Who works on a subscription, and from where. */
export interface AzureOperator {
  readonly who: TenantUser | TenantServicePrincipal;
  readonly callerIpAddress: string;
}

/** What is done to which resource. */
export interface AzureOperation {
  /** `Microsoft.Compute/virtualMachines/write`. */
  readonly operation: string;
  /** The resource's path behind its group. */
  readonly resource: string;
  /** What the request says of the resource; it stands in the properties of the start. */
  readonly request?: Readonly<Record<string, unknown>>;
  readonly failed?: string;
}

/** The start and the end of an operation; `at` in milliseconds since 1970. */
export function draftAzureOperation(
  { random, tenant }: Stage,
  { who, callerIpAddress }: AzureOperator,
  at: number,
  { operation, resource, request, failed }: AzureOperation,
): readonly ActivityEvent[] {
  const subscriptionId = `${tenant.id.slice(0, 24)}000000000001`;
  const path = `/subscriptions/${subscriptionId}/resourceGroups/rg-apps/${resource}`;
  const properties = { eventCategory: 'Administrative', entity: path, message: operation };
  const common = {
    correlationId: random.guid(),
    operation,
    category: 'Administrative' as const,
    subscriptionId,
    resourceGroup: 'rg-apps',
    resource,
    tenantId: tenant.id,
    caller: {
      id: who.id,
      userPrincipalName: 'principalName' in who ? who.principalName : null,
      displayName: who.displayName,
      appId: 'appId' in who ? who.appId : '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
      role: 'Contributor',
    },
    callerIpAddress,
  };
  return [
    {
      ...common,
      time: instant(at, random.integer(9999) + 1),
      eventDataId: random.guid(),
      status: 'Start',
      substatus: '',
      properties:
        request === undefined ? properties : { ...properties, requestbody: JSON.stringify(request) },
    },
    {
      ...common,
      time: instant(at + 2_000 + random.integer(9_000), random.integer(9999) + 1),
      eventDataId: random.guid(),
      status: failed === undefined ? 'Success' : 'Failure',
      substatus: failed === undefined ? 'Created' : 'Conflict',
      properties:
        failed === undefined
          ? { ...properties, statusCode: 'Created' }
          : { ...properties, statusCode: 'Conflict', statusMessage: failed },
    },
  ];
}

/** A virtual machine made. */
export function draftAzureMachine(
  stage: Stage,
  operator: AzureOperator,
  at: number,
  { name, location, size, failed }: AzureMachine,
): readonly ActivityEvent[] {
  return draftAzureOperation(stage, operator, at, {
    operation: 'Microsoft.Compute/virtualMachines/write',
    resource: `providers/Microsoft.Compute/virtualMachines/${name}`,
    request: { location, properties: { hardwareProfile: { vmSize: size }, storageProfile: {} } },
    ...(failed === undefined ? {} : { failed }),
  });
}

interface AzureMachine {
  readonly name: string;
  /** `westeurope`. */
  readonly location: string;
  /** `Standard_D2s_v5`. */
  readonly size: string;
  readonly failed?: string;
}
