-- Each user's last sign-ins, and how many sign-ins there were.
SELECT u, count(*), max(n)
FROM (
  SELECT "UserPrincipalName" AS u, "EventTime" AS t, count(*) OVER w AS n, max("EventTime") OVER w AS last
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden" AND "UserPrincipalName" IS NOT NULL
  WINDOW w AS (PARTITION BY "UserPrincipalName")
)
WHERE t = last
GROUP BY u
