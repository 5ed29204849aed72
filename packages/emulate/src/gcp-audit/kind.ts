import { logColumns } from '../logs/log-kind.js';
import type { LogKind } from '../logs/log-kind.js';
import type { Json } from '../json.js';
import { shift } from '../time.js';
import { gcpEntry } from './compose.js';
import type { GcpEvent } from './event.js';

const columns = logColumns(`
  TenantId TimeGenerated:datetime ServiceName MethodName GCPResourceName NumResponseItems Status:dynamic
  AuthenticationInfo:dynamic AuthorizationInfo:dynamic RequestMetadata:dynamic Request:dynamic Response:dynamic
  Metadata:dynamic StatusMessage PrincipalEmail LogName Timestamp:datetime ProjectId Severity GCPResourceType
  Subscription ResourceLocation:dynamic ResourceOriginalState:dynamic ServiceData:dynamic InsertId SourceSystem Type
  _IsBillable _BilledSize:real
`);

/** The audit log as Sentinel's connector stores it, in the table `GCPAuditLogs`. */
export const gcpAuditLog: LogKind<GcpEvent> = {
  id: 'gcp-audit',
  timeOf: (event) => event.time,
  recordTimeOf,
  row: (event, workspaceId) => ({
    table: 'GCPAuditLogs',
    columns,
    values: {
      TenantId: workspaceId,
      TimeGenerated: recordTimeOf(event),
      ServiceName: event.service,
      MethodName: event.method,
      GCPResourceName: event.resourceName,
      Status: payload(event, 'status'),
      AuthenticationInfo: payload(event, 'authenticationInfo'),
      AuthorizationInfo: payload(event, 'authorizationInfo'),
      RequestMetadata: payload(event, 'requestMetadata'),
      Request: event.request,
      Response: event.response,
      Metadata: event.metadata,
      StatusMessage: event.status?.message ?? '',
      PrincipalEmail: event.email ?? '',
      LogName: logNameOf(event),
      Timestamp: event.time,
      ProjectId: event.project,
      Severity: event.severity,
      GCPResourceType: event.resource.type,
      Subscription: `projects/${event.project}/subscriptions/sentinel`,
      ServiceData: event.serviceData,
      InsertId: event.insertId,
      SourceSystem: 'GCP',
      Type: 'GCPAuditLogs',
      _IsBillable: 'True',
      _BilledSize: 3072,
    },
  }),
};

const iamColumns = logColumns(`
  TenantId SourceSystem MG ManagementGroupName TimeGenerated:datetime Computer RawData payload_status_code_d:real
  payload_status_message_s payload_serviceData_policyDelta_bindingDeltas_s payload_request_policy_etag_s
  payload_request_policy_bindings_s payload_request_resource_s payload_request_page_size_d:real log_name_s insert_id_s
  severity_s timestamp_t:datetime resource_type_s resource_labels_email_id_s resource_labels_project_id_s
  resource_labels_unique_id_s payload__type_s payload_authenticationInfo_principalEmail_s
  payload_authenticationInfo_principalSubject_s payload_requestMetadata_callerIp_s
  payload_requestMetadata_callerSuppliedUserAgent_s payload_requestMetadata_requestAttributes_time_s
  payload_serviceName_s payload_methodName_s payload_authorizationInfo_s payload_resourceName_s
  payload_request__type_s payload_request_name_s payload_response_name_s payload_response__type_s
  payload_request_private_key_type_d:real payload_response_private_key_type_d:real resource_labels_service_s
  resource_labels_method_s Type _ResourceId
`);

/** The same as the older connector stores it, every value in a column of its own: `GCP_IAM_CL`. */
export const gcpIamLog: LogKind<GcpEvent> = {
  id: 'gcp-iam',
  timeOf: (event) => event.time,
  recordTimeOf,
  row: (event, workspaceId) => {
    const { request, response, resource } = event;
    const { policy = null } = request;
    const part = (name: 'etag' | 'bindings'): Json =>
      typeof policy === 'object' && policy !== null && name in policy
        ? ((policy as Readonly<Record<string, Json>>)[name] ?? null)
        : null;
    const { policyDelta = null } = event.serviceData ?? {};
    return {
      table: 'GCP_IAM_CL',
      columns: iamColumns,
      values: {
        TenantId: workspaceId,
        SourceSystem: 'RestAPI',
        TimeGenerated: recordTimeOf(event),
        payload_status_code_d: event.status?.code ?? null,
        payload_status_message_s: event.status?.message ?? '',
        payload_serviceData_policyDelta_bindingDeltas_s:
          (policyDelta as Readonly<Record<string, Json>> | null)?.['bindingDeltas'] ?? null,
        payload_request_policy_etag_s: part('etag'),
        payload_request_policy_bindings_s: part('bindings'),
        payload_request_resource_s: request['resource'] ?? null,
        payload_request_page_size_d: request['page_size'] ?? null,
        log_name_s: logNameOf(event),
        insert_id_s: event.insertId,
        severity_s: event.severity,
        timestamp_t: event.time,
        resource_type_s: resource.type,
        resource_labels_email_id_s: resource.labels['email_id'] ?? '',
        resource_labels_project_id_s: resource.labels['project_id'] ?? '',
        resource_labels_unique_id_s: resource.labels['unique_id'] ?? '',
        resource_labels_service_s: resource.labels['service'] ?? '',
        resource_labels_method_s: resource.labels['method'] ?? '',
        payload__type_s: 'type.googleapis.com/google.cloud.audit.AuditLog',
        payload_authenticationInfo_principalEmail_s: event.email ?? '',
        payload_authenticationInfo_principalSubject_s: event.subject,
        payload_requestMetadata_callerIp_s: event.callerIp,
        payload_requestMetadata_callerSuppliedUserAgent_s: event.userAgent,
        payload_requestMetadata_requestAttributes_time_s: event.time,
        payload_serviceName_s: event.service,
        payload_methodName_s: event.method,
        payload_authorizationInfo_s: payload(event, 'authorizationInfo'),
        payload_resourceName_s: event.resourceName,
        payload_request__type_s: request['@type'] ?? null,
        payload_request_name_s: request['name'] ?? null,
        payload_response_name_s: response?.['name'] ?? null,
        payload_response__type_s: response?.['@type'] ?? null,
        payload_request_private_key_type_d: request['private_key_type'] ?? null,
        payload_response_private_key_type_d: response?.['private_key_type'] ?? null,
        Type: 'GCP_IAM_CL',
      },
    };
  },
};

/** Fetched three minutes later. */
function recordTimeOf(event: GcpEvent): string {
  return shift(event.time, 180_000);
}

function logNameOf(event: GcpEvent): Json {
  return gcpEntry(event)['logName'] ?? null;
}

function payload(event: GcpEvent, name: string): Json {
  const { protoPayload } = gcpEntry(event);
  return (protoPayload as Readonly<Record<string, Json>>)[name] ?? null;
}
