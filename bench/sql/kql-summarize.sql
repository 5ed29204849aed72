-- Sign-ins and their addresses by three keys.
SELECT coalesce("UserPrincipalName", '') AS u, coalesce("AppDisplayName", '') AS a, coalesce("ResultType", '') AS r,
  count(*), count(DISTINCT coalesce("IPAddress", ''))
FROM entra_sign_ins
WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden"
GROUP BY u, a, r
