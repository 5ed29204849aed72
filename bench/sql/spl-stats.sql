-- Sign-ins and their addresses by three keys; rows without one of them are left out.
SELECT "UserPrincipalName", "AppDisplayName", "Status.errorCode" AS code, count(*), count(DISTINCT "IPAddress")
FROM entra_sign_ins
WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden" AND "UserPrincipalName" IS NOT NULL
  AND "AppDisplayName" IS NOT NULL AND code IS NOT NULL
GROUP BY ALL
