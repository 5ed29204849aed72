import type { JsonObject } from '../json.js';
import type { CloudTrailEvent } from './event.js';

/**
 * The event as CloudTrail writes it (log-format reference, section 6.1): parameters and response are null where there
 * are none, other fields are left out.
 */
export function cloudTrailRecord(event: CloudTrailEvent): JsonObject {
  return {
    eventVersion: '1.11',
    userIdentity: event.identity,
    eventTime: event.time,
    eventSource: event.source,
    eventName: event.name,
    awsRegion: event.region,
    sourceIPAddress: event.address,
    userAgent: event.userAgent,
    ...(event.error === null || event.error.code === null ? {} : { errorCode: event.error.code }),
    ...(event.error === null ? {} : { errorMessage: event.error.message }),
    requestParameters: event.parameters,
    responseElements: event.response,
    ...(event.additional === null ? {} : { additionalEventData: event.additional }),
    ...(event.requestId === null ? {} : { requestID: event.requestId }),
    eventID: event.id,
    readOnly: event.readOnly,
    ...(event.resources.length === 0 ? {} : { resources: event.resources }),
    eventType: event.type,
    managementEvent: event.category === 'Management',
    recipientAccountId: event.account,
    eventCategory: event.category,
    ...(event.tls === null ? {} : { tlsDetails: event.tls }),
  };
}
