import { spl } from '@interloper/spl';
import type { LanguageWork } from './language-work.js';

/** What rules in SPL spend their time on. */
export const splWork: LanguageWork = {
  language: spl,
  seed: '../shared/seeds/T1586.003.spl',
  shipped: 'detections/compromised-account-sign-in/query.spl',
  cases: [
    {
      name: 'stats by 3 keys',
      sql: 'spl-stats.sql',
      rule: `sourcetype="azure:aad:signin"
        | stats count dc(ipAddress) as addresses by userPrincipalName, appDisplayName, status.errorCode`,
    },
    {
      name: 'eventstats',
      sql: 'spl-eventstats.sql',
      rule: `sourcetype="azure:aad:signin"
        | eventstats count as all max(_time) as last by userPrincipalName
        | where _time = last
        | stats count max(all) as all by userPrincipalName`,
    },
    {
      name: 'streamstats by user',
      sql: 'spl-streamstats.sql',
      rule: `sourcetype="azure:aad:signin"
        | sort 0 _time
        | streamstats window=1 current=f global=f last(ipAddress) as before by userPrincipalName
        | where before != ipAddress
        | stats count by userPrincipalName`,
    },
    {
      name: 'rex',
      sql: 'spl-rex.sql',
      rule: String.raw`sourcetype="azure:aad:signin"
        | rex field=userAgent "(?<product>[A-Za-z]+)/(?<version>[\d.]+)"
        | stats count by product, version`,
    },
    {
      name: 'transaction by user',
      sql: 'spl-transaction.sql',
      rule: `sourcetype="azure:aad:signin"
        | transaction userPrincipalName maxpause=10m
        | stats count as stretches max(eventcount) as most max(duration) as longest`,
    },
  ],
};
