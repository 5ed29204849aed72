import { describe, expect, test } from 'vitest';
import { column, findField } from '@interloper/plan';
import type { View } from '@interloper/plan';
import { signIns } from './logs.js';

const view: View = {
  name: 'SigninLogs',
  title: 'Interactive sign-ins',
  scan: signIns,
  time: 'TimeGenerated',
  columns: [
    { name: 'TimeGenerated', type: 'datetime', expression: column('Time', 'datetime') },
    { name: 'UserPrincipalName', type: 'string', expression: column('User', 'string'), aliases: ['user'] },
    {
      name: 'LocationDetails',
      type: 'dynamic',
      expression: column('Place', 'dynamic'),
      aliases: ['location'],
    },
    {
      name: 'RiskEventTypes_V2',
      type: 'string',
      expression: column('Risk', 'string'),
      aliases: ['riskEventTypes_v2'],
    },
  ],
};

describe('a field is found by', () => {
  // The spellings of the log-format reference, section 19, item 2.
  test.each([
    ['UserPrincipalName', 'UserPrincipalName', []],
    ['userPrincipalName', 'UserPrincipalName', []],
    ['properties.userPrincipalName', 'UserPrincipalName', []],
    ['user', 'UserPrincipalName', []],
    ['UserPrincipalName_s', 'UserPrincipalName', []],
    ['LocationDetails_dynamic', 'LocationDetails', []],
    ['riskEventTypes_v2{}', 'RiskEventTypes_V2', []],
    ['properties.riskEventTypes_v2{}', 'RiskEventTypes_V2', []],
    ['location.geoCoordinates.latitude', 'LocationDetails', ['geoCoordinates', 'latitude']],
    ['properties.location.city', 'LocationDetails', ['city']],
  ])('%s', (name, found, path) => {
    expect(findField(view, name)).toMatchObject({ column: { name: found }, path });
  });

  test('nothing when nothing fits', () => {
    expect(findField(view, 'Usr')).toBeUndefined();
    expect(findField(view, 'TimeGenerated.hour')).toBeUndefined();
  });
});
