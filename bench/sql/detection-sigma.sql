-- The shipped detection in Sigma over all loaded sign-ins, written by hand.
SELECT $columns
FROM (
  SELECT * REPLACE (coalesce("SourceSystem", 'Azure AD') AS "SourceSystem", 'Success' AS "Status",
      coalesce("AppliedConditionalAccessPolicies", "ConditionalAccessPolicies" ->> '$') AS "AppliedConditionalAccessPolicies"),
    'SigninLogs' AS "Type",
    coalesce(lower("RiskState") = 'confirmedcompromised', false) AS is_confirmed,
    coalesce(lower("RiskState") = 'atrisk', false) AS is_open,
    coalesce(lower("RiskState") IN ('remediated', 'dismissed', 'confirmedsafe'), false)
      OR coalesce(lower("RiskDetail") IN ('userpassedmfadrivenbyriskbasedpolicy', 'adminconfirmedsigninsafe', 'aiconfirmedsigninsafe', 'adminconfirmedaccountsafe', 'admindismissedriskforsignin', 'admindismissedallriskforuser', 'm365dadmindismisseddetection'), false) AS is_settled,
    coalesce(lower("RiskLevelDuringSignIn") IN ('high', 'medium'), false) AND NOT is_settled AS is_risky,
    coalesce(regexp_matches("RiskEventTypes_V2", '(?i)\b(?:impossibletravel|mcasimpossibletravel|unlikelytravel|newcountry|anonymizedipaddress|riskyipaddress|maliciousipaddress|maliciousipaddressvalidcredentialsblockedip|suspiciousipaddress|malwareinfectedipaddress|nationstateip|unfamiliarfeatures|suspiciousbrowser|passwordspray|leakedcredentials|anomaloustoken|tokenissueranomaly|attackerinthemiddle|attemptedprtaccess|investigationsthreatintelligence|investigationsthreatintelligencesigninlinked|anomaloususeractivity|suspiciousapitraffic|mcasfinsuspiciousfileaccess|mcassuspiciousinboxmanipulationrules|suspiciousinboxforwarding|suspicioussendingpatterns|userreportedsuspiciousactivity|adminconfirmedusercompromised)\b'), false) AND NOT is_settled AS is_type,
    coalesce(lower("AuthenticationRequirement") = 'singlefactorauthentication' AND "HomeTenantId" <> ''
      AND "ResourceTenantId" <> '' AND lower("HomeTenantId") <> lower("ResourceTenantId"), false) AS is_bypass
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND "ResultType" = '0' AND NOT "_hidden"
)
WHERE is_confirmed OR is_open OR is_risky OR is_type OR is_bypass
