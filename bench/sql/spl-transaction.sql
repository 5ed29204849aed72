-- Stretches of a user's sign-ins without a pause of more than ten minutes, in parts of at most 1,000 from the newest.
SELECT count(*), max(n), max(d) / 1e7
FROM (
  SELECT count(*) AS n, max(t) - min(t) AS d
  FROM (
    SELECT u, t, place - (place - first) % 1000 AS part
    FROM (
      SELECT u, t, place, last_value(CASE WHEN starts OR place = 1 THEN place END IGNORE NULLS) OVER (PARTITION BY u ORDER BY place ROWS UNBOUNDED PRECEDING) AS first
      FROM (
        SELECT u, t, lag(t) OVER newest - t > 6000000000 AS starts, row_number() OVER newest AS place
        FROM (SELECT "UserPrincipalName" AS u, "EventTime" AS t, rowid AS id FROM entra_sign_ins WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden")
        WINDOW newest AS (PARTITION BY u ORDER BY t DESC, id)
      )
    )
  )
  GROUP BY u, part
)
