-- The first product and version in the agent.
SELECT regexp_extract("UserAgent", '([A-Za-z]+)/([\d.]+)', 1) AS product, regexp_extract("UserAgent", '([A-Za-z]+)/([\d.]+)', 2) AS version,
  count(*)
FROM entra_sign_ins
WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden" AND product <> ''
GROUP BY ALL
