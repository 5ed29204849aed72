import { attackerOrigins } from '../places.js';
import { createRandom } from '../random.js';
import type { Tenant } from '../tenant.js';
import { instant } from '../time.js';
import type { RiskDetection, RiskEvent, RiskSubject } from './risk-event.js';

/** Risk types that are found as they happen; the others are found later (log-format reference, section 3). */
const realtime: ReadonlySet<string> = new Set(['anonymizedIPAddress', 'unfamiliarFeatures', 'nationStateIP']);

/** Risk types of the account itself, which no sign-in belongs to. */
const ofTheUser: ReadonlySet<string> = new Set(['leakedCredentials', 'anomalousUserActivity']);

const userTypes = ['anonymizedIPAddress', 'passwordSpray', 'leakedCredentials', 'unfamiliarFeatures'];

/**
 * What Entra ID Protection says over three days in which attackers try the tenant's people: a detection for each user
 * and hour given, the state that follows, a late dismissal, and one application.
 */
export function composeRiskEvents(tenant: Tenant, at: number): readonly RiskEvent[] {
  const random = createRandom(`${tenant.seed}/risk`);
  const hex = (): string => `${random.guid()}${random.guid()}`.replaceAll('-', '');
  const origins = Object.values(attackerOrigins);
  const events: RiskEvent[] = [];
  tenant.users.forEach((user, index) => {
    const type = userTypes[index % userTypes.length] ?? 'generic';
    const activity = at + index * 5_400_000 + 118;
    const found = realtime.has(type) ? activity : activity + 26_000_000;
    const linked = !ofTheUser.has(type);
    const origin = random.pick(origins);
    const subject: RiskSubject = {
      id: user.id,
      displayName: user.displayName,
      principalName: user.principalName,
      appId: null,
    };
    const detection: RiskDetection = {
      kind: 'userDetection',
      id: hex(),
      activityDateTime: instant(activity),
      detectedDateTime: instant(found),
      lastUpdatedDateTime: instant(found + 203_666),
      activity: linked ? 'signin' : 'user',
      tenantId: tenant.id,
      subject,
      requestId: linked ? random.guid() : null,
      correlationId: linked ? random.guid() : null,
      riskEventType: type,
      riskLevel: type === 'leakedCredentials' ? 'high' : random.pick(['low', 'medium', 'high'] as const),
      riskState: 'atRisk',
      riskDetail: 'none',
      detectionTimingType: realtime.has(type) ? 'realtime' : 'offline',
      ipAddress: linked ? origin.ipAddress : null,
      location: linked ? origin.place : null,
      userAgent: linked ? user.userAgent : null,
    };
    events.push(detection, {
      kind: 'riskyUser',
      tenantId: tenant.id,
      subject,
      riskLastUpdatedDateTime: instant(found + 204_000),
      riskLevel: detection.riskLevel,
      riskState: 'atRisk',
      riskDetail: 'none',
      isDeleted: false,
      isProcessing: false,
    });
    if (index % 3 !== 0) return;
    events.push({
      kind: 'riskyUser',
      tenantId: tenant.id,
      subject,
      riskLastUpdatedDateTime: instant(found + 90_000_000),
      riskLevel: 'none',
      riskState: 'dismissed',
      riskDetail: 'adminDismissedAllRiskForUser',
      isDeleted: false,
      isProcessing: false,
    });
  });
  const [application] = tenant.servicePrincipals;
  if (application === undefined) return events;
  const subject: RiskSubject = {
    id: application.id,
    displayName: application.displayName,
    principalName: null,
    appId: application.appId,
  };
  const time = at + 40_000_000;
  return [
    ...events,
    {
      kind: 'applicationDetection',
      id: hex(),
      activityDateTime: instant(time),
      detectedDateTime: instant(time + 61_250),
      lastUpdatedDateTime: instant(time + 61_250),
      activity: 'servicePrincipal',
      tenantId: tenant.id,
      subject,
      requestId: random.guid(),
      correlationId: random.guid(),
      riskEventType: 'investigationsThreatIntelligence',
      riskLevel: 'high',
      riskState: 'atRisk',
      riskDetail: 'none',
      detectionTimingType: 'offline',
      ipAddress: attackerOrigins.hosting.ipAddress,
      location: attackerOrigins.hosting.place,
      userAgent: null,
    },
    {
      kind: 'riskyApplication',
      tenantId: tenant.id,
      subject,
      riskLastUpdatedDateTime: instant(time + 62_000),
      riskLevel: 'high',
      riskState: 'atRisk',
      riskDetail: 'none',
      isDeleted: false,
      isProcessing: false,
    },
  ];
}
