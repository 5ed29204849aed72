import type { Stage } from '../stories/story.js';
import type { TenantGuest, TenantUser } from '../tenant.js';
import type { AuditEvent } from './audit-event.js';
import { changed, draftAuditEvent, personTarget } from './draft.js';

interface MethodDraft {
  readonly at: number;
  readonly address?: string;
}

/** A method of the second factor that somebody registered or deleted, for themselves or, as an administrator, for another. */
export function draftMethodChange(
  stage: Stage,
  who: TenantUser | TenantGuest,
  {
    of = who,
    change,
    method,
    ...draft
  }: MethodDraft & {
    readonly of?: TenantUser | TenantGuest;
    readonly change: 'registered' | 'deleted';
    /** As the service calls it: `Authenticator App with Code`, `Mobile Phone SMS`, `Temporary Access Pass`. */
    readonly method: string;
  },
): AuditEvent {
  const by = of === who ? 'User' : 'Admin';
  return draftAuditEvent(stage, who, {
    ...draft,
    activity: `${by} ${change} security info`,
    category: 'UserManagement',
    operationType: change === 'registered' ? 'Add' : 'Delete',
    service: 'Authentication Methods',
    resultReason: `${by} ${change} ${method}`,
    targets: [personTarget(of)],
  });
}

/** The per-user requirement of a second factor taken away from somebody. */
export function draftStrongAuthenticationOff(
  stage: Stage,
  who: TenantUser,
  { of, ...draft }: MethodDraft & { readonly of: TenantUser },
): AuditEvent {
  return draftAuditEvent(stage, who, {
    ...draft,
    activity: 'Disable Strong Authentication',
    category: 'UserManagement',
    targets: [
      personTarget(of, [
        changed(
          'StrongAuthenticationRequirement',
          '[]',
          '[{"RelyingParty":"*","State":1,"RememberDevicesNotIssuedBefore":"2026-01-09T08:00:00Z"}]',
        ),
        changed('Included Updated Properties', 'StrongAuthenticationRequirement'),
      ]),
    ],
  });
}

/** A Conditional Access policy that was changed to say something else, or deleted. */
export function draftPolicyChange(
  stage: Stage,
  who: TenantUser,
  {
    activity,
    state,
    ...draft
  }: MethodDraft & {
    readonly activity: 'Update conditional access policy' | 'Delete conditional access policy';
    readonly state: string;
  },
): AuditEvent {
  const { id, displayName } = stage.tenant.mfaPolicy;
  const text = (is: string): string => JSON.stringify({ id, displayName, state: is });
  return draftAuditEvent(stage, who, {
    ...draft,
    activity,
    category: 'Policy',
    service: 'Conditional Access',
    targets: [
      {
        id,
        displayName,
        type: 'Policy',
        userPrincipalName: null,
        modified: [
          { displayName: 'ConditionalAccessPolicy', oldValue: text('enabled'), newValue: text(state) },
        ],
      },
    ],
  });
}
