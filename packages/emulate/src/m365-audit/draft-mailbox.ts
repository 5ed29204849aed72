import type { JsonObject } from '../json.js';
import type { Stage } from '../stories/story.js';
import type { TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { UnifiedAuditEvent } from './audit-record.js';

interface MailboxDraft {
  /** Milliseconds since 1970; the log keeps seconds. */
  readonly at: number;
  readonly address: string;
}

/** A command of Exchange Online that a person ran, in a browser or in PowerShell: what Outlook on the web logs, too. */
export function draftMailboxCommand(
  stage: Stage,
  who: TenantUser,
  {
    operation,
    parameters,
    objectId = who.principalName,
    ...draft
  }: MailboxDraft & {
    readonly operation: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly objectId?: string;
  },
): UnifiedAuditEvent {
  return mailboxEvent(stage, who, draft, {
    operation,
    recordType: 1,
    recordTypeName: 'ExchangeAdmin',
    userType: 2,
    resultStatus: 'True',
    objectId,
    details: {
      AppId: '00000002-0000-0ff1-ce00-000000000000',
      ExternalAccess: false,
      OrganizationName: stage.tenant.domain,
      OriginatingServer: 'AM0PR01MB0001 (15.20.9000.012)',
      Parameters: Object.entries(parameters).map(([Name, Value]) => ({ Name, Value })),
    },
  });
}

/** A rule that a person made in Outlook on their computer. */
export function draftOutlookRule(
  stage: Stage,
  who: TenantUser,
  {
    name,
    condition,
    actions,
    ...draft
  }: MailboxDraft & {
    readonly name: string;
    readonly condition: string;
    readonly actions: readonly JsonObject[];
  },
): UnifiedAuditEvent {
  return mailboxEvent(stage, who, draft, {
    operation: 'UpdateInboxRules',
    recordType: 2,
    recordTypeName: 'ExchangeItem',
    userType: 0,
    resultStatus: 'Succeeded',
    objectId: null,
    details: {
      ClientInfoString: 'Client=MSExchangeRPC',
      ClientProcessName: 'OUTLOOK.EXE',
      ClientVersion: '16.0.18429.20132',
      ExternalAccess: false,
      InternalLogonType: 0,
      LogonType: 0,
      MailboxGuid: stage.random.guid(),
      MailboxOwnerUPN: who.principalName,
      OperationProperties: [
        { Name: 'RuleOperation', Value: 'AddMailboxRule' },
        { Name: 'RuleName', Value: name },
        { Name: 'RuleState', Value: 'Enabled' },
        { Name: 'RuleCondition', Value: condition },
        { Name: 'RuleActions', Value: JSON.stringify(actions) },
      ],
      OrganizationName: stage.tenant.domain,
    },
  });
}

function mailboxEvent(
  { tenant, random }: Stage,
  who: TenantUser,
  { at, address }: MailboxDraft,
  draft: Pick<
    UnifiedAuditEvent,
    'operation' | 'recordType' | 'recordTypeName' | 'userType' | 'resultStatus' | 'objectId' | 'details'
  >,
): UnifiedAuditEvent {
  const port = 1024 + random.integer(60_000);
  return {
    ...draft,
    workload: 'Exchange',
    id: random.guid(),
    time: instant(Math.floor(at / 1000) * 1000),
    organizationId: tenant.id,
    user: { id: who.id, displayName: who.displayName, principalName: who.principalName },
    userKey: `1003${who.id.slice(0, 8).toUpperCase()}`,
    address,
    addressFields: { ClientIP: address.includes(':') ? `[${address}]:${port}` : `${address}:${port}` },
  };
}
