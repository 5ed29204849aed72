-- Sign-ins from another address than the one before, by user.
SELECT u, count(*)
FROM (
  SELECT "UserPrincipalName" AS u, "IPAddress" AS ip, lag("IPAddress") OVER (PARTITION BY "UserPrincipalName" ORDER BY "EventTime", rowid) AS before
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden" AND "UserPrincipalName" IS NOT NULL
)
WHERE before <> ip
GROUP BY u
