import type { SignInLocation } from '../sign-in.js';

/** What Entra ID Protection found: a detection, or the state that it put a user or application in. */
export type RiskEvent = RiskDetection | RiskyIdentity;

export interface RiskDetection {
  readonly kind: 'userDetection' | 'applicationDetection';
  /** 64 hexadecimal digits. */
  readonly id: string;
  /** When that happened which was found, when it was found, when its record last changed: to the millisecond. */
  readonly activityDateTime: string;
  readonly detectedDateTime: string;
  readonly lastUpdatedDateTime: string;
  readonly activity: 'signin' | 'user' | 'servicePrincipal';
  readonly tenantId: string;
  readonly subject: RiskSubject;
  /** The sign-in's id and correlation; null of detections that are linked to the user alone. */
  readonly requestId: string | null;
  readonly correlationId: string | null;
  readonly riskEventType: string;
  readonly riskLevel: RiskLevel;
  readonly riskState: RiskState;
  readonly riskDetail: string;
  readonly detectionTimingType: 'realtime' | 'nearRealtime' | 'offline';
  readonly ipAddress: string | null;
  readonly location: SignInLocation | null;
  readonly userAgent: string | null;
}

/** A user or application at risk, as it was after one change. */
export interface RiskyIdentity {
  readonly kind: 'riskyUser' | 'riskyApplication';
  readonly tenantId: string;
  readonly subject: RiskSubject;
  readonly riskLastUpdatedDateTime: string;
  readonly riskLevel: RiskLevel;
  readonly riskState: RiskState;
  readonly riskDetail: string;
  readonly isDeleted: boolean;
  readonly isProcessing: boolean;
}

type RiskLevel = 'none' | 'low' | 'medium' | 'high' | 'hidden';
type RiskState = 'none' | 'confirmedSafe' | 'remediated' | 'dismissed' | 'atRisk' | 'confirmedCompromised';

/** Whom the risk is of: a user, by object id and principal name, or an application's service principal. */
export interface RiskSubject {
  readonly id: string;
  readonly displayName: string;
  readonly principalName: string | null;
  readonly appId: string | null;
}
