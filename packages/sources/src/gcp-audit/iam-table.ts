/** A column of `GCP_IAM_CL`, the same of the function `GCP_IAM`, and where a log entry has its value. */
export interface IamColumn {
  /** As in Log Analytics, type suffix included: `payload_request_page_size_d`. */
  readonly name: string;
  /** As the solution's function calls it: `PayloadRequestPageSize`. */
  readonly parsed: string;
  /** From the log entry down. */
  readonly path: readonly string[];
}

/** Names of the function that do not follow from the column's. */
const parsedNames: Readonly<Record<string, string>> = {
  severity_s: 'EventSeverity',
  timestamp_t: 'EventEndTime',
  payload_requestMetadata_callerIp_s: 'SrcIpAddr',
  payload_requestMetadata_callerSuppliedUserAgent_s: 'HttpUserAgentOriginal',
};

/** Each line a place in the entry and the names below it; the type suffix ends a name. */
const places: readonly (readonly [string, string])[] = [
  ['protoPayload.status', 'code_d message_s'],
  ['protoPayload.request', 'key_types_s'],
  ['protoPayload.serviceData.permissionDelta', 'removedPermissions_s'],
  ['protoPayload.request.update_mask', 'paths_s'],
  ['resource.labels', 'topic_id_s'],
  ['protoPayload.serviceData.policyDelta', 'bindingDeltas_s'],
  ['protoPayload.request.policy', 'auditConfigs_s etag_s bindings_s'],
  ['protoPayload.request', 'resource_s'],
  ['protoPayload.response', 'bindings_s auditConfigs_s'],
  ['protoPayload.request', 'page_size_d remove_deleted_service_accounts_b view_d parent_s show_deleted_b'],
  ['resource.labels', 'role_name_s'],
  ['protoPayload.serviceData', '@type_s'],
  ['protoPayload.serviceData.permissionDelta', 'addedPermissions_s'],
  ['protoPayload.request.role', 'included_permissions_s title_s description_s'],
  ['protoPayload.request', 'role_id_s'],
  ['protoPayload.response', 'group_name_s included_permissions_s title_s group_title_s'],
  ['', 'logName_s insertId_s severity_s timestamp_t'],
  ['resource', 'type_s'],
  ['resource.labels', 'email_id_s project_id_s unique_id_s'],
  ['protoPayload', '@type_s'],
  ['protoPayload.authenticationInfo', 'principalEmail_s principalSubject_s'],
  ['protoPayload.requestMetadata', 'callerIp_s callerSuppliedUserAgent_s'],
  ['protoPayload.requestMetadata.requestAttributes', 'time_s'],
  ['protoPayload', 'serviceName_s methodName_s authorizationInfo_s resourceName_s'],
  ['protoPayload.request', '@type_s name_s account_id_s'],
  ['protoPayload.request.service_account', 'description_s display_name_s'],
  [
    'protoPayload.response',
    'oauth2_client_id_s name_s etag_s unique_id_s description_s project_id_s display_name_s @type_s email_s',
  ],
  ['protoPayload.request', 'private_key_type_d'],
  ['protoPayload.response.valid_before_time', 'seconds_d'],
  ['protoPayload.response.valid_after_time', 'seconds_d'],
  ['protoPayload.response', 'key_type_d key_origin_d private_key_type_d key_algorithm_d'],
  ['resource.labels', 'service_s version_s location_s method_s'],
  ['protoPayload.request', 'full_resource_name_s'],
  ['protoPayload.request.options', 'requested_policy_version_d'],
  ['protoPayload.request', 'skip_visibility_check_b page_token_s'],
];

/** The columns that the connector fills, in the order of the table (Azure-Sentinel, GoogleCloudPlatformIAM). */
export const iamColumns: readonly IamColumn[] = places.flatMap(([place, names]) =>
  names.split(' ').map((written): IamColumn => {
    const bare = written.replace(/_[sdbt]$/, '');
    const path = [...(place === '' ? [] : place.split('.')), bare];
    const name = columnName(path) + written.slice(bare.length);
    return { name, parsed: parsedNames[name] ?? parsedName(name), path };
  }),
);

/** `payload_request__type`: the connector's client calls the payload so and the entry's fields in snake case. */
function columnName(path: readonly string[]): string {
  const [first = '', ...rest] = path;
  const head =
    first === 'protoPayload' ? 'payload' : first.replaceAll(/[A-Z]/g, (sign) => `_${sign}`).toLowerCase();
  return [head, ...rest.map((step) => step.replace('@', '_'))].join('_');
}

/** `PayloadRequestPageSize`: each part between underscores with a capital and then small letters. */
function parsedName(name: string): string {
  return name
    .replace(/_[sdbt]$/, '')
    .split('_')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase())
    .join('');
}
