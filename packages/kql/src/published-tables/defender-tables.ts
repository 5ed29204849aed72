/** Tables of Defender XDR (https://learn.microsoft.com/defender-xdr/advanced-hunting-schema-tables). */
export const defenderTables: Readonly<Record<string, string>> = {
  DeviceInfo: `
    AadDeviceId AdditionalFields:dynamic AssetValue AwsResourceName AzureResourceId AzureVmId
    AzureVmSubscriptionId ClientVersion CloudPlatforms DeviceCategory DeviceDynamicTags DeviceId DeviceManualTags
    DeviceName DeviceObjectId DeviceSubtype DeviceType ExclusionReason ExposureLevel GcpFullResourceName
    HardwareUuid HostDeviceId IsAzureADJoined:bool IsExcluded:bool IsInternetFacing:bool IsTransient:bool JoinType
    LoggedOnUsers:dynamic MachineGroup MergedDeviceIds MergedToDeviceId MitigationStatus Model OnboardingStatus
    OSArchitecture OSBuild:long OsBuildRevision OSDistribution OSPlatform OSVersion OSVersionInfo PublicIP
    RegistryDeviceTag ReportId:long RestrictedDeviceSecurityOperations SensorHealthState Vendor Timestamp:datetime
    SourceSystem TenantId TimeGenerated:datetime Type _BilledSize:real _IsBillable`,
  DeviceLogonEvents: `
    AccountDomain AccountName AccountSid ActionType AdditionalFields:dynamic AppGuardContainerId DeviceId
    DeviceName FailureReason InitiatingProcessAccountDomain InitiatingProcessAccountName
    InitiatingProcessAccountObjectId InitiatingProcessAccountSid InitiatingProcessAccountUpn
    InitiatingProcessCommandLine InitiatingProcessCreationTime:datetime InitiatingProcessFileName
    InitiatingProcessFileSize:long InitiatingProcessFolderPath InitiatingProcessId:long
    InitiatingProcessIntegrityLevel InitiatingProcessMD5 InitiatingProcessParentCreationTime:datetime
    InitiatingProcessParentFileName InitiatingProcessParentId:long InitiatingProcessRemoteSessionDeviceName
    InitiatingProcessRemoteSessionIP InitiatingProcessSessionId:long InitiatingProcessSHA1 InitiatingProcessSHA256
    InitiatingProcessTokenElevation InitiatingProcessUniqueId InitiatingProcessVersionInfoCompanyName
    InitiatingProcessVersionInfoFileDescription InitiatingProcessVersionInfoInternalFileName
    InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoProductName
    InitiatingProcessVersionInfoProductVersion IsInitiatingProcessRemoteSession:bool IsLocalAdmin:bool
    LogonId:long LogonType MachineGroup Protocol RemoteDeviceName RemoteIP RemoteIPType RemotePort:int
    ReportId:long Timestamp:datetime SourceSystem TenantId TimeGenerated:datetime Type _BilledSize:real
    _IsBillable`,
  DeviceNetworkEvents: `
    ActionType AdditionalFields:dynamic AppGuardContainerId DeviceId DeviceName InitiatingProcessAccountDomain
    InitiatingProcessAccountName InitiatingProcessAccountObjectId InitiatingProcessAccountSid
    InitiatingProcessAccountUpn InitiatingProcessCommandLine InitiatingProcessCreationTime:datetime
    InitiatingProcessFileName InitiatingProcessFileSize:long InitiatingProcessFolderPath InitiatingProcessId:long
    InitiatingProcessIntegrityLevel InitiatingProcessMD5 InitiatingProcessParentCreationTime:datetime
    InitiatingProcessParentFileName InitiatingProcessParentId:long InitiatingProcessRemoteSessionDeviceName
    InitiatingProcessRemoteSessionIP InitiatingProcessSessionId:long InitiatingProcessSHA1 InitiatingProcessSHA256
    InitiatingProcessTokenElevation InitiatingProcessUniqueId InitiatingProcessVersionInfoCompanyName
    InitiatingProcessVersionInfoFileDescription InitiatingProcessVersionInfoInternalFileName
    InitiatingProcessVersionInfoOriginalFileName InitiatingProcessVersionInfoProductName
    InitiatingProcessVersionInfoProductVersion IsInitiatingProcessRemoteSession:bool LocalIP LocalIPType
    LocalPort:int MachineGroup Protocol RemoteIP RemoteIPType RemotePort:int RemoteUrl ReportId:long
    Timestamp:datetime SourceSystem TenantId TimeGenerated:datetime Type _BilledSize:real _IsBillable`,
  EmailEvents: `
    AttachmentCount:int AuthenticationDetails AdditionalFields:dynamic ConfidenceLevel Connectors DetectionMethods
    DeliveryAction DeliveryLocation EmailClusterId:long EmailDirection EmailLanguage EmailAction EmailActionPolicy
    EmailActionPolicyGuid OrgLevelAction OrgLevelPolicy InternetMessageId NetworkMessageId RecipientEmailAddress
    RecipientObjectId ReportId SenderDisplayName SenderFromAddress SenderFromDomain SenderObjectId SenderIPv4
    SenderIPv6 SenderMailFromAddress SenderMailFromDomain Subject ThreatTypes ThreatNames
    LastEventExecutionTime:datetime UrlCount:int UserLevelAction UserLevelPolicy BulkComplaintLevel:int
    LatestDeliveryLocation LatestDeliveryAction ExchangeTransportRule DistributionList ForwardingInformation
    Context To:dynamic Cc:dynamic ThreatClassification RecipientDomain EmailSize:int IsFirstContact:bool
    Timestamp:datetime SourceSystem TenantId TimeGenerated:datetime Type _BilledSize:real _IsBillable`,
  BehaviorInfo: `
    Timestamp:datetime BehaviorId Title Description Categories AttackTechniques ServiceSource DetectionSource
    DataSources DeviceId AccountUpn AccountObjectId StartTime:datetime EndTime:datetime AdditionalFields
    ActionType TimeGenerated:datetime Type`,
  BehaviorEntities: `
    Timestamp:datetime BehaviorId Categories ServiceSource DetectionSource DataSources EntityType EntityRole
    DetailedEntityRole FileName FolderPath SHA1 SHA256 FileSize:long ThreatFamily RemoteIP RemoteUrl AccountName
    AccountDomain AccountSid AccountObjectId CloudPlatform CloudResourceType CloudResourceId CloudSubscriptionId
    AccountUpn DeviceId DeviceName LocalIP NetworkMessageId EmailSubject EmailClusterId Application
    ApplicationId:int OAuthApplicationId ProcessCommandLine RegistryKey RegistryValueName RegistryValueData
    AdditionalFields ActionType TimeGenerated:datetime Type`,
  CloudAuditEvents: `
    Timestamp:datetime ReportId DataSource ActionType OperationName ResourceId IPAddress IsAnonymousProxy:bool
    CountryCode City Isp UserAgent RawEventData:dynamic AdditionalFields:dynamic TimeGenerated:datetime Type`,
  CloudStorageAggregatedEvents: `
    DataAggregationStartTime:datetime DataAggregationEndTime:datetime DataSource SubscriptionId ResourceGroup
    StorageAccount StorageContainer StorageFileShare ServiceType IpAddress UserAgentHeader
    OperationNamesList:dynamic AuthenticationType AccountObjectId AccountTenantId:long AccountApplicationId
    AccountUpn AccountType:long OperationsCount:int SuccessfulOperationsCount:int FailedOperationsCount:int
    FirstEventTimestamp:datetime LastEventTimestamp:datetime TotalResponseLength:int SuccessfulReadOperations:int
    DistinctGetOperations:int AnonymousSuccessfulOperations:int HasAnonymousResourceNotFoundFailures:bool
    CountryName CityName ProvinceName ClientSystemServiceName ClientCloudPlatformName IsTorExitNode:bool
    IsKnownSuspiciousIp:bool IsPrivateIp:bool SuspiciousUserAgentName HashReputationMd5List:dynamic
    AzureResourceId Location Timestamp:datetime ReportId ActionType AdditionalFields:dynamic
    TimeGenerated:datetime Type`,
  GraphAPIAuditEvents: `
    IdentityProvider ApiVersion ApplicationId ClientRequestId OperationId AccountObjectId Location RequestDuration
    RequestMethod Timestamp:datetime ResponseStatusCode Scopes EntityType ReportId RequestUri
    UniqueTokenIdentifier RequestId IpAddress ServicePrincipalId TargetWorkload ResponseSize:long TenantId Type
    SourceSystem TimeGenerated:datetime`,
};
