import { bool, call, lambda, long, text, variable } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { extract, firstOf } from '../expressions.js';

const element = variable('element', 'dynamic');

/** A text in a piece of evidence. */
function textIn(value: Expression, ...path: readonly string[]): Expression {
  return call('pathText', [value, ...path.map(text)]);
}

/** What Defender's own APIs call otherwise than Graph, apart from the capital. */
const otherKinds: Readonly<Record<string, string>> = {
  Machine: 'device',
  MailBox: 'mailbox',
  MailMessage: 'analyzedMessage',
};

/** `userEvidence` of Graph and `User` of Defender's own APIs are "user". */
export function kindOf(evidence: Expression): Expression {
  const type = textIn(evidence, 'entityType');
  const small = call('concat', [
    call('lower', [call('substring', [type, long(0), long(1)])]),
    call('substring', [type, long(1)]),
  ]);
  return call('case', [
    ...Object.entries(otherKinds).flatMap(([name, kind]) => [call('eq', [type, text(name)]), text(kind)]),
    call('not', [call('isNull', [type])]),
    small,
    extract(textIn(evidence, '@odata.type'), String.raw`(\w+)Evidence$`),
  ]);
}

/** The object that Graph puts properties into; Defender's own APIs have them in the evidence itself. */
export function within(evidence: Expression, name: string): Expression {
  return call('coalesce', [call('path', [evidence, text(name)]), evidence]);
}

/** An entity without the properties that are not known would be shorter, and no different to a rule. */
function entity(type: string, properties: Readonly<Record<string, Expression>>): Expression {
  return call('makeObject', [
    ...Object.entries(properties).flatMap(([name, value]) => [text(name), value]),
    text('Type'),
    text(type),
  ]);
}

function accountOf(account: Expression, more: Readonly<Record<string, Expression>>): Expression {
  const name = textIn(account, 'userPrincipalName');
  return entity('account', {
    Name: firstOf(extract(name, '^([^@]*)@'), textIn(account, 'accountName')),
    UPNSuffix: extract(name, '@(.*)$'),
    NTDomain: textIn(account, 'domainName'),
    DisplayName: textIn(account, 'displayName'),
    ...more,
  });
}

function fileOf(file: Expression): Readonly<Record<string, Expression>> {
  const hash = (algorithm: string, value: Expression): Expression =>
    call('makeObject', [text('Algorithm'), text(algorithm), text('Value'), value]);
  return {
    Name: textIn(file, 'fileName'),
    Directory: textIn(file, 'filePath'),
    FileHashes: call('makeArray', [
      hash('SHA1', textIn(file, 'sha1')),
      hash('SHA256', textIn(file, 'sha256')),
    ]),
  };
}

/**
 * Evidence as the list of entities that SecurityAlert has
 * (https://learn.microsoft.com/azure/sentinel/entities-reference): accounts with `Name` and `UPNSuffix`, addresses,
 * hosts, files … Evidence of other kinds is given as it is, with its `Type`.
 */
export function entitiesOfEvidence(evidence: Expression, tenant: Expression): Expression {
  const kind = kindOf(element);
  const is = (...names: readonly string[]): Expression => call('in', [kind, ...names.map(text)]);
  const account = within(element, 'userAccount');
  const file = within(element, 'fileDetails');
  const image = within(element, 'imageFile');
  const body = call('case', [
    is('user'),
    accountOf(account, {
      Sid: textIn(account, 'userSid'),
      AadTenantId: tenant,
      AadUserId: firstOf(textIn(account, 'azureAdUserId'), textIn(account, 'aadUserId')),
    }),
    is('ip'),
    entity('ip', {
      Address: textIn(element, 'ipAddress'),
      Location: call('makeObject', [text('CountryCode'), textIn(element, 'countryLetterCode')]),
    }),
    is('device'),
    entity('host', {
      HostName: textIn(element, 'deviceDnsName'),
      OSFamily: textIn(element, 'osPlatform'),
      AadDeviceId: textIn(element, 'azureAdDeviceId'),
      MdatpDeviceId: firstOf(textIn(element, 'mdeDeviceId'), textIn(element, 'deviceId')),
    }),
    is('file'),
    entity('file', fileOf(file)),
    is('process'),
    entity('process', {
      ProcessId: textIn(element, 'processId'),
      CommandLine: textIn(element, 'processCommandLine'),
      ImageFile: entity('file', fileOf(image)),
    }),
    is('url'),
    entity('url', { Url: textIn(element, 'url') }),
    is('mailbox'),
    entity('mailbox', {
      MailboxPrimaryAddress: firstOf(textIn(element, 'primaryAddress'), textIn(element, 'mailboxAddress')),
      DisplayName: textIn(element, 'displayName'),
      Upn: textIn(account, 'userPrincipalName'),
    }),
    is('cloudApplication'),
    entity('cloud-application', {
      AppId: textIn(element, 'appId'),
      Name: textIn(element, 'displayName'),
      InstanceName: textIn(element, 'instanceName'),
    }),
    is('oauthApplication'),
    entity('oauth-application', {
      OAuthAppId: textIn(element, 'appId'),
      OAuthObjectId: textIn(element, 'objectId'),
      Name: textIn(element, 'displayName'),
    }),
    is('azureResource'),
    entity('azure-resource', { ResourceId: textIn(element, 'resourceId') }),
    call('objectMerge', [element, call('makeObject', [text('Type'), kind])]),
  ]);
  return call('arrayMap', [evidence, lambda('element', body)]);
}

/** The users and hosts of an older alert as a list of entities. */
export function entitiesOfStates(users: Expression, hosts: Expression): Expression {
  const accounts = accountOf(element, {
    AadUserId: textIn(element, 'aadUserId'),
    Sid: textIn(element, 'onPremisesSecurityIdentifier'),
  });
  const addresses = entity('ip', { Address: textIn(element, 'logonIp') });
  const machines = entity('host', {
    HostName: firstOf(textIn(element, 'netBiosName'), textIn(element, 'fqdn')),
    OSFamily: textIn(element, 'os'),
  });
  const none = call('makeArray', []);
  const listOf = (list: Expression, body: Expression): Expression =>
    call('coalesce', [call('arrayMap', [list, lambda('element', body)]), none]);
  return call('arrayConcat', [listOf(users, accounts), listOf(users, addresses), listOf(hosts, machines)]);
}

/** The first text that one of the paths finds in a list. */
export function mainEntity(list: Expression, ...paths: readonly (readonly string[])[]): Expression {
  return firstOf(...paths.map((path) => call('mvFirst', [call('mvFind', [list, ...path.map(text)])])));
}

/** True of a list that is not empty. */
export function isFilledList(list: Expression): Expression {
  return call('coalesce', [call('gt', [call('arrayLength', [list]), long(0)]), bool(false)]);
}
