/** The calls of a service, those that read apart from those that change something. */
export interface ServiceCalls {
  readonly source: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

function calls(source: string, reads: string, writes: string): ServiceCalls {
  return {
    source: `${source}.amazonaws.com`,
    reads: reads.split(/\s+/),
    writes: writes.split(/\s+/),
  };
}

/**
 * What a busy account calls, by how often services appear in its trail (names of calls: the services' API references).
 */
export const activityServices: readonly ServiceCalls[] = [
  calls(
    'ec2',
    `DescribeInstances DescribeVolumes DescribeSecurityGroups DescribeSubnets DescribeVpcs DescribeImages DescribeSnapshots
    DescribeTags DescribeRegions DescribeAddresses DescribeKeyPairs DescribeInstanceAttribute GetPasswordData
    GetConsoleScreenshot DescribeSnapshotAttribute`,
    `RunInstances TerminateInstances StopInstances StartInstances CreateSecurityGroup AuthorizeSecurityGroupIngress
    AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress CreateKeyPair ImportKeyPair ModifyInstanceAttribute
    ModifySnapshotAttribute ModifyImageAttribute CreateSnapshot DeleteSnapshot CreateImage DeleteFlowLogs CreateVpc DeleteVpc
    CreateRoute ReplaceRoute AttachInternetGateway CreateTags DisableEbsEncryptionByDefault CreateNetworkAclEntry
    DeleteNetworkAcl AssociateIamInstanceProfile ReplaceIamInstanceProfileAssociation SharedSnapshotCopyInitiated
    CopySnapshot CreateTrafficMirrorSession`,
  ),
  calls(
    's3',
    `GetObject HeadObject ListObjects ListBuckets GetBucketAcl GetBucketPolicy GetBucketLocation GetBucketEncryption
    GetBucketVersioning GetBucketLogging GetBucketPublicAccessBlock`,
    `PutObject DeleteObject DeleteObjects CreateBucket DeleteBucket PutBucketPolicy DeleteBucketPolicy PutBucketAcl
    PutBucketLogging PutBucketVersioning PutBucketReplication PutBucketLifecycle PutBucketPublicAccessBlock
    DeleteBucketPublicAccessBlock DeleteBucketEncryption PutBucketCors PutBucketWebsite`,
  ),
  calls(
    'sts',
    'GetCallerIdentity GetAccessKeyInfo',
    'AssumeRole AssumeRoleWithSAML AssumeRoleWithWebIdentity GetSessionToken GetFederationToken',
  ),
  calls(
    'iam',
    `ListUsers GetUser ListRoles GetRole ListAttachedUserPolicies ListAttachedRolePolicies ListAccessKeys GetPolicyVersion
    GetAccountAuthorizationDetails GetAccountSummary GetAccountPasswordPolicy ListGroupsForUser ListMFADevices
    SimulatePrincipalPolicy GenerateCredentialReport GetCredentialReport`,
    `CreateUser DeleteUser CreateAccessKey DeleteAccessKey UpdateAccessKey CreateLoginProfile UpdateLoginProfile
    DeleteLoginProfile AttachUserPolicy AttachRolePolicy AttachGroupPolicy DetachUserPolicy PutUserPolicy PutRolePolicy
    PutGroupPolicy CreatePolicy CreatePolicyVersion SetDefaultPolicyVersion CreateRole DeleteRole UpdateAssumeRolePolicy
    AddUserToGroup RemoveUserFromGroup CreateGroup DeactivateMFADevice DeleteVirtualMFADevice CreateVirtualMFADevice
    EnableMFADevice UpdateAccountPasswordPolicy DeleteAccountPasswordPolicy CreateSAMLProvider UpdateSAMLProvider
    CreateOpenIDConnectProvider AddRoleToInstanceProfile CreateInstanceProfile PassRole DeleteRolePermissionsBoundary
    DeleteUserPermissionsBoundary UploadServerCertificate CreateServiceLinkedRole`,
  ),
  calls(
    'kms',
    'DescribeKey ListKeys ListAliases GetKeyPolicy',
    'Decrypt Encrypt GenerateDataKey CreateKey DisableKey ScheduleKeyDeletion PutKeyPolicy CreateGrant RetireGrant',
  ),
  calls(
    'logs',
    'DescribeLogGroups DescribeLogStreams FilterLogEvents GetLogEvents',
    'CreateLogGroup CreateLogStream DeleteLogGroup DeleteLogStream PutRetentionPolicy PutSubscriptionFilter',
  ),
  calls(
    'monitoring',
    'DescribeAlarms GetMetricData ListMetrics GetMetricStatistics',
    'PutMetricAlarm DeleteAlarms DisableAlarmActions PutMetricData',
  ),
  calls(
    'lambda',
    'ListFunctions20150331 GetFunction20150331v2 GetPolicy20150331v2 ListLayers20181031 GetFunctionConfiguration20150331v2',
    `CreateFunction20150331 UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 DeleteFunction20150331 Invoke
    AddPermission20150331v2 PublishLayerVersion20181031 CreateEventSourceMapping20150331 CreateFunctionUrlConfig`,
  ),
  calls(
    'dynamodb',
    'DescribeTable ListTables GetItem Query Scan DescribeContinuousBackups',
    'PutItem UpdateItem DeleteItem CreateTable DeleteTable UpdateTable ExportTableToPointInTime',
  ),
  calls(
    'ssm',
    'DescribeInstanceInformation GetParameter GetParameters GetParametersByPath DescribeParameters ListCommands',
    `SendCommand StartSession ResumeSession TerminateSession PutParameter DeleteParameter CreateDocument
    ModifyDocumentPermission CreateAssociation`,
  ),
  calls(
    'secretsmanager',
    'GetSecretValue DescribeSecret ListSecrets GetRandomPassword BatchGetSecretValue',
    'CreateSecret PutSecretValue UpdateSecret DeleteSecret RotateSecret PutResourcePolicy',
  ),
  calls(
    'rds',
    'DescribeDBInstances DescribeDBClusters DescribeDBSnapshots DescribeDBSnapshotAttributes',
    `CreateDBInstance ModifyDBInstance DeleteDBInstance DeleteDBCluster CreateDBSnapshot ModifyDBSnapshotAttribute
    StopDBCluster RestoreDBInstanceFromDBSnapshot StartExportTask AuthorizeDBSecurityGroupIngress`,
  ),
  calls(
    'ecr',
    'DescribeRepositories BatchGetImage GetAuthorizationToken GetDownloadUrlForLayer DescribeImageScanFindings',
    'PutImage CreateRepository DeleteRepository SetRepositoryPolicy BatchDeleteImage',
  ),
  calls(
    'ecs',
    'DescribeClusters DescribeTasks ListTasks DescribeTaskDefinition',
    'RegisterTaskDefinition RunTask StopTask CreateCluster UpdateService ExecuteCommand',
  ),
  calls(
    'eks',
    'DescribeCluster ListClusters ListNodegroups AccessKubernetesApi',
    'CreateCluster DeleteCluster UpdateClusterConfig CreateNodegroup CreateAccessEntry AssociateAccessPolicy',
  ),
  calls(
    'cloudtrail',
    'DescribeTrails GetTrailStatus LookupEvents GetEventSelectors ListTrails',
    'CreateTrail StopLogging StartLogging DeleteTrail UpdateTrail PutEventSelectors DeleteEventDataStore',
  ),
  calls(
    'config',
    'DescribeConfigRules DescribeConfigurationRecorders SelectResourceConfig',
    'StopConfigurationRecorder DeleteConfigRule DeleteDeliveryChannel DeleteConfigurationRecorder PutConfigRule',
  ),
  calls(
    'guardduty',
    'ListDetectors GetDetector ListFindings GetFindings',
    'DeleteDetector UpdateDetector CreateIPSet UpdateIPSet CreateFilter ArchiveFindings StopMonitoringMembers',
  ),
  calls(
    'securityhub',
    'GetFindings DescribeHub GetEnabledStandards',
    'BatchUpdateFindings DisableSecurityHub UpdateFindings DeleteInsight BatchDisableStandards',
  ),
  calls(
    'organizations',
    'DescribeOrganization ListAccounts ListRoots ListPolicies',
    'LeaveOrganization InviteAccountToOrganization CreateAccount DetachPolicy DisablePolicyType UpdatePolicy',
  ),
  calls(
    'route53',
    'ListHostedZones ListResourceRecordSets GetHostedZone',
    'ChangeResourceRecordSets CreateHostedZone DeleteHostedZone DisassociateVPCFromHostedZone',
  ),
  calls(
    'route53domains',
    'ListDomains GetDomainDetail',
    'TransferDomainToAnotherAwsAccount DisableDomainTransferLock RegisterDomain',
  ),
  calls(
    'ses',
    'GetSendQuota GetAccount ListIdentities GetIdentityVerificationAttributes GetAccountSendingEnabled',
    'SendEmail SendRawEmail VerifyEmailIdentity DeleteIdentity UpdateAccountSendingEnabled CreateEmailIdentity',
  ),
  calls(
    'sns',
    'ListTopics ListSubscriptions GetSMSAttributes GetSMSSandboxAccountStatus',
    'Publish Subscribe CreateTopic DeleteTopic SetTopicAttributes',
  ),
  calls(
    'sqs',
    'ListQueues GetQueueAttributes ReceiveMessage',
    'SendMessage CreateQueue PurgeQueue DeleteQueue',
  ),
  calls(
    'cloudformation',
    'DescribeStacks ListStacks GetTemplate DescribeStackEvents',
    'CreateStack UpdateStack DeleteStack CreateChangeSet ExecuteChangeSet CreateStackSet',
  ),
  calls(
    'bedrock',
    'ListFoundationModels GetFoundationModelAvailability GetModelInvocationLoggingConfiguration ListInferenceProfiles',
    `InvokeModel InvokeModelWithResponseStream Converse PutUseCaseForModelAccess CreateFoundationModelAgreement
    DeleteModelInvocationLoggingConfiguration`,
  ),
  calls(
    'elasticloadbalancing',
    'DescribeLoadBalancers DescribeTargetHealth DescribeListeners',
    'CreateLoadBalancer DeleteLoadBalancer ModifyListener ModifyLoadBalancerAttributes',
  ),
  calls(
    'elasticfilesystem',
    'DescribeFileSystems DescribeMountTargets',
    'DeleteFileSystem DeleteMountTarget PutFileSystemPolicy',
  ),
  calls('glue', 'GetTables GetDatabases GetJobs', 'CreateDevEndpoint CreateJob UpdateJob StartJobRun'),
  calls('waf', 'ListWebACLs GetWebACL', 'DeleteWebACL DeleteRule DeleteRuleGroup UpdateWebACL'),
  calls('servicequotas', 'ListServiceQuotas GetServiceQuota', 'RequestServiceQuotaIncrease'),
  calls('ce', 'GetCostAndUsage GetCostForecast', 'CreateAnomalyMonitor DeleteAnomalyMonitor'),
  calls('sso', 'ListAccounts GetRoleCredentials', 'CreateAccountAssignment CreatePermissionSet Federate'),
];
