-- Terms, in any case, in the user agents of all sign-ins.
SELECT count(*)
FROM entra_sign_ins
WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden"
  AND regexp_matches("UserAgent", '(?i)(?:^|[^\p{L}\p{N}])(?:iPhone|Macintosh|python|curl|axios|okhttp)(?:$|[^\p{L}\p{N}])')
