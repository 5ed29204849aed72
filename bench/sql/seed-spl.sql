-- The seed's SPL over all loaded sign-ins, written by hand.
SELECT "EventTime", "UserPrincipalName", "IPAddress", "AppDisplayName", "LocationDetails.countryOrRegion",
  "LocationDetails.city", lower(coalesce("RiskLevelDuringSignIn", '')), lower(coalesce("RiskState", '')), events,
  bypass::BIGINT, risky::BIGINT + event::BIGINT + bypass::BIGINT AS score,
  list_filter([
    CASE WHEN risky THEN 'HighRiskSignIn' END,
    CASE WHEN event THEN 'RiskyEvent:' || events END,
    CASE WHEN bypass THEN 'CrossTenantMFABypass' END
  ], lambda x: x IS NOT NULL)
FROM (
  SELECT *,
    lower(coalesce("RiskEventTypes_V2", '')) AS events,
    coalesce(lower("RiskLevelDuringSignIn") IN ('high', 'medium'), false)
      OR coalesce(lower("RiskState") IN ('atrisk', 'confirmedcompromised'), false) AS risky,
    regexp_matches(events, 'impossibletravel|anonymizedipaddress|maliciousipaddress|unfamiliarfeatures|passwordspray|leakedcredentials|nationstateip|riskyipaddress|investigationsthreatintelligence') AS event,
    coalesce(lower("AuthenticationRequirement") = 'singlefactorauthentication' AND "HomeTenantId" <> ''
      AND "HomeTenantId" <> coalesce("ResourceTenantId", ''), false) AS bypass
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND "ResultType" = '0' AND NOT "_hidden"
)
WHERE risky OR event OR bypass
ORDER BY score DESC, "EventTime" DESC
LIMIT 10000
