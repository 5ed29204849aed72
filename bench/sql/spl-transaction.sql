-- Stretches of a user's sign-ins without a pause of more than ten minutes, in parts of at most 1,000 from the newest.
SELECT count(*), max(n), max(d) / 1e7
FROM (
  SELECT count(*) AS n, max(t) - min(t) AS d
  FROM (
    SELECT u, t, stretch, (row_number() OVER (PARTITION BY u, stretch ORDER BY t DESC, id) - 1) // 1000 AS part
    FROM (
      SELECT u, t, id, sum(starts) OVER (PARTITION BY u ORDER BY t DESC, id) AS stretch
      FROM (
        SELECT "UserPrincipalName" AS u, "EventTime" AS t, rowid AS id,
          coalesce(lag("EventTime") OVER (PARTITION BY "UserPrincipalName" ORDER BY "EventTime" DESC, rowid) - "EventTime" > 6000000000, false)::INTEGER AS starts
        FROM entra_sign_ins
        WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden"
      )
    )
  )
  GROUP BY u, stretch, part
)
