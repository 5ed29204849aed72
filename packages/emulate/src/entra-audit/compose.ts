import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Tenant, TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { AuditEvent, AuditInitiator, AuditTarget } from './audit-event.js';

interface Change {
  readonly activity: string;
  readonly category: string;
  readonly operationType: string;
  readonly service: string;
  readonly type: AuditTarget['type'];
  readonly modified: AuditTarget['modified'];
}

/** What follows a compromise, and what every day brings (log-format reference, section 4). */
const changes: readonly Change[] = [
  {
    activity: 'Consent to application',
    category: 'ApplicationManagement',
    operationType: 'Assign',
    service: 'Core Directory',
    type: 'ServicePrincipal',
    modified: [
      { displayName: 'ConsentContext.IsAdminConsent', oldValue: null, newValue: '"False"' },
      {
        displayName: 'ConsentAction.Permissions',
        oldValue: null,
        newValue: '"[] => [[Id: x1, ConsentType: Principal, Scope: Mail.Read offline_access]]; "',
      },
    ],
  },
  {
    activity: 'Update application – Certificates and secrets management ',
    category: 'ApplicationManagement',
    operationType: 'Update',
    service: 'Core Directory',
    type: 'Application',
    modified: [
      {
        displayName: 'KeyDescription',
        oldValue: '[]',
        newValue: '["[KeyIdentifier=k1,KeyType=Password,KeyUsage=Verify,DisplayName=backup]"]',
      },
    ],
  },
  {
    activity: 'User registered security info',
    category: 'UserManagement',
    operationType: 'Add',
    service: 'Authentication Methods',
    type: 'User',
    modified: [],
  },
  {
    activity: 'Add member to role',
    category: 'RoleManagement',
    operationType: 'Assign',
    service: 'Core Directory',
    type: 'User',
    modified: [{ displayName: 'Role.DisplayName', oldValue: null, newValue: '"Global Administrator"' }],
  },
  {
    activity: 'Reset password (by admin)',
    category: 'UserManagement',
    operationType: 'Update',
    service: 'Core Directory',
    type: 'User',
    modified: [],
  },
];

/** Changes in the directory of a tenant: each person makes one of each kind, the last by an application. */
export function composeAuditEvents(tenant: Tenant, at: number): readonly AuditEvent[] {
  const random = createRandom(`${tenant.seed}/audit`);
  const [application] = tenant.servicePrincipals;
  return tenant.users.flatMap((user, person) =>
    changes.map((change, index): AuditEvent => {
      const correlationId = random.guid();
      const byApplication = index === changes.length - 1 && application !== undefined;
      const failed = random.chance(0.2);
      return {
        id: `Directory_${correlationId}_${random.guid().slice(0, 5).toUpperCase()}_${random.integer(90_000_000) + 10_000_000}`,
        activityDateTime: instant(at + person * 3_700_000 + index * 311_017, random.integer(9999) + 1),
        activity: change.activity,
        category: change.category,
        operationType: change.operationType,
        service: change.service,
        result: failed ? 'failure' : 'success',
        resultReason: failed ? 'Microsoft.Online.DirectoryServices.DirectoryUniquenessException' : '',
        correlationId,
        tenantId: tenant.id,
        initiator: byApplication
          ? {
              kind: 'app',
              appId: application.appId,
              displayName: application.displayName,
              servicePrincipalId: application.id,
            }
          : initiatorOf(user, person),
        targets: [targetOf(change, user, random.guid())],
        details: [{ key: 'User-Agent', value: user.userAgent }],
      };
    }),
  );
}

function initiatorOf(user: TenantUser, person: number): AuditInitiator {
  const address = person === 0 ? attackerOrigins.hosting.ipAddress : user.office.ipAddress;
  return {
    kind: 'user',
    id: user.id,
    displayName: user.displayName,
    userPrincipalName: user.principalName,
    ipAddress: address,
  };
}

function targetOf({ type, modified }: Change, user: TenantUser, id: string): AuditTarget {
  return type === 'User'
    ? { id: user.id, displayName: user.displayName, type, userPrincipalName: user.principalName, modified }
    : { id, displayName: `${user.displayName}'s tools`, type, userPrincipalName: null, modified };
}
