-- Stretches of a user's sign-ins without a pause of more than ten minutes.
SELECT count(*), max(n), max(d) / 1e7
FROM (
  SELECT count(*) AS n, max(t) - min(t) AS d
  FROM (
    SELECT u, t, sum(starts) OVER (PARTITION BY u ORDER BY t, id) AS stretch
    FROM (
      SELECT "UserPrincipalName" AS u, "EventTime" AS t, rowid AS id,
        coalesce("EventTime" - lag("EventTime") OVER (PARTITION BY "UserPrincipalName" ORDER BY "EventTime", rowid) > 6000000000, true)::INTEGER AS starts
      FROM entra_sign_ins
      WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden"
    )
  )
  GROUP BY u, stretch
)
