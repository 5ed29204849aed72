-- Successes within an hour (in ticks of 100 ns) of a failure of the same user.
WITH sign_ins AS (
  SELECT coalesce("UserPrincipalName", '') AS u, "TimeGenerated" AS t, coalesce("ResultType", '') AS r
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden"
)
SELECT s.u, count(*)
FROM sign_ins s JOIN sign_ins f ON s.u = f.u AND s.t BETWEEN f.t AND f.t + 36000000000
WHERE s.r = '0' AND f.r <> '0'
GROUP BY s.u
