import type { JsonObject } from '../json.js';
import type { OktaEvent } from './okta-event.js';

/** The event as the System Log API gives it. */
export function oktaRecord(event: OktaEvent): JsonObject {
  const { actor, client, outcome, transaction } = event;
  const geographicalContext =
    client === null
      ? null
      : {
          city: client.city,
          state: client.state,
          country: client.country,
          postalCode: null,
          geolocation: { lat: client.latitude, lon: client.longitude },
        };
  return {
    actor: {
      id: actor.id,
      type: actor.type,
      alternateId: actor.alternateId,
      displayName: actor.displayName,
      detailEntry: null,
    },
    client: {
      userAgent:
        client === null
          ? null
          : { rawUserAgent: client.userAgent, os: osOf(event), browser: browserOf(event) },
      zone: client === null ? null : 'null',
      device: client === null ? null : 'Computer',
      id: null,
      ipAddress: client?.ipAddress ?? null,
      geographicalContext,
    },
    device: null,
    authenticationContext: {
      authenticationProvider: event.credentialType === null ? null : 'FACTOR_PROVIDER',
      credentialProvider: event.credentialType === null ? null : 'OKTA_CREDENTIAL_PROVIDER',
      credentialType: event.credentialType,
      issuer: null,
      interface: null,
      authenticationStep: 0,
      rootSessionId: event.sessionId,
      externalSessionId: event.sessionId,
    },
    displayMessage: event.displayMessage,
    eventType: event.eventType,
    outcome: { result: outcome.result, reason: outcome.reason },
    published: apiTime(event),
    securityContext: {
      asNumber: client?.asNumber ?? null,
      asOrg: client === null ? null : 'example networks',
      isp: client === null ? null : 'example networks',
      domain: client === null ? null : '.',
      isProxy: client?.isProxy ?? null,
    },
    severity: event.severity,
    debugContext: { debugData: event.debugData },
    legacyEventType: event.legacyEventType,
    transaction: { type: transaction.type, id: transaction.id, detail: {} },
    uuid: event.uuid,
    version: '0',
    request: {
      ipChain:
        client === null ? [] : [{ ip: client.ipAddress, geographicalContext, version: 'V4', source: null }],
    },
    target: event.targets.length === 0 ? null : targetsOf(event),
  };
}

export function targetsOf({ targets }: OktaEvent): readonly JsonObject[] {
  return targets.map(({ id, type, alternateId, displayName }) => ({
    id,
    type,
    alternateId,
    displayName,
    detailEntry: null,
  }));
}

/** `2026-03-12T02:01:10.123Z`. */
export function apiTime({ published }: OktaEvent): string {
  return `${published.slice(0, 23)}Z`;
}

export function osOf({ client }: OktaEvent): string | null {
  if (client === null) return null;
  return client.isProxy ? 'Unknown' : 'Windows 10';
}

export function browserOf({ client }: OktaEvent): string | null {
  if (client === null) return null;
  return client.isProxy ? 'UNKNOWN' : 'CHROME';
}
