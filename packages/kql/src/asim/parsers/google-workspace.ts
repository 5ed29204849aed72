import { quoted, wordFor } from '../asim-parser.js';
import type { AsimParser } from '../asim-parser.js';
import { authentication } from '../schemas/authentication.js';

/** What Google finds suspicious, and what it says of it. */
const findings = {
  suspicious_login: 'Suspicious login blocked',
  suspicious_login_less_secure_app: 'Suspicious login from a less secure app blocked',
  suspicious_programmatic_login: 'Suspicious programmatic login blocked',
  user_signed_out_due_to_suspicious_session_cookie: 'User signed out due to a suspicious session cookie',
};

const endings = ['logout', 'user_signed_out_due_to_suspicious_session_cookie'];
const blocked = [
  'login_failure',
  'risky_sensitive_action_blocked',
  'suspicious_login',
  'suspicious_login_less_secure_app',
  'suspicious_programmatic_login',
];
const allowed = ['login_success', 'risky_sensitive_action_allowed', ...endings];
const challenges = ['login_challenge', 'login_verification'];

const isFound = `event_name_s in (${Object.keys(findings).map(quoted).join(', ')})`;
const isChallenge = `event_name_s in (${challenges.map(quoted).join(', ')})`;

/** Sign-ins to Google Workspace. https://developers.google.com/admin-sdk/reports/v1/appendix/activity/login */
export const googleWorkspace: AsimParser = {
  id: 'GoogleWorkspace',
  aliases: [],
  schema: authentication,
  table: 'GWorkspace_ReportsAPI_login_CL',
  where: `event_name_s in (${[...allowed, ...blocked, ...challenges].map(quoted).join(', ')})`,
  steps: {
    IsFound: isFound,
    IsWrong: `${isChallenge} and login_challenge_status_s == 'incorrect_answer_entered'`,
    TargetUsername:
      'iff(IsFound and isnotempty(affected_email_address_s), affected_email_address_s, actor_email_s)',
    EventResult: wordFor(
      'event_name_s',
      { Success: allowed, Failure: blocked },
      `case(login_challenge_status_s == 'passed', 'Success', IsWrong, 'Failure', 'NA')`,
    ),
  },
  columns: {
    EventVendor: "'Google'",
    EventProduct: "'Workspace'",
    Dvc: "'Workspace'",
    EventType: wordFor('event_name_s', { Logoff: endings }, "'Logon'"),
    EventResult: 'EventResult',
    EventResultDetails: `case(
      IsWrong, 'MFA not satisfied',
      event_name_s != 'login_failure', '',
      ${wordFor(
        'login_failure_type_s',
        {
          'Incorrect password': ['login_failure_invalid_password'],
          'User disabled': ['login_failure_account_disabled'],
          'Logon violates policy': ['login_failure_access_code_disallowed'],
        },
        "'Other'",
      )})`,
    EventOriginalResultDetails: 'coalesce(login_failure_type_s, login_challenge_status_s)',
    EventSeverity: "iff(IsFound, 'High', 'Informational')",
    EventOriginalType: 'event_type_s',
    EventOriginalSubType: 'event_name_s',
    EventOriginalUid: 'id_uniqueQualifier_s',
    DvcAction: wordFor('event_name_s', { Allowed: allowed, Blocked: blocked }),
    LogonMethod: 'login_challenge_method_s',
    TargetAppName: "'Google Workspace - login'",
    TargetAppType: "'SaaS application'",
    TargetUsername: 'TargetUsername',
    TargetUsernameType: "iff(isempty(TargetUsername), '', _ASIM_GetUsernameType(TargetUsername))",
    TargetUserId: 'actor_profileId_s',
    TargetUserIdType: "iff(isempty(actor_profileId_s), '', 'GWorkspaceProfileID')",
    SrcIpAddr: 'IPAddress',
    RuleName: `case(${Object.entries(findings)
      .map(([name, title]) => `event_name_s == ${quoted(name)}, ${quoted(title)}`)
      .join(', ')}, '')`,
    ThreatField: "iff(IsFound, 'TargetUsername', '')",
    ThreatFirstReportedTime: 'iff(IsFound, TimeGenerated, datetime(null))',
    ThreatLastReportedTime: 'iff(IsFound, TimeGenerated, datetime(null))',
    AdditionalFields: `bag_pack(
      'Is_Suspicious', is_suspicious_b, 'Is_Second_Factor_b', is_second_factor_b, 'Logon_Type', login_type_s,
      'Sensitive_Action_Name', sensitive_action_name_s)`,
  },
};
