import type { StoredFunction } from '../stored-function.js';

/** https://learn.microsoft.com/azure/sentinel/normalization-entity-user#usernametype */
const usernameType: StoredFunction = {
  name: '_ASIM_GetUsernameType',
  parameters: '(username:string)',
  body: () => String.raw`{ case(
    username contains '@', 'UPN',
    username contains '\\', 'Windows',
    username contains 'CN=' or username contains 'OU=' or username contains 'DC=', 'DN',
    'Simple') }`,
};

/** https://learn.microsoft.com/azure/sentinel/normalization-entity-user#usertype */
const userType: StoredFunction = {
  name: '_ASIM_GetUserType',
  parameters: '(username:string, sid:string)',
  body: () => `{ case(
    username endswith '$' or sid in ('S-1-5-18', 'S-1-5-19', 'S-1-5-20'), 'Machine',
    isempty(username) or sid == 'S-1-0-0', '',
    'Regular') }`,
};

/** https://learn.microsoft.com/windows-server/identity/ad-ds/manage/understand-security-identifiers#well-known-sids */
const windowsUserType: StoredFunction = {
  name: '_ASIM_GetWindowsUserType',
  parameters: '(username:string, sid:string)',
  body: () => `{ case(
    sid startswith 'S-1-5-80', 'Service',
    sid startswith 'S-1-5-21' and sid endswith '-500', 'Admin',
    sid startswith 'S-1-5-21' and sid endswith '-501', 'Guest',
    sid startswith 'S-1-5-21' and sid endswith '-502', 'Service',
    sid startswith 'S-1-5-21' and username contains 'admin', 'Admin',
    username endswith '$', 'Machine',
    sid startswith 'S-1-5-21', 'Regular',
    sid == 'S-1-5-7', 'Anonymous',
    sid == 'S-1-5-18', 'System',
    sid in ('S-1-5-17', 'S-1-5-19', 'S-1-5-20'), 'Service',
    sid == 'S-1-5-113', 'Other',
    isempty(username), '',
    'Other') }`,
};

export const users: readonly StoredFunction[] = [usernameType, userType, windowsUserType];
