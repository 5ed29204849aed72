import { call, column, literal, nullOf, or, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { extract, filled, isSet } from '../../expressions.js';
import { headerCells } from '../../header-cells.js';
import type { JsonRecord, ObservedNames, Reading, Shape } from '../../source.js';
import { rowOf } from '../row.js';
import type { RowParts } from '../row.js';

/** Trimmed cells by header, and the reading that they make. */
export interface Cells {
  readonly cell: (...headers: readonly string[]) => Expression;
  readonly reading: (parts: RowParts) => Reading;
}

/** Collects the cells that a shape asks for. */
export function cellsOf(observed: ObservedNames): Cells {
  const { cell, fields } = headerCells(observed, (value) => call('trim', [value]));
  return { cell, reading: (parts) => ({ fields, ...rowOf(parts) }) };
}

/**
 * The Entra portal's CSV and Excel downloads of all four logs. They have no risk column and show enumerations as
 * words (log-format reference, section 2.5).
 */
export const portal: Shape = {
  id: 'entra-portal',
  title: 'Entra portal download (CSV, Excel)',
  recognises: (record) =>
    dateHeader(Object.keys(record)) !== undefined &&
    has(record, 'Request ID') &&
    has(record, 'Status') &&
    (has(record, 'Username') || has(record, 'Service principal ID') || has(record, 'Managed Identity ID')),
  read: (observed, { dayFirst }) => {
    const { cell, reading } = cellsOf(observed);
    const ids = {
      mfaResult: cell('Multifactor authentication result'),
      failure: cell('Failure reason'),
      status: cell('Status'),
      requirement: cell('Authentication requirement'),
      access: cell('Conditional Access'),
    };
    const place = cell('Location');
    return reading({
      table: tableOf(observed),
      created: cell(dateHeader(observed.names) ?? 'Date (UTC)'),
      dayFirst,
      values: {
        Id: cell('Request ID'),
        CorrelationId: cell('Correlation ID'),
        UserAgent: cell('User agent'),
        UserId: cell('User ID'),
        UserDisplayName: cell('User'),
        UserPrincipalName: cell('Username'),
        UserType: cell('User type'),
        CrossTenantAccessType: asWord(cell('Cross tenant access type')),
        IncomingTokenType: asWord(cell('Incoming token type')),
        AuthenticationProtocol: asWord(cell('Authentication Protocol')),
        UniqueTokenIdentifier: cell('Unique token identifier'),
        OriginalTransferMethod: asWord(cell('Original transfer method')),
        ClientCredentialType: asWord(cell('Client credential type')),
        AppDisplayName: cell('Application'),
        AppId: cell('Application ID'),
        AppOwnerTenantId: cell('App owner tenant ID'),
        ResourceDisplayName: cell('Resource'),
        ResourceIdentity: cell('Resource ID'),
        ResourceTenantId: cell('Resource tenant ID'),
        ResourceOwnerTenantId: cell('Resource owner tenant ID'),
        HomeTenantId: cell('Home tenant ID'),
        HomeTenantName: cell('Home tenant name'),
        IPAddress: call('normaliseAddress', [cell('IP address')]),
        ...locationOf(place),
        ResultType: resultOf(cell('Sign-in error code'), ids.status),
        Status: objectOf({
          errorCode: call('toDynamic', [call('toLong', [resultOf(cell('Sign-in error code'), ids.status)])]),
          failureReason: ids.failure,
          additionalDetails: ids.mfaResult,
        }),
        ClientAppUsed: cell('Client app'),
        DeviceDetail: objectOf({
          deviceId: cell('Device ID'),
          browser: cell('Browser'),
          operatingSystem: cell('Operating System'),
          isCompliant: yesOrNo(cell('Compliant')),
          isManaged: yesOrNo(cell('Managed')),
          trustType: cell('Join Type'),
        }),
        AuthenticationRequirement: call('case', [
          call('containsIgnoreCase', [ids.requirement, text('single')]),
          text('singleFactorAuthentication'),
          call('containsIgnoreCase', [ids.requirement, text('multi')]),
          text('multiFactorAuthentication'),
          ids.requirement,
        ]),
        SignInIdentifier: cell('Sign-in identifier'),
        SessionId: cell('Session ID'),
        IPAddressFromResourceProvider: call('normaliseAddress', [cell('IP address (seen by resource)')]),
        IsThroughGlobalSecureAccess: yesOrNo(cell('Through Global Secure Access')),
        GlobalSecureAccessIpAddress: call('normaliseAddress', [cell('Global Secure Access IP address')]),
        AutonomousSystemNumber: cell('Autonomous system number'),
        FlaggedForReview: yesOrNo(cell('Flagged for review')),
        TokenIssuerType: cell('Token issuer type'),
        TokenIssuerName: cell('Token issuer name'),
        ProcessingTimeInMilliseconds: cell('Latency'),
        ConditionalAccessStatus: asWord(ids.access),
        ServicePrincipalId: cell('Service principal ID', 'Managed Identity ID'),
        ServicePrincipalName: cell('Service principal name', 'Managed Identity name'),
        ServicePrincipalCredentialKeyId: cell('Credential key ID'),
        ServicePrincipalCredentialThumbprint: cell('Credential thumbprint'),
      },
    });
  },
};

/** `Date (UTC)`; the portal writes the zone it shows. Other zones are not understood, so they are not times. */
function dateHeader(names: readonly string[]): string | undefined {
  return names.find((name) => /^date \(utc\)$/i.test(name.trim()));
}

function has(record: JsonRecord, header: string): boolean {
  return Object.keys(record).some((name) => name.trim().replace(/\s+/g, ' ') === header);
}

/**
 * Downloads of users' interactive and non-interactive sign-ins have the same header: only the file's name tells them
 * apart, and without it they count as interactive, as the portal's first page is.
 */
function tableOf(observed: ObservedNames): Expression {
  if (!observed.has(['Username'])) {
    const managed = call('containsIgnoreCase', [column('_file', 'string'), text('MSISignIns')]);
    const sure = observed.has(['Managed Identity ID']);
    return sure
      ? text('AADManagedIdentitySignInLogs')
      : call('if', [managed, text('AADManagedIdentitySignInLogs'), text('AADServicePrincipalSignInLogs')]);
  }
  return call('if', [
    call('containsIgnoreCase', [column('_file', 'string'), text('NonInteractive')]),
    text('AADNonInteractiveUserSignInLogs'),
    text('SigninLogs'),
  ]);
}

/**
 * The error code; a blank one of a success is 0, and of anything else the word itself, which is no success
 * (log-format reference, section 19, item 4).
 */
export function resultOf(code: Expression, status: Expression): Expression {
  return call('case', [
    isSet(code),
    code,
    call('inIgnoreCase', [status, text('Success'), text('Succeeded')]),
    text('0'),
    status,
  ]);
}

/** `City, State, CC` in parts; a lone part of two capital letters is the country. */
function locationOf(place: Expression): Record<string, Expression> {
  const country = extract(place, String.raw`(?:^|, )([A-Z]{2})$`);
  const rest = call('replaceRegex', [place, text(String.raw`(?:^|, )[A-Z]{2}$`), text('')]);
  const state = extract(rest, String.raw`, ([^,]*)$`);
  const city = filled(call('replaceRegex', [rest, text(', [^,]*$'), text('')]));
  return { LocationDetails: objectOf({ city, state, countryOrRegion: country }) };
}

/** A JSON object; null when all of its values are. */
export function objectOf(values: Readonly<Record<string, Expression>>): Expression {
  const known = Object.values(values).filter((value) => value.kind !== 'literal');
  if (known.length === 0) return nullOf('dynamic');
  return call('if', [
    or(...known.map(isSet)),
    call(
      'makeObject',
      Object.entries(values).flatMap(([name, value]) => [text(name), value]),
    ),
    nullOf('dynamic'),
  ]);
}

/** `Yes` and `No`, `true` and `false`. */
export function yesOrNo(value: Expression): Expression {
  return call('case', [
    call('inIgnoreCase', [value, text('yes'), text('true'), text('1')]),
    literal('bool', true),
    call('inIgnoreCase', [value, text('no'), text('false'), text('0')]),
    literal('bool', false),
    nullOf('bool'),
  ]);
}

/** The words of an enumeration as its value: `Not Applied` is notApplied, `B2B collaboration` b2bCollaboration. */
const words: readonly (readonly [string, string])[] = [
  ['none', 'none'],
  ['success', 'success'],
  ['failure', 'failure'],
  ['not applied', 'notApplied'],
  ['b2b collaboration', 'b2bCollaboration'],
  ['b2b direct connect', 'b2bDirectConnect'],
  ['microsoft support', 'microsoftSupport'],
  ['service provider', 'serviceProvider'],
  ['passthrough', 'passthrough'],
  ['primary refresh token', 'primaryRefreshToken'],
  ['refresh token', 'refreshToken'],
  ['remote desktop token', 'remoteDesktopToken'],
  ['saml 1.1', 'saml11'],
  ['saml11', 'saml11'],
  ['saml 2.0', 'saml20'],
  ['saml20', 'saml20'],
  ['device code flow', 'deviceCodeFlow'],
  ['authentication transfer', 'authenticationTransfer'],
  ['device code', 'deviceCode'],
  ['ropc', 'ropc'],
  ['oauth2', 'oAuth2'],
  ['oauth 2.0', 'oAuth2'],
  ['o auth2', 'oAuth2'],
  ['native auth', 'nativeAuth'],
  ['ws-federation', 'wsFederation'],
  ['ws federation', 'wsFederation'],
  ['client secret', 'clientSecret'],
  ['client assertion', 'clientAssertion'],
  ['federated identity credential', 'federatedIdentityCredential'],
  ['managed identity', 'managedIdentity'],
  ['certificate', 'certificate'],
];

function asWord(value: Expression): Expression {
  if (value.kind === 'literal') return value;
  const lower = call('lower', [value]);
  return call('case', [
    ...words.flatMap(([shown, word]) => [call('eq', [lower, text(shown)]), text(word)]),
    value,
  ]);
}
