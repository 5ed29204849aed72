import { kql } from '@interloper/kql';
import type { LanguageWork } from './language-work.js';

/** What rules in KQL spend their time on. */
export const kqlWork: LanguageWork = {
  language: kql,
  seed: '../shared/seeds/T1586.003.kql',
  shipped: 'detections/compromised-account-sign-in/query.kql',
  cases: [
    {
      name: 'has_any',
      sql: 'kql-has-any.sql',
      rule: `SigninLogs
      | where UserAgent has_any ("iPhone", "Macintosh", "python", "curl", "axios", "okhttp")
      | count`,
    },
    {
      name: 'parse_json, 10 paths',
      sql: 'kql-parse-json.sql',
      rule: `SigninLogs
      | extend D = parse_json(tostring(DeviceDetail)), L = parse_json(tostring(LocationDetails))
      | summarize sum(strlen(tostring(D.deviceId))), sum(strlen(tostring(D.displayName))),
          sum(strlen(tostring(D.operatingSystem))), sum(strlen(tostring(D.browser))),
          sum(strlen(tostring(D.trustType))), sum(strlen(tostring(L.city))), sum(strlen(tostring(L.state))),
          sum(strlen(tostring(L.countryOrRegion))), sum(strlen(tostring(L.geoCoordinates.latitude))),
          sum(strlen(tostring(L.geoCoordinates.longitude)))`,
    },
    {
      name: 'summarize by 3 keys',
      sql: 'kql-summarize.sql',
      rule: 'SigninLogs | summarize count(), dcount(IPAddress) by UserPrincipalName, AppDisplayName, ResultType',
    },
    {
      name: 'self-join within an hour',
      sql: 'kql-self-join.sql',
      rule: `let Failures = SigninLogs | where ResultType != "0" | project UserPrincipalName, FailedAt = TimeGenerated;
      SigninLogs
      | where ResultType == "0"
      | project UserPrincipalName, TimeGenerated
      | join kind=inner Failures on UserPrincipalName
      | where TimeGenerated between (FailedAt .. (FailedAt + 1h))
      | summarize count() by UserPrincipalName`,
    },
  ],
};
