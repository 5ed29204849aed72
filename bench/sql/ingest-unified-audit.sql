-- The bare engine reading Purview's CSV and the usual fields of the JSON in its cells, as fast as it can.
CREATE TABLE unified_audit AS
SELECT * EXCLUDE (fields), unnest(fields)
FROM (
  SELECT
    "RecordId", "CreationDate", "RecordType", "Operation", "UserId", "AuditData",
    json_transform(
      "AuditData",
      '{"Id":"VARCHAR","CreationTime":"VARCHAR","Workload":"VARCHAR","UserType":"VARCHAR","UserKey":"VARCHAR","OrganizationId":"VARCHAR","ResultStatus":"VARCHAR","ClientIP":"VARCHAR","ObjectId":"VARCHAR","ClientIPAddress":"VARCHAR","ActorIpAddress":"VARCHAR","UserAgent":"VARCHAR","ErrorNumber":"VARCHAR","LogonError":"VARCHAR","ApplicationId":"VARCHAR","IntraSystemId":"VARCHAR","InterSystemsId":"VARCHAR","ActorContextId":"VARCHAR","EventSource":"VARCHAR","ItemType":"VARCHAR","Site":"VARCHAR","SiteUrl":"VARCHAR","SourceFileName":"VARCHAR","SourceFileExtension":"VARCHAR","SourceRelativeUrl":"VARCHAR","TargetUserOrGroupName":"VARCHAR","TargetUserOrGroupType":"VARCHAR","MailboxOwnerUPN":"VARCHAR","MailboxGuid":"VARCHAR","LogonType":"VARCHAR","ExternalAccess":"VARCHAR","ClientInfoString":"VARCHAR","ClientAppId":"VARCHAR","AppId":"VARCHAR","SessionId":"VARCHAR","OriginatingServer":"VARCHAR","OrganizationName":"VARCHAR","Name":"VARCHAR","AppAccessContext":"JSON","Parameters":"JSON","ExtendedProperties":"JSON","DeviceProperties":"JSON","ModifiedProperties":"JSON","Actor":"JSON","Target":"JSON","OperationProperties":"JSON","Folders":"JSON"}'
    ) AS fields
  FROM read_csv($files, header = true, all_varchar = true, max_line_size = 2097152)
)
