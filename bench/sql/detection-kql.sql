-- The shipped detection in KQL over all loaded sign-ins, written by hand.
SELECT "TimeGenerated", coalesce("UserPrincipalName", ''), coalesce("AppDisplayName", ''), coalesce("IPAddress", ''),
  coalesce("LocationDetails.countryOrRegion", ''), coalesce("LocationDetails.city", ''),
  coalesce("DeviceDetail.browser", ''), coalesce("DeviceDetail.operatingSystem", ''), coalesce("RiskLevelDuringSignIn", ''),
  coalesce("RiskLevelAggregated", ''), coalesce("RiskState", ''), coalesce("RiskEventTypes_V2", ''),
  coalesce("ConditionalAccessStatus", ''), coalesce("AuthenticationRequirement", ''), coalesce("HomeTenantId", ''),
  coalesce("ResourceTenantId", ''),
  CASE
    WHEN confirmed THEN 'ConfirmedCompromise'
    WHEN risky AND type THEN 'HighRisk+Event:' || "RiskEventTypes_V2"
    WHEN risky THEN 'HighRiskSignIn'
    WHEN type THEN 'RiskEvent:' || "RiskEventTypes_V2"
    WHEN open THEN 'OpenRisk'
    ELSE 'CrossTenantMFABypass'
  END,
  risky::BIGINT + (confirmed OR open)::BIGINT + type::BIGINT + bypass::BIGINT AS score,
  coalesce("RiskDetail", ''), coalesce("UserId", ''), "CreatedDateTime", coalesce("Id", ''), coalesce("CorrelationId", '')
FROM (
  SELECT *,
    coalesce(lower("RiskState") = 'confirmedcompromised', false) AS confirmed,
    coalesce(lower("RiskState") = 'atrisk', false) AS open,
    coalesce(lower("RiskState") IN ('remediated', 'dismissed', 'confirmedsafe'), false)
      OR coalesce(lower("RiskDetail") IN ('userpassedmfadrivenbyriskbasedpolicy', 'adminconfirmedsigninsafe', 'aiconfirmedsigninsafe', 'adminconfirmedaccountsafe', 'admindismissedriskforsignin', 'admindismissedallriskforuser', 'm365dadmindismisseddetection'), false) AS settled,
    coalesce(lower("RiskLevelDuringSignIn") IN ('high', 'medium'), false) AND NOT settled AS risky,
    coalesce(regexp_matches("RiskEventTypes_V2", '(?i)(?:^|[^\p{L}\p{N}])(?:impossibletravel|mcasimpossibletravel|unlikelytravel|newcountry|anonymizedipaddress|riskyipaddress|maliciousipaddress|maliciousipaddressvalidcredentialsblockedip|suspiciousipaddress|malwareinfectedipaddress|nationstateip|unfamiliarfeatures|suspiciousbrowser|passwordspray|leakedcredentials|anomaloustoken|tokenissueranomaly|attackerinthemiddle|attemptedprtaccess|investigationsthreatintelligence|investigationsthreatintelligencesigninlinked|anomaloususeractivity|suspiciousapitraffic|mcasfinsuspiciousfileaccess|mcassuspiciousinboxmanipulationrules|suspiciousinboxforwarding|suspicioussendingpatterns|userreportedsuspiciousactivity|adminconfirmedusercompromised)(?:$|[^\p{L}\p{N}])'), false) AND NOT settled AS type,
    coalesce(lower("AuthenticationRequirement") = 'singlefactorauthentication' AND "HomeTenantId" <> ''
      AND "ResourceTenantId" <> '' AND lower("HomeTenantId") <> lower("ResourceTenantId"), false) AS bypass
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND "ResultType" = '0' AND NOT "_hidden"
)
WHERE confirmed OR open OR risky OR type OR bypass
ORDER BY score DESC, "TimeGenerated" DESC
