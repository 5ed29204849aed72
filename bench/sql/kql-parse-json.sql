-- Ten fields of two columns of JSON text.
SELECT sum(length(coalesce(d[1], ''))), sum(length(coalesce(d[2], ''))), sum(length(coalesce(d[3], ''))),
  sum(length(coalesce(d[4], ''))), sum(length(coalesce(d[5], ''))), sum(length(coalesce(l[1], ''))),
  sum(length(coalesce(l[2], ''))), sum(length(coalesce(l[3], ''))), sum(length(coalesce(l[4], ''))),
  sum(length(coalesce(l[5], '')))
FROM (
  SELECT
    json_extract_string("DeviceDetail", ['$.deviceId', '$.displayName', '$.operatingSystem', '$.browser', '$.trustType']) AS d,
    json_extract_string("LocationDetails", ['$.city', '$.state', '$.countryOrRegion', '$.geoCoordinates.latitude', '$.geoCoordinates.longitude']) AS l
  FROM entra_sign_ins
  WHERE "SignInTable" = 'SigninLogs' AND NOT "_hidden"
)
