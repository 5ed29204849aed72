import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import type { Shape } from '../../source.js';
import { cellsOf, objectOf, yesOrNo } from './portal.js';

/** Defender writes some enumerations as numbers (log-format reference, section 2.7). */
const riskLevels = { '1': 'none', '10': 'low', '50': 'medium', '100': 'high' };
const riskStates = {
  '0': 'none',
  '1': 'confirmedSafe',
  '2': 'remediated',
  '3': 'dismissed',
  '4': 'atRisk',
  '5': 'confirmedCompromised',
};
const accessStates = { '0': 'success', '1': 'failure', '2': 'notApplied' };

/**
 * Defender XDR's EntraIdSignInEvents (formerly AADSignInEventsBeta), as advanced hunting exports it
 * (reference/schemas/EntraIdSignInEvents.json).
 */
export const defender: Shape = {
  id: 'defender-xdr',
  title: 'Defender XDR EntraIdSignInEvents (advanced hunting)',
  recognises: (record) => 'AccountUpn' in record && 'ErrorCode' in record && 'LogonType' in record,
  read: (observed, { dayFirst }) => {
    const { cell, reading } = cellsOf(observed);
    const logon = cell('LogonType');
    const code = cell('ErrorCode');
    return reading({
      table: call('if', [
        call('containsIgnoreCase', [logon, text('nonInteractive')]),
        text('AADNonInteractiveUserSignInLogs'),
        text('SigninLogs'),
      ]),
      created: cell('Timestamp', 'Timestamp [UTC]'),
      dayFirst,
      values: {
        Id: cell('RequestId'),
        CorrelationId: cell('CorrelationId'),
        SessionId: cell('SessionId'),
        UserPrincipalName: call('lower', [cell('AccountUpn')]),
        UserDisplayName: cell('AccountDisplayName'),
        UserId: cell('AccountObjectId'),
        UserType: call('case', [
          call('inIgnoreCase', [cell('IsGuestUser'), text('true'), text('1')]),
          text('Guest'),
          call('inIgnoreCase', [cell('IsGuestUser'), text('false'), text('0')]),
          text('Member'),
          nullOf('string'),
        ]),
        AlternateSignInName: cell('AlternateSignInName'),
        AppDisplayName: cell('Application'),
        AppId: cell('ApplicationId'),
        ResourceDisplayName: cell('ResourceDisplayName'),
        ResourceIdentity: cell('ResourceId'),
        ResourceTenantId: cell('ResourceTenantId'),
        ResultType: code,
        DeviceDetail: objectOf({
          deviceId: cell('EntraIdDeviceId', 'AadDeviceId'),
          displayName: cell('DeviceName'),
          browser: cell('Browser'),
          operatingSystem: cell('OSPlatform'),
          isCompliant: yesOrNo(cell('IsCompliant')),
          isManaged: yesOrNo(cell('IsManaged')),
          trustType: cell('DeviceTrustType'),
        }),
        LocationDetails: objectOf({
          city: cell('City'),
          state: cell('State'),
          countryOrRegion: cell('Country'),
          geoCoordinates: objectOf({
            latitude: call('toReal', [cell('Latitude')]),
            longitude: call('toReal', [cell('Longitude')]),
          }),
        }),
        AuthenticationProcessingDetails: cell('AuthenticationProcessingDetails'),
        AuthenticationRequirement: cell('AuthenticationRequirement'),
        RiskLevelAggregated: worded(cell('RiskLevelAggregated'), riskLevels),
        RiskLevelDuringSignIn: worded(cell('RiskLevelDuringSignIn'), riskLevels),
        RiskState: worded(cell('RiskState'), riskStates),
        RiskEventTypes: cell('RiskEventTypes'),
        UserAgent: cell('UserAgent'),
        ClientAppUsed: cell('ClientAppUsed'),
        ConditionalAccessStatus: worded(cell('ConditionalAccessStatus'), accessStates),
        IPAddress: call('normaliseAddress', [cell('IPAddress')]),
        NetworkLocationDetails: cell('NetworkLocationDetails'),
        IsInteractive: call('case', [
          call('containsIgnoreCase', [logon, text('nonInteractive')]),
          { kind: 'literal', type: 'bool', value: false },
          call('containsIgnoreCase', [logon, text('interactive')]),
          { kind: 'literal', type: 'bool', value: true },
          nullOf('bool'),
        ]),
      },
    });
  },
};

/** The word for a number; a text that is no known number stays; 0, which means unset, is null where it has no word. */
function worded(value: Expression, words: Readonly<Record<string, string>>): Expression {
  return call('case', [
    ...Object.entries(words).flatMap(([number, word]) => [call('eq', [value, text(number)]), text(word)]),
    call('eq', [value, text('0')]),
    nullOf('string'),
    value,
  ]);
}
