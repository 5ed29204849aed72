import type { JsonObject } from '../json.js';
import type { AlertEvent, AlertEvidence } from './alert-event.js';

/** An entity as SecurityAlert lists it (https://learn.microsoft.com/azure/sentinel/entities-reference). */
export function sentinelEntity(evidence: AlertEvidence, { tenantId }: AlertEvent): JsonObject {
  switch (evidence.kind) {
    case 'user':
      return {
        Name: evidence.accountName,
        UPNSuffix: evidence.userPrincipalName.split('@')[1] ?? '',
        Sid: evidence.sid,
        AadTenantId: tenantId,
        AadUserId: evidence.objectId,
        DisplayName: evidence.displayName,
        Type: 'account',
      };
    case 'ip':
      return { Address: evidence.address, Location: { CountryCode: evidence.country }, Type: 'ip' };
    case 'application':
      return { AppId: evidence.appId, Name: evidence.displayName, Type: 'cloud-application' };
    case 'device':
      return { HostName: evidence.name, MdatpDeviceId: evidence.id, Type: 'host' };
    case 'process':
      return { CommandLine: evidence.commandLine, ImageFile: { Name: evidence.fileName }, Type: 'process' };
  }
}
