import type { Stage } from '../stories/story.js';
import type { TenantUser } from '../tenant.js';
import type { AuditEvent, AuditTarget } from './audit-event.js';
import { changed, draftAuditEvent } from './draft.js';

/** An application of another organisation, or the tenant's own. */
interface ConsentedApplication {
  readonly id: string;
  readonly appId: string;
  readonly displayName: string;
}

interface ConsentDraft {
  readonly at: number;
  /** Delegated permissions, with blanks between them. */
  readonly scopes: string;
  /** On behalf of everybody in the organisation. */
  readonly forAll?: boolean;
  readonly address?: string;
  /** Nobody in the tenant has used the application before. */
  readonly first?: boolean;
}

/**
 * What a consent leaves: the application's service principal if it is the first, the grant, and the consent, all with
 * one correlation (names and properties: Microsoft Learn, "Audit logs for application consent").
 */
export function draftConsent(
  stage: Stage,
  who: TenantUser,
  application: ConsentedApplication,
  { at, scopes, forAll = false, address, first = true }: ConsentDraft,
): readonly AuditEvent[] {
  const { random } = stage;
  const correlationId = random.guid();
  const consentType = forAll ? 'AllPrincipals' : 'Principal';
  const common = { correlationId, ...(address === undefined ? {} : { address }) };
  const target = (modified: AuditTarget['modified']): AuditTarget => ({
    id: application.id,
    displayName: application.displayName,
    type: 'ServicePrincipal',
    userPrincipalName: null,
    modified,
  });
  const appDetails = [
    { key: 'User-Agent', value: 'EvoSTS' },
    { key: 'AppId', value: application.appId },
  ];
  const added = draftAuditEvent(stage, who, {
    ...common,
    at,
    activity: 'Add service principal',
    operationType: 'Add',
    targets: [target([changed('DisplayName', application.displayName)])],
    details: appDetails,
  });
  const granted = draftAuditEvent(stage, who, {
    ...common,
    at: at + 240,
    activity: 'Add delegated permission grant',
    operationType: 'Assign',
    targets: [
      {
        id: random.guid(),
        displayName: 'Microsoft Graph',
        type: 'ServicePrincipal',
        userPrincipalName: null,
        modified: [
          changed('DelegatedPermissionGrant.Scope', ` ${scopes}`),
          changed('DelegatedPermissionGrant.ConsentType', consentType),
          changed('ServicePrincipal.ObjectID', application.id),
        ],
      },
    ],
    details: appDetails,
  });
  const consented = draftAuditEvent(stage, who, {
    ...common,
    at: at + 410,
    activity: 'Consent to application',
    operationType: 'Assign',
    targets: [
      target([
        changed('ConsentContext.IsAdminConsent', forAll ? 'True' : 'False'),
        changed('ConsentContext.IsAppOnly', 'False'),
        changed('ConsentContext.OnBehalfOfAll', forAll ? 'True' : 'False'),
        changed('ConsentContext.Tags', 'WindowsAzureActiveDirectoryIntegratedApp'),
        changed(
          'ConsentAction.Permissions',
          `[] => [[Id: ${random.guid()}, ClientId: ${application.id}, PrincipalId: ${forAll ? '' : who.id}, ResourceId: ${random.guid()}, ConsentType: ${consentType}, Scope:  ${scopes}, CreatedDateTime: , LastModifiedDateTime ]]; `,
        ),
        changed('TargetId.ServicePrincipalNames', application.appId),
      ]),
    ],
    details: appDetails,
  });
  return first ? [added, granted, consented] : [granted, consented];
}

/** A permission of its own, without a user, given to an application. */
export function draftAppRole(
  stage: Stage,
  who: TenantUser,
  application: ConsentedApplication,
  { at, role, address }: { readonly at: number; readonly role: string; readonly address?: string },
): AuditEvent {
  return draftAuditEvent(stage, who, {
    at,
    ...(address === undefined ? {} : { address }),
    activity: 'Add app role assignment to service principal',
    operationType: 'Assign',
    targets: [
      {
        id: stage.random.guid(),
        displayName: 'Microsoft Graph',
        type: 'ServicePrincipal',
        userPrincipalName: null,
        modified: [
          changed('AppRole.Id', stage.random.guid()),
          changed('AppRole.Value', role),
          changed('ServicePrincipal.ObjectID', application.id),
          changed('ServicePrincipal.DisplayName', application.displayName),
          changed('ServicePrincipal.AppId', application.appId),
        ],
      },
    ],
  });
}

/** A secret added to an application, beside those it has. */
export function draftApplicationSecret(
  stage: Stage,
  who: TenantUser,
  application: ConsentedApplication,
  {
    at,
    name,
    address,
    of = 'Application',
  }: {
    readonly at: number;
    readonly name: string;
    readonly address?: string;
    readonly of?: 'Application' | 'ServicePrincipal';
  },
): AuditEvent {
  const key = (id: string, display: string): string =>
    `[KeyIdentifier=${id},KeyType=Password,KeyUsage=Verify,DisplayName=${display}]`;
  const old = key(stage.random.guid(), 'first');
  return draftAuditEvent(stage, who, {
    at,
    ...(address === undefined ? {} : { address }),
    activity:
      of === 'Application'
        ? 'Update application – Certificates and secrets management '
        : 'Add service principal credentials',
    targets: [
      {
        id: application.id,
        displayName: application.displayName,
        type: of,
        userPrincipalName: null,
        modified: [
          {
            displayName: 'KeyDescription',
            oldValue: JSON.stringify([old]),
            newValue: JSON.stringify([old, key(stage.random.guid(), name)]),
          },
          changed('Included Updated Properties', 'KeyDescription'),
        ],
      },
    ],
  });
}
