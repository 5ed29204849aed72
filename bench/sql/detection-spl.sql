-- The shipped detection in SPL over all loaded sign-ins, written by hand.
SELECT "EventTime", "UserPrincipalName", "IPAddress", "AppDisplayName", "LocationDetails.countryOrRegion",
  "LocationDetails.city", lower(coalesce("RiskLevelDuringSignIn", '')), lower(coalesce("RiskState", '')),
  lower(coalesce("RiskEventTypes_V2", '')), bypass::BIGINT, 
  risky::BIGINT + confirmed::BIGINT + open::BIGINT + type::BIGINT + bypass::BIGINT AS score,
  list_filter([
    CASE WHEN confirmed THEN 'ConfirmedCompromise' END,
    CASE WHEN risky THEN 'HighRiskSignIn' END,
    CASE WHEN open THEN 'OpenRisk' END,
    CASE WHEN type THEN 'RiskEvent:' || lower("RiskEventTypes_V2") END,
    CASE WHEN bypass THEN 'CrossTenantMFABypass' END
  ], lambda x: x IS NOT NULL),
  lower(coalesce("RiskLevelAggregated", '')), lower(coalesce("RiskDetail", '')),
  lower(coalesce("ConditionalAccessStatus", '')), lower(coalesce("AuthenticationRequirement", '')),
  lower(coalesce("HomeTenantId", '')), lower(coalesce("ResourceTenantId", '')), "UserId", "Id", "CorrelationId"
FROM (
  SELECT *,
    coalesce(lower("RiskState") = 'confirmedcompromised', false) AS confirmed,
    coalesce(lower("RiskState") = 'atrisk', false) AS open,
    coalesce(lower("RiskState") IN ('remediated', 'dismissed', 'confirmedsafe'), false)
      OR coalesce(lower("RiskDetail") IN ('userpassedmfadrivenbyriskbasedpolicy', 'adminconfirmedsigninsafe', 'aiconfirmedsigninsafe', 'adminconfirmedaccountsafe', 'admindismissedriskforsignin', 'admindismissedallriskforuser', 'm365dadmindismisseddetection'), false) AS settled,
    coalesce(lower("RiskLevelDuringSignIn") IN ('high', 'medium'), false) AND NOT settled AS risky,
    coalesce(regexp_matches("RiskEventTypes_V2", '(?i)\b(?:impossibletravel|mcasimpossibletravel|unlikelytravel|newcountry|anonymizedipaddress|riskyipaddress|maliciousipaddress|maliciousipaddressvalidcredentialsblockedip|suspiciousipaddress|malwareinfectedipaddress|nationstateip|unfamiliarfeatures|suspiciousbrowser|passwordspray|leakedcredentials|anomaloustoken|tokenissueranomaly|attackerinthemiddle|attemptedprtaccess|investigationsthreatintelligence|investigationsthreatintelligencesigninlinked|anomaloususeractivity|suspiciousapitraffic|mcasfinsuspiciousfileaccess|mcassuspiciousinboxmanipulationrules|suspiciousinboxforwarding|suspicioussendingpatterns|userreportedsuspiciousactivity|adminconfirmedusercompromised)\b'), false) AND NOT settled AS type,
    coalesce(lower("AuthenticationRequirement") = 'singlefactorauthentication' AND "HomeTenantId" <> ''
      AND "ResourceTenantId" <> '' AND lower("HomeTenantId") <> lower("ResourceTenantId"), false) AS bypass
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND "ResultType" = '0' AND NOT "_hidden"
)
WHERE confirmed OR open OR risky OR type OR bypass
ORDER BY score DESC, "EventTime" DESC
