/** Tables of servers and networks (https://learn.microsoft.com/azure/azure-monitor/reference/tables-category). */
export const securityTables: Readonly<Record<string, string>> = {
  SecurityEvent: `
    AccessMask Account AccountDomain AccountExpires AccountName AccountSessionIdentifier AccountType Activity
    AdditionalInfo AdditionalInfo2 AllowedToDelegateTo Attributes AuditPolicyChanges AuditsDiscarded:int
    AuthenticationLevel:int AuthenticationPackageName AuthenticationProvider AuthenticationServer
    AuthenticationService:int AuthenticationType AzureDeploymentID CACertificateHash CalledStationID
    CallerProcessId CallerProcessName CallingStationID CAPublicKeyHash CategoryId CertificateDatabaseHash Channel
    ClassId ClassName ClientAddress ClientIPAddress ClientName CommandLine CompatibleIds Computer Correlation
    DCDNSName DeviceDescription DeviceId DisplayName Disposition DomainBehaviorVersion DomainName
    DomainPolicyChanged DomainSid EAPType ElevatedToken ErrorCode:int EventData EventID:int EventLevelName
    EventRecordId EventSourceName ExtendedQuarantineState FailureReason FileHash FilePath FilePathNoUser Filter
    ForceLogoff Fqbn FullyQualifiedSubjectMachineName FullyQualifiedSubjectUserName GroupMembership HandleId
    HardwareIds HomeDirectory HomePath InterfaceUuid IpAddress IpPort KeyLength:int Keywords Level LmPackageName
    LocationInformation LockoutDuration LockoutObservationWindow LockoutThreshold LoggingResult LogonGuid
    LogonHours LogonID LogonProcessName LogonType:int LogonTypeName MachineAccountQuota MachineInventory
    MachineLogon ManagementGroupName MandatoryLabel MaxPasswordAge MemberName MemberSid MinPasswordAge
    MinPasswordLength MixedDomainMode NASIdentifier NASIPv4Address NASIPv6Address NASPort NASPortType
    NetworkPolicyName NewDate NewMaxUsers NewProcessId NewProcessName NewRemark NewShareFlags NewTime NewUacValue
    NewValue NewValueType ObjectName ObjectServer ObjectType ObjectValueName OemInformation OldMaxUsers OldRemark
    OldShareFlags OldUacValue OldValue OldValueType Opcode OperationType PackageName ParentProcessName
    PasswordHistoryLength PasswordLastSet PasswordProperties PreviousDate PreviousTime PrimaryGroupId
    PrivateKeyUsageCount PrivilegeList Process ProcessId ProcessName ProfilePath Properties ProtocolSequence
    ProxyPolicyName QuarantineHelpURL QuarantineSessionID QuarantineSessionIdentifier QuarantineState
    QuarantineSystemHealthResult RelativeTargetName RemoteIpAddress RemotePort Requester RequestId
    RestrictedAdminMode RowsDeleted SamAccountName ScriptPath SecurityDescriptor ServiceAccount ServiceFileName
    ServiceName ServiceStartType:int ServiceType SessionName ShareLocalPath ShareName SidHistory SourceComputerId
    Status StorageAccount SubcategoryGuid SubcategoryId Subject SubjectAccount SubjectDomainName
    SubjectKeyIdentifier SubjectLogonId SubjectMachineName SubjectMachineSID SubjectUserName SubjectUserSid
    SubStatus SystemProcessId:int SystemThreadId:int SystemUserId TableId TargetAccount TargetDomainName
    TargetInfo TargetLinkedLogonId TargetLogonGuid TargetLogonId TargetOutboundDomainName TargetOutboundUserName
    TargetServerName TargetSid TargetUser TargetUserName TargetUserSid Task:int TemplateContent
    TemplateDSObjectFQDN TemplateInternalName TemplateOID TemplateSchemaVersion TemplateVersion TokenElevationType
    TransmittedServices UserAccountControl UserParameters UserPrincipalName UserWorkstations VendorIds Version:int
    VirtualAccount Workstation WorkstationName SourceSystem TenantId TimeGenerated:datetime Type _BilledSize:real
    _IsBillable _ResourceId _SubscriptionId`,
  SecurityIncident: `
    IncidentName Title Description Severity Status Classification ClassificationComment ClassificationReason
    Owner:dynamic ProviderName ProviderIncidentId FirstActivityTime:datetime LastActivityTime:datetime
    FirstModifiedTime:datetime LastModifiedTime:datetime CreatedTime:datetime ClosedTime:datetime
    IncidentNumber:int RelatedAnalyticRuleIds:dynamic AlertIds:dynamic BookmarkIds:dynamic Comments:dynamic
    Tasks:dynamic Labels:dynamic IncidentUrl AdditionalData:dynamic ModifiedBy SourceSystem TenantId
    TimeGenerated:datetime Type _BilledSize:real _IsBillable`,
  CommonSecurityLog: `
    Activity AdditionalExtensions ApplicationProtocol CollectorHostName CommunicationDirection Computer
    DestinationDnsDomain DestinationHostName DestinationIP DestinationMACAddress DestinationNTDomain
    DestinationPort:int DestinationProcessId:int DestinationProcessName DestinationServiceName
    DestinationTranslatedAddress DestinationTranslatedPort:int DestinationUserID DestinationUserName
    DestinationUserPrivileges DeviceAction DeviceAddress DeviceCustomDate1 DeviceCustomDate1Label
    DeviceCustomDate2 DeviceCustomDate2Label DeviceCustomFloatingPoint1:real DeviceCustomFloatingPoint1Label
    DeviceCustomFloatingPoint2:real DeviceCustomFloatingPoint2Label DeviceCustomFloatingPoint3:real
    DeviceCustomFloatingPoint3Label DeviceCustomFloatingPoint4:real DeviceCustomFloatingPoint4Label
    DeviceCustomIPv6Address1 DeviceCustomIPv6Address1Label DeviceCustomIPv6Address2 DeviceCustomIPv6Address2Label
    DeviceCustomIPv6Address3 DeviceCustomIPv6Address3Label DeviceCustomIPv6Address4 DeviceCustomIPv6Address4Label
    DeviceCustomNumber1:int DeviceCustomNumber1Label DeviceCustomNumber2:int DeviceCustomNumber2Label
    DeviceCustomNumber3:int DeviceCustomNumber3Label DeviceCustomString1 DeviceCustomString1Label
    DeviceCustomString2 DeviceCustomString2Label DeviceCustomString3 DeviceCustomString3Label DeviceCustomString4
    DeviceCustomString4Label DeviceCustomString5 DeviceCustomString5Label DeviceCustomString6
    DeviceCustomString6Label DeviceDnsDomain DeviceEventCategory DeviceEventClassID DeviceExternalID
    DeviceFacility DeviceInboundInterface DeviceMacAddress DeviceName DeviceNtDomain DeviceOutboundInterface
    DevicePayloadId DeviceProduct DeviceTimeZone DeviceTranslatedAddress DeviceVendor DeviceVersion
    EndTime:datetime EventCount:int EventOutcome EventType:int ExternalID:int ExtID FieldDeviceCustomNumber1:long
    FieldDeviceCustomNumber2:long FieldDeviceCustomNumber3:long FileCreateTime FileHash FileID
    FileModificationTime FileName FilePath FilePermission FileSize:int FileType FlexDate1 FlexDate1Label
    FlexNumber1:int FlexNumber1Label FlexNumber2:int FlexNumber2Label FlexString1 FlexString1Label FlexString2
    FlexString2Label IndicatorThreatType LogSeverity MaliciousIP MaliciousIPCountry MaliciousIPLatitude:real
    MaliciousIPLongitude:real Message OldFileCreateTime OldFileHash OldFileID OldFileModificationTime OldFileName
    OldFilePath OldFilePermission OldFileSize:int OldFileType OriginalLogSeverity ProcessID:int ProcessName
    Protocol Reason ReceiptTime ReceivedBytes:long RemoteIP RemotePort ReportReferenceLink
    RequestClientApplication RequestContext RequestCookies RequestMethod RequestURL SentBytes:long
    SimplifiedDeviceAction SourceDnsDomain SourceHostName SourceIP SourceMACAddress SourceNTDomain SourcePort:int
    SourceProcessId:int SourceProcessName SourceServiceName SourceTranslatedAddress SourceTranslatedPort:int
    SourceUserID SourceUserName SourceUserPrivileges StartTime:datetime ThreatConfidence ThreatDescription
    ThreatSeverity:int SourceSystem TenantId TimeGenerated:datetime Type _BilledSize:real _IsBillable _ResourceId
    _SubscriptionId`,
  DnsEvents: `
    ClientIP Computer Confidence Description EventId:int IndicatorThreatType IPAddresses MaliciousIP Message Name
    QueryType RemoteIPCountry RemoteIPLatitude:real RemoteIPLongitude:real Result ResultCode:int Severity:int
    SubType TaskCategory SourceSystem TenantId TimeGenerated:datetime Type _BilledSize:real _IsBillable
    _ResourceId _SubscriptionId`,
  W3CIISLog: `
    AzureDeploymentID cIP Computer Confidence csBytes:long csCookie csHost csMethod csReferer csUriQuery csUriStem
    csUserAgent csUserName csVersion Description FirstReportedDateTime IndicatorThreatType IsActive
    LastReportedDateTime MaliciousIP ManagementGroupName RemoteIPCountry RemoteIPLatitude:real
    RemoteIPLongitude:real Role RoleInstance scBytes:long scStatus scSubStatus scWin32Status Severity:int sIP
    sPort:int sSiteName StorageAccount TimeTaken:long TLPLevel SourceSystem TenantId TimeGenerated:datetime Type
    _BilledSize:real _IsBillable _ResourceId _SubscriptionId`,
  Anomalies: `
    ActivityInsights:dynamic AnomalyDetails:dynamic AnomalyReasons:dynamic AnomalyTemplateId AnomalyTemplateName
    AnomalyTemplateVersion Description DestinationDevice DestinationIpAddress DestinationLocation:dynamic
    DeviceInsights:dynamic EndTime:datetime Entities:dynamic ExtendedLinks:dynamic ExtendedProperties:dynamic Id
    RuleConfigVersion RuleId RuleName RuleStatus Score:real SourceDevice SourceIpAddress SourceLocation:dynamic
    SourceSystem StartTime:datetime Tactics Techniques TenantId TimeGenerated:datetime Type UserInsights:dynamic
    UserName UserPrincipalName VendorName WorkspaceId _BilledSize:real _IsBillable`,
};
