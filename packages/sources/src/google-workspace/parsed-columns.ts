/**
 * A column of the function `GWorkspaceActivityReports`, under which published rules know the activities, and what it
 * holds: a parameter of the event (`param`), or a column of the dataset (`column`).
 */
export interface ParsedColumn {
  readonly name: string;
  readonly type: 'string' | 'bool';
  readonly param?: string;
  readonly column?: string;
}

/**
 * The function's columns in its order (Azure-Sentinel, GoogleWorkspaceReports). `Name=parameter`, `:bool` where it is
 * one, `Name=.Column` for what every activity has, `Name` alone for what no activity fills.
 */
const list = `
  AccountState=ACCOUNT_STATE ActorCallerType=.ActorCallerType ActorEmail=.ActorEmail
  ActorIsCollaboratorAccount=actor_is_collaborator_account:bool ActorKey=.ActorKey ActorProfileId=.ActorProfileId
  ApiKind=api_kind AppName=app_name ApplicationEdition=APPLICATION_EDITION ApplicationName=APPLICATION_NAME
  Billable=billable:bool CalendarId=calendar_id ClientId=client_id ClientType=client_type
  DestinationFolderId=destination_folder_id DestinationFolderTitle=destination_folder_title DocId=doc_id
  DocTitle=doc_title DocType=doc_type DstUserUpn=USER_EMAIL DestUserUpn=recipient_email DvcGuid
  DvcInterfaceGuid=DEVICE_ID DvcModelName=DEVICE_MODEL DvcModelNumber=OS_VERSION DvcType=DEVICE_TYPE Etag=.Etag
  EventCategoryType=.Kind EventEndTime=end_time EventGuest=event_guest EventId=.UniqueQualifier
  EventMessage=.EventName EventOriginalMessage EventProduct EventResponseStatus=event_response_status
  EventStartTime=start_time EventTitle=event_title EventType=.EventType EventUid=event_id EventVendor
  GroupDomain=ORG_UNIT_NAME IdApplicationName=.ApplicationName IosVendorId=IOS_VENDOR_ID IosVendorUID
  IsSecondFactor=is_second_factor:bool IsSuspicious=is_suspicious:bool Kind=.Kind
  LastSyncAuditDate=LAST_SYNC_AUDIT_DATE LoginChallengeMethod=login_challenge_method
  LoginChallengeStatus=login_challenge_status LoginType=login_type ModuleName=PRODUCT_NAME NeqValue=NEW_VALUE
  Newvalue=new_value NotificationMessageId=notification_message_id NotificationMethod=notification_method
  NotificationType=notification_type OldEventTitle=old_event_title OldValue=OLD_VALUE Oldvalue=old_value
  OldVisibility=old_visibility OrganizerCalendarId=organizer_calendar_id OriginatingAppId=originating_app_id
  OsProperty=OS_PROPERTY Owner=owner OwnerDomain=.OwnerDomain OwnerIsSharedDrive=owner_is_shared_drive:bool
  OwnerIsTeamDrive=owner_is_team_drive:bool PrimaryEvent=primary_event:bool ProcessName=SETTING_NAME
  RegisterPrivelege=REGISTER_PRIVILEGE ResourceId=RESOURCE_ID RoleName=ROLE_NAME Scope=scope ScopeData=scope_data
  SerialNumber=SERIAL_NUMBER SharedDriveId=shared_drive_id SourceFolderId=source_folder_id
  SourceFolderTitle=source_folder_title SrcIpAddr=.IPAddress TargetCalendarId=target_calendar_id
  TargetUserDomain=target_domain TargetUserName=target_user TeamDriveId=team_drive_id UserAadid=.CustomerId
  UserAgentOriginal=user_agent UserEmail=USER_EMAIL Visibility=visibility VisibilityChange=visibility_change`;

export const parsedColumns: readonly ParsedColumn[] = list
  .trim()
  .split(/\s+/)
  .map((word): ParsedColumn => {
    const [name = '', source] = word.split('=');
    if (source === undefined) return { name, type: 'string' };
    if (source.startsWith('.')) return { name, type: 'string', column: source.slice(1) };
    const [param = '', type = 'string'] = source.split(':');
    return { name, type: type === 'bool' ? 'bool' : 'string', param };
  });
