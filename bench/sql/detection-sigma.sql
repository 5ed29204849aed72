-- The shipped detection in Sigma over all loaded sign-ins, written by hand.
SELECT $columns
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
