/** Tables of identities and clouds (https://learn.microsoft.com/azure/azure-monitor/reference/tables-category). */
export const cloudTables: Readonly<Record<string, string>> = {
  ADFSSignInLogs: `
    TenantId SourceSystem TimeGenerated:datetime OperationName OperationVersion Category ResultType
    ResultSignature ResultDescription DurationMs:long CorrelationId ResourceGroup Identity Level Location
    AlternateSignInName AppDisplayName AppId AuthenticationDetails AuthenticationProcessingDetails
    AuthenticationRequirement AuthenticationRequirementPolicies ConditionalAccessPolicies ConditionalAccessStatus
    CreatedDateTime:datetime DeviceDetail IsInteractive:bool Id IPAddress NetworkLocationDetails OriginalRequestId
    ProcessingTimeInMs ResourceDisplayName ResourceIdentity ResourceTenantId Requirement Status TokenIssuerName
    TokenIssuerType UniqueTokenIdentifier UserAgent UserDisplayName UserId UserPrincipalName Type _IsBillable
    _BilledSize:real`,
  AADAgentRiskEvents: `
    TenantId ActivityDateTime:datetime AdditionalInfo AgentDisplayName AgentId DetectedDateTime:datetime
    DetectionTimingType Id IdentityType LastModifiedDateTime:datetime RiskDetail RiskEventType RiskEvidence
    RiskLevel RiskState TimeGenerated:datetime OperationName CorrelationId SourceSystem Type _IsBillable
    _BilledSize:real`,
  AADGraphActivityLogs: `
    TenantId TimeGenerated:datetime TimeRequested:datetime Location RequestId AADTenantId OperationName ApiVersion
    Category ResultSignature DurationMs:int Level RequestMethod ResponseStatusCode:int ResponseSizeBytes:int
    SignInActivityId Roles TokenIssuedAt:datetime ActorType AppId UserId ServicePrincipalId Scopes
    IdentityProvider ClientAuthMethod Wids CallerIpAddress UserAgent RequestUri SessionId DeviceId SourceSystem
    Type _IsBillable _BilledSize:real _ResourceId _SubscriptionId`,
  AADRiskyAgents: `
    TenantId AgentDisplayName Id IdentityType IsDeleted:bool IsEnabled:bool IsProcessing:bool RiskDetail
    RiskLastModifiedDateTime:datetime RiskLevel RiskState TimeGenerated:datetime OperationName CorrelationId
    SourceSystem Type _IsBillable _BilledSize:real`,
  MicrosoftServicePrincipalSignInLogs: `
    TenantId AppId AppOwnerTenantId Category CorrelationId CreatedDateTime:datetime DurationMs:long OperationName
    OperationVersion ResourceDisplayName ResourceGroup ResourceIdentity ResourceOwnerTenantId
    ResourceServicePrincipalId ResultSignature ServicePrincipalCredentialKeyId
    ServicePrincipalCredentialThumbprint ServicePrincipalId ServicePrincipalName SourceSystem Type
    TimeGenerated:datetime UniqueTokenIdentifier _IsBillable _BilledSize:real`,
  StorageFileLogs: `
    TenantId TimeGenerated:datetime AccountName Location Protocol OperationName AuthenticationType StatusCode
    StatusText DurationMs:real ServerLatencyMs:real Uri CallerIpAddress CorrelationId SchemaVersion
    OperationVersion AuthenticationHash RequesterObjectId RequesterTenantId RequesterAppId RequesterAudience
    RequesterTokenIssuer RequesterUpn RequesterUserName AuthorizationDetails:dynamic SmbPrimarySID UserAgentHeader
    ReferrerHeader ClientRequestId Etag ServiceType OperationCount:int ObjectKey RequestHeaderSize:long
    RequestBodySize:long ResponseHeaderSize:long ResponseBodySize:long RequestMd5 ResponseMd5
    LastModifiedTime:datetime ConditionsUsed ContentLengthHeader:long Category TlsVersion SmbTreeConnectID
    SmbPersistentHandleID SmbVolatileHandleID SmbMessageID SmbCreditsConsumed:int SmbCommandDetail SmbFileId
    SmbSessionID SmbCommandMajor:int SmbCommandMinor SasExpiryStatus MetricResponseType SmbStatusCode SourceSystem
    Type _IsBillable _BilledSize:real _ResourceId _SubscriptionId`,
  AWSS3ServerAccess: `
    TenantId TimeGenerated:datetime BucketOwner Bucket RemoteIp Requester RequestId Operation Key RequestUri
    HttpStatus:int ErrorCode BytesSent:int ObjectSize:int TotalTime:int TurnAroundTime Referer UserAgent VersionId
    HostId SignatureVersion CipherSuite AuthenticationType HostHeader TLSVersion AccessPointARN ACLRequired
    SourceSystem Type _IsBillable _BilledSize:real`,
  AWSSecurityHubFindings: `
    TenantId TimeGenerated:datetime AwsRegion AwsAccountId ComplianceStatus ComplianceStatusReasons:dynamic
    ComplianceSecurityControlId ComplianceSecurityControlParameters:dynamic ComplianceRelatedRequirements:dynamic
    ComplianceAssociatedStandards:dynamic AwsSecurityFindingTitle AwsSecurityFindingId
    AwsSecurityFindingDescription AwsSecurityFindingTypes:dynamic AwsSecurityFindingCreatedAt:datetime
    AwsSecurityFindingFirstObservedAt:datetime AwsSecurityFindingUpdatedAt:datetime
    AwsSecurityFindingLastObservedAt:datetime AwsSecurityFindingProcessedAt:datetime AwsSecurityFindingGeneratorId
    AwsSecurityFindingProductArn AwsSecurityFindingProductName AwsSecurityFindingProductFields:dynamic
    AwsSecurityFindingSeverity:dynamic Remediation:dynamic SchemaVersion Resources:dynamic RecordState
    WorkflowState RawData:dynamic SourceSystem Type _IsBillable _BilledSize:real`,
  McasShadowItReporting: `
    TenantId SourceSystem TimeGenerated:datetime StreamName MachineName MachineId TotalEvents:int
    BlockedEvents:int UploadedBytes:int TotalBytes:int DownloadedBytes:int IpAddress UserName EnrichedUserName
    AppName AppId AppInstance AppCategory AppTags:dynamic AppScore:int Date:datetime RawUserName RichUserName
    AadTenantId Type _IsBillable _BilledSize:real`,
  ASimAlertEventLogs: `
    TenantId TimeGenerated:datetime AdditionalFields:dynamic EventMessage EventCount:int EventStartTime:datetime
    EventEndTime:datetime EventType EventSubType EventResult EventResultDetails EventUid EventOriginalUid
    EventOriginalType EventOriginalSubType EventOriginalResultDetails EventSeverity EventOriginalSeverity
    EventProduct EventProductVersion EventVendor EventSchemaVersion EventOwner EventReportUrl DvcIpAddr
    DvcHostname DvcDomain DvcDomainType DvcFQDN DvcDescription DvcId DvcIdType DvcMacAddr DvcZone DvcOs
    DvcOsVersion DvcAction DvcOriginalAction DvcInterface DvcScopeId DvcScope AlertId AlertName AlertDescription
    AlertVerdict AlertStatus AlertOriginalStatus DetectionMethod Rule RuleNumber:int RuleName RuleDescription
    ThreatId ThreatName ThreatFirstReportedTime:datetime ThreatLastReportedTime:datetime ThreatCategory
    ThreatOriginalCategory ThreatIsActive:bool ThreatRiskLevel:int ThreatOriginalRiskLevel ThreatConfidence:int
    ThreatOriginalConfidence IndicatorType IndicatorAssociation AttackTactics AttackTechniques
    AttackRemediationSteps UserId UserIdType Username User UsernameType UserType OriginalUserType UserSessionId
    UserScopeId UserScope ProcessId ProcessCommandLine ProcessName ProcessFileCompany FileName FilePath FileSHA1
    FileSHA256 FileMD5 FileSize Url RegistryKey RegistryValue RegistryValueData RegistryValueType EmailMessageId
    EmailSubject SourceSystem Type _IsBillable _BilledSize:real _ResourceId _SubscriptionId`,
  ASimAuditEventLogs: `
    TenantId TimeGenerated:datetime AdditionalFields:dynamic EventMessage EventCount:int EventStartTime:datetime
    EventEndTime:datetime EventType EventSubType EventResult EventResultDetails EventOriginalUid EventOriginalType
    EventOriginalSubType EventOriginalResultDetails EventSeverity EventOriginalSeverity EventProduct
    EventProductVersion EventVendor EventSchemaVersion EventOwner EventReportUrl RuleName RuleNumber:int ThreatId
    ThreatName ThreatCategory ThreatRiskLevel:int ThreatOriginalRiskLevel ThreatConfidence:int
    ThreatOriginalConfidence ThreatIsActive:bool ThreatFirstReportedTime:datetime ThreatLastReportedTime:datetime
    ThreatField ThreatIpAddr DvcIpAddr DvcHostname DvcDomain DvcDomainType DvcFQDN DvcDescription DvcId DvcIdType
    DvcMacAddr DvcZone DvcOs DvcOsVersion DvcAction DvcOriginalAction DvcInterface DvcScopeId DvcScope ActorUserId
    ActorUserAadId ActorUserSid ActorUserIdType ActorScopeId ActorScope ActorUsername ActorUsernameType
    ActorUserType ActorOriginalUserType ActorSessionId TargetAppId TargetAppName TargetAppType
    TargetOriginalAppType TargetUrl ActingAppId ActingAppName ActingAppType ActingOriginalAppType HttpUserAgent
    SrcIpAddr SrcPortNumber:int SrcHostname SrcDomain SrcDomainType SrcFQDN SrcDescription SrcDvcId SrcDvcIdType
    SrcDvcScopeId SrcDvcScope SrcDeviceType SrcGeoCountry SrcGeoLatitude:real SrcGeoLongitude:real SrcGeoRegion
    SrcGeoCity SrcRiskLevel:int SrcOriginalRiskLevel TargetIpAddr TargetPortNumber:int TargetHostname TargetDomain
    TargetDomainType TargetFQDN TargetDescription TargetDvcId TargetDvcIdType TargetDvcScopeId TargetDvcScope
    TargetDeviceType TargetGeoCountry TargetGeoLatitude:real TargetGeoLongitude:real TargetGeoRegion TargetGeoCity
    TargetRiskLevel:int TargetOriginalRiskLevel TargetDvcOs Operation ObjectId Object ObjectType
    OriginalObjectType OldValue NewValue ValueType SourceSystem Type _IsBillable _BilledSize:real _ResourceId
    _SubscriptionId`,
  ASimAuthenticationEventLogs: `
    TenantId TimeGenerated:datetime AdditionalFields:dynamic EventMessage EventCount:int EventStartTime:datetime
    EventEndTime:datetime EventType EventSubType EventResult EventResultDetails EventOriginalUid EventOriginalType
    EventOriginalSubType EventOriginalResultDetails EventSeverity EventOriginalSeverity EventProduct
    EventProductVersion EventVendor EventSchemaVersion EventOwner EventReportUrl RuleName RuleNumber:int ThreatId
    ThreatName ThreatCategory ThreatRiskLevel:int ThreatOriginalRiskLevel ThreatConfidence:int
    ThreatOriginalConfidence ThreatIsActive:bool ThreatFirstReportedTime:datetime ThreatLastReportedTime:datetime
    ThreatField ThreatIpAddr DvcIpAddr DvcHostname DvcDomain DvcDomainType DvcFQDN DvcDescription DvcId DvcIdType
    DvcMacAddr DvcZone DvcOs DvcOsVersion DvcAction DvcOriginalAction DvcInterface DvcScopeId DvcScope ActorUserId
    ActorUserIdType ActorScopeId ActorScope ActorUsername ActorUsernameType ActorUserType ActorOriginalUserType
    ActorSessionId ActingAppId ActingAppName ActingAppType ActingOriginalAppType HttpUserAgent TargetUserId
    TargetUserIdType TargetUserScopeId TargetUserScope TargetUsername TargetUsernameType TargetUserType
    TargetOriginalUserType TargetSessionId TargetAppId TargetAppName TargetAppType TargetOriginalAppType TargetUrl
    SrcIpAddr SrcPortNumber:int SrcHostname SrcDomain SrcDomainType SrcFQDN SrcDescription SrcDvcId SrcDvcIdType
    SrcDvcScopeId SrcDvcScope SrcDeviceType SrcGeoCountry SrcGeoLatitude:real SrcGeoLongitude:real SrcGeoRegion
    SrcGeoCity SrcRiskLevel:int SrcOriginalRiskLevel SrcIsp SrcDvcOs TargetIpAddr TargetPortNumber:int
    TargetHostname TargetDomain TargetDomainType TargetFQDN TargetDescription TargetDvcId TargetDvcIdType
    TargetDvcScopeId TargetDvcScope TargetDeviceType TargetGeoCountry TargetGeoLatitude:real
    TargetGeoLongitude:real TargetGeoRegion TargetGeoCity TargetRiskLevel:int TargetOriginalRiskLevel TargetDvcOs
    LogonMethod LogonProtocol SourceSystem Type _IsBillable _BilledSize:real _ResourceId _SubscriptionId`,
};
