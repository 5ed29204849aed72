import type { JsonObject } from '../json.js';
import type { AlertEvent, AlertEvidence } from './alert-event.js';
import { linkOf, publishedAt } from './published.js';
import { alertServices } from './services.js';

/** An alert as Graph's alerts_v2 has it. */
export function graphAlert(alert: AlertEvent): JsonObject {
  const { graph, graphDetection } = alertServices[alert.service];
  return {
    id: alert.id,
    providerAlertId: alert.providerId,
    incidentId: alert.incidentId,
    status: alert.status.charAt(0).toLowerCase() + alert.status.slice(1),
    severity: alert.severity.toLowerCase(),
    classification: null,
    determination: null,
    serviceSource: graph,
    detectionSource: graphDetection,
    detectorId: alert.detectorId,
    tenantId: alert.tenantId,
    title: alert.title,
    description: alert.description,
    recommendedActions: 'Ask the user\n\nReset the password',
    category: alert.category,
    assignedTo: null,
    alertWebUrl: linkOf(alert),
    incidentWebUrl: `https://security.example/incidents/${alert.incidentId}?tid=${alert.tenantId}`,
    actorDisplayName: null,
    threatDisplayName: null,
    threatFamilyName: null,
    mitreTechniques: alert.techniques,
    createdDateTime: alert.created,
    lastUpdateDateTime: publishedAt(alert),
    resolvedDateTime: alert.status === 'Resolved' ? publishedAt(alert) : null,
    firstActivityDateTime: alert.firstActivity,
    lastActivityDateTime: alert.lastActivity,
    systemTags: [],
    alertPolicyId: null,
    additionalData: null,
    comments: [],
    evidence: alert.evidence.map((item) => ({
      ...graphEvidence(item),
      createdDateTime: alert.created,
      verdict: 'suspicious',
      remediationStatus: 'none',
      roles: [],
      tags: [],
    })),
  };
}

function graphEvidence(evidence: AlertEvidence): JsonObject {
  const type = (name: string): JsonObject => ({ '@odata.type': `#microsoft.graph.security.${name}Evidence` });
  switch (evidence.kind) {
    case 'user':
      return {
        ...type('user'),
        userAccount: {
          accountName: evidence.accountName,
          domainName: evidence.domainName,
          userSid: evidence.sid,
          azureAdUserId: evidence.objectId,
          userPrincipalName: evidence.userPrincipalName,
          displayName: evidence.displayName,
        },
      };
    case 'ip':
      return { ...type('ip'), ipAddress: evidence.address, countryLetterCode: evidence.country };
    case 'application':
      return { ...type('cloudApplication'), appId: evidence.appId, displayName: evidence.displayName };
    case 'device':
      return {
        ...type('device'),
        mdeDeviceId: evidence.id,
        deviceDnsName: evidence.name,
        osPlatform: 'Windows11',
      };
    case 'process':
      return {
        ...type('process'),
        processId: 4780,
        processCommandLine: evidence.commandLine,
        imageFile: {
          fileName: evidence.fileName,
          filePath: evidence.folder,
          sha1: evidence.sha1,
          sha256: evidence.sha256,
          fileSize: evidence.fileSize,
        },
      };
  }
}
