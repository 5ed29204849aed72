/** An operation on a resource of an Azure subscription, or its start, as the activity log has it. */
export interface ActivityEvent {
  /** UTC, seven fraction digits. */
  readonly time: string;
  readonly eventDataId: string;
  /** Shared by the start and the end of an operation. */
  readonly correlationId: string;
  /** `Microsoft.Storage/storageAccounts/listKeys/action`, in the service's spelling. */
  readonly operation: string;
  readonly category: 'Administrative' | 'Policy';
  readonly status: 'Start' | 'Success' | 'Failure' | 'Accept';
  /** `OK`, `Forbidden`; empty at the start. */
  readonly substatus: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** The rest of the resource's path, behind the group. */
  readonly resource: string;
  readonly tenantId: string;
  readonly caller: {
    readonly id: string;
    /** Null of a service principal, whose object id stands for it. */
    readonly userPrincipalName: string | null;
    readonly displayName: string;
    readonly appId: string;
    readonly role: string;
  };
  readonly callerIpAddress: string;
  readonly properties: Readonly<Record<string, string>>;
}
