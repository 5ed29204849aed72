/**
 * The fields that all schemas share.
 * https://learn.microsoft.com/azure/sentinel/normalization-common-fields
 */
export const eventColumns = `
  TimeGenerated:datetime Type EventMessage EventCount:int EventStartTime:datetime EventEndTime:datetime EventType
  EventSubType EventResult EventResultDetails EventUid EventOriginalUid EventOriginalType EventOriginalSubType
  EventOriginalResultDetails EventSeverity EventOriginalSeverity EventProduct EventProductVersion EventVendor
  EventSchema EventSchemaVersion EventReportUrl EventOwner`;

/** The system that reports the event. */
export const deviceColumns = `
  Dvc DvcIpAddr DvcHostname DvcDomain DvcDomainType DvcFQDN DvcDescription DvcId DvcIdType DvcMacAddr DvcZone DvcOs
  DvcOsVersion DvcAction DvcOriginalAction DvcInterface DvcScopeId DvcScope AdditionalFields:dynamic`;

/** Who does it, and the application it is done with. */
export const actorColumns = `
  ActorUserId ActorUserIdType ActorUsername ActorUsernameType ActorUserType ActorOriginalUserType ActorScope
  ActorScopeId ActorSessionId ActingAppId ActingAppName ActingAppType ActingOriginalAppType HttpUserAgent`;

/** The system that it is done from. */
export const sourceColumns = `
  SrcDvcId SrcDvcIdType SrcDvcScopeId SrcDvcScope SrcDeviceType SrcHostname SrcDomain SrcDomainType SrcFQDN
  SrcDescription SrcIpAddr SrcPortNumber:int SrcGeoCountry SrcGeoRegion SrcGeoCity SrcGeoLatitude:real
  SrcGeoLongitude:real SrcRiskLevel:int SrcOriginalRiskLevel`;

/** The application and the system that it is done to. */
export const targetColumns = `
  TargetAppId TargetAppName TargetAppType TargetOriginalAppType TargetUrl TargetHostname TargetDomain
  TargetDomainType TargetFQDN TargetDescription TargetDvcId TargetDvcIdType TargetDvcScopeId TargetDvcScope
  TargetDeviceType TargetIpAddr TargetPortNumber:int TargetDvcOs TargetGeoCountry TargetGeoRegion TargetGeoCity
  TargetGeoLatitude:real TargetGeoLongitude:real TargetRiskLevel:int TargetOriginalRiskLevel`;

/** What a security system found in it. */
export const inspectionColumns = `
  RuleName RuleNumber:int ThreatId ThreatName ThreatCategory ThreatRiskLevel:int ThreatOriginalRiskLevel
  ThreatConfidence:int ThreatOriginalConfidence ThreatIsActive:bool ThreatFirstReportedTime:datetime
  ThreatLastReportedTime:datetime ThreatField ThreatIpAddr`;

/** Aliases that schemas share. */
export const inspectionAliases = {
  Rule: 'coalesce(RuleName, tostring(RuleNumber))',
} as const;
