import { call, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { instantOf } from '../../expressions.js';
import type { Shape } from '../../source.js';
import { defenderWords } from '../defender-words.js';
import type { Words } from '../defender-words.js';
import { cellsOf, objectOf, yesOrNo } from './portal.js';

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
          trustType: worded(cell('DeviceTrustType'), defenderWords.trustType),
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
        RiskLevelAggregated: worded(cell('RiskLevelAggregated'), defenderWords.riskLevel),
        RiskLevelDuringSignIn: worded(cell('RiskLevelDuringSignIn'), defenderWords.riskLevel),
        RiskState: worded(cell('RiskState'), defenderWords.riskState),
        RiskEventTypes: cell('RiskEventTypes'),
        UserAgent: cell('UserAgent'),
        ClientAppUsed: cell('ClientAppUsed'),
        ConditionalAccessStatus: worded(cell('ConditionalAccessStatus'), defenderWords.accessStatus),
        ConditionalAccessPolicies: call('parseJson', [cell('ConditionalAccessPolicies')]),
        IPAddress: call('normaliseAddress', [cell('IPAddress')]),
        NetworkLocationDetails: cell('NetworkLocationDetails'),
        TokenIssuerType: worded(cell('TokenIssuerType'), defenderWords.tokenIssuer),
        SignInEventTypes: call('if', [call('startsWith', [logon, text('[')]), logon, nullOf('string')]),
        EndpointCall: cell('EndpointCall'),
        IsConfidentialClient: call('toBool', [cell('IsConfidentialClient')]),
        IsExternalUser: call('toInt', [cell('IsExternalUser')]),
        LastPasswordChangeTimestamp: instantOf(cell('LastPasswordChangeTimestamp'), dayFirst),
        ReportId: cell('ReportId'),
        RiskDetails: call('toInt', [cell('RiskDetails')]),
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
function worded(value: Expression, words: Words): Expression {
  return call('case', [
    ...Object.entries(words).flatMap(([number, word]) => [call('eq', [value, text(number)]), text(word)]),
    call('eq', [value, text('0')]),
    nullOf('string'),
    value,
  ]);
}
