-- The seed's KQL over all loaded sign-ins, as fast as we can write it by hand: one scan, each flag once.
SELECT "TimeGenerated", coalesce("UserPrincipalName", ''), coalesce("AppDisplayName", ''), coalesce("IPAddress", ''),
  "CountryCode", "City", "ParsedBrowser", "ParsedOS", coalesce("RiskLevelDuringSignIn", ''),
  coalesce("RiskLevelAggregated", ''), coalesce("RiskState", ''), coalesce("RiskEventTypes_V2", ''),
  coalesce("ConditionalAccessStatus", ''), coalesce("AuthenticationRequirement", ''), coalesce("HomeTenantId", ''),
  coalesce("ResourceTenantId", ''),
  CASE
    WHEN compromised THEN 'ConfirmedCompromise'
    WHEN risky AND event THEN 'HighRisk+Event:' || "RiskEventTypes_V2"
    WHEN risky THEN 'HighRiskSignIn'
    WHEN event THEN 'RiskEvent:' || "RiskEventTypes_V2"
    ELSE 'CrossTenantMFABypass'
  END AS "AlertReason",
  risky::INTEGER + compromised::INTEGER + event::INTEGER + bypass::INTEGER AS "RiskIndicatorCount"
FROM (
  SELECT *,
    coalesce("LocationDetails.countryOrRegion", '') AS "CountryCode",
    coalesce("LocationDetails.city", '') AS "City",
    coalesce("DeviceDetail.browser", '') AS "ParsedBrowser",
    coalesce("DeviceDetail.operatingSystem", '') AS "ParsedOS",
    coalesce("RiskLevelDuringSignIn" IN ('high', 'medium'), false) AS risky,
    coalesce("RiskState" IN ('atRisk', 'confirmedCompromised'), false) AS compromised,
    coalesce(regexp_matches("RiskEventTypes_V2", '(?i)(?:^|[^\p{L}\p{N}])(?:impossibleTravel|anonymizedIPAddress|maliciousIPAddress|unfamiliarFeatures|passwordSpray|leakedCredentials|nationStateIP|riskyIPAddress|investigationsThreatIntelligence)(?:$|[^\p{L}\p{N}])'), false) AS event,
    coalesce("AuthenticationRequirement" = 'singleFactorAuthentication' AND "HomeTenantId" <> '' AND "HomeTenantId" <> coalesce("ResourceTenantId", ''), false) AS bypass
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND "ResultType" = '0' AND NOT "_hidden"
)
WHERE risky OR compromised OR event OR bypass
ORDER BY "RiskIndicatorCount" DESC, "TimeGenerated" DESC
