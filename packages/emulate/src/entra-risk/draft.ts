import type { Origin } from '../places.js';
import type { Stage } from '../stories/story.js';
import type { TenantGuest, TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { RiskDetection, RiskyIdentity } from './risk-event.js';

interface RiskDraft {
  /** When that happened which was found: milliseconds since 1970. */
  readonly at: number;
  /** When it was found; three minutes later when not given. */
  readonly foundAt?: number;
  readonly type: string;
  readonly level: RiskDetection['riskLevel'];
  /** Where the sign-in came from; without it the risk is of the person and not of a sign-in. */
  readonly origin?: Origin;
  /** What became of it, each written as a record of its own; `atRisk` is the first. */
  readonly verdicts?: readonly {
    readonly at: number;
    readonly state: RiskDetection['riskState'];
    readonly detail: string;
  }[];
}

/** The records of one risk that was found on a person: as it was found, and again for each verdict on it. */
export function draftRisk(
  { tenant, random }: Stage,
  who: TenantUser | TenantGuest,
  { at, foundAt = at + 180_000, type, level, origin, verdicts = [] }: RiskDraft,
): readonly RiskDetection[] {
  const linked = origin !== undefined;
  const found: RiskDetection = {
    kind: 'userDetection',
    id: `${random.guid()}${random.guid()}`.replaceAll('-', ''),
    activityDateTime: instant(at),
    detectedDateTime: instant(foundAt),
    lastUpdatedDateTime: instant(foundAt),
    activity: linked ? 'signin' : 'user',
    tenantId: tenant.id,
    subject: {
      id: who.id,
      displayName: who.displayName,
      principalName: who.principalName,
      appId: null,
    },
    requestId: linked ? random.guid() : null,
    correlationId: linked ? random.guid() : null,
    riskEventType: type,
    riskLevel: level,
    riskState: 'atRisk',
    riskDetail: 'none',
    detectionTimingType: foundAt - at > 900_000 ? 'offline' : 'realtime',
    ipAddress: origin?.ipAddress ?? null,
    location: origin?.place ?? null,
    userAgent: linked ? who.userAgent : null,
  };
  const judged = verdicts.map((verdict): RiskDetection => ({
    ...found,
    lastUpdatedDateTime: instant(verdict.at),
    riskState: verdict.state,
    riskDetail: verdict.detail,
  }));
  return [found, ...judged];
}

/** What the list of users at risk says of a person once it changed; `at` in milliseconds since 1970. */
export function draftRiskyUser(
  { tenant }: Stage,
  who: TenantUser | TenantGuest,
  at: number,
  risk: Pick<RiskyIdentity, 'riskLevel' | 'riskState' | 'riskDetail'>,
): RiskyIdentity {
  return {
    kind: 'riskyUser',
    tenantId: tenant.id,
    subject: {
      id: who.id,
      displayName: who.displayName,
      principalName: who.principalName,
      appId: null,
    },
    riskLastUpdatedDateTime: instant(at),
    ...risk,
    isDeleted: false,
    isProcessing: false,
  };
}
