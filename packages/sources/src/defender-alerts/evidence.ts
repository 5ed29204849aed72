import { call, column, long, nullOf, text } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { firstOf } from '../expressions.js';
import { kindOf, within } from './entities.js';

/** One piece of the evidence of an alert of an API; null in rows of AlertEvidence. */
const piece = column('evidence', 'dynamic');

function at(...path: readonly string[]): Expression {
  return call('pathText', [piece, ...path.map(text)]);
}

/** Kinds that the table calls otherwise than Graph, apart from the capital. */
const types: Readonly<Record<string, string>> = {
  device: 'Machine',
  analyzedMessage: 'MailMessage',
  oauthApplication: 'OAuthApplication',
};

const kind = kindOf(piece);
const entityType = call('case', [
  ...Object.entries(types).flatMap(([name, type]) => [call('eq', [kind, text(name)]), text(type)]),
  call('concat', [
    call('upper', [call('substring', [kind, long(0), long(1)])]),
    call('substring', [kind, long(1)]),
  ]),
]);
const account = (property: string): Expression =>
  call('pathText', [within(piece, 'userAccount'), text(property)]);

const platform = call('case', [
  call('eq', [kind, text('azureResource')]),
  text('Azure'),
  call('eq', [kind, text('amazonResource')]),
  text('Amazon Web Services'),
  call('eq', [kind, text('googleCloudResource')]),
  text('Google Cloud Platform'),
  nullOf('string'),
]);

function ofKind(name: string, value: Expression): Expression {
  return call('if', [call('eq', [kind, text(name)]), value, nullOf('string')]);
}

function ofFile(property: string): Expression {
  return firstOf(at('fileDetails', property), at('imageFile', property), at(property));
}

/**
 * The columns of AlertEvidence over a piece of evidence as Graph or Defender's own APIs have it
 * (https://learn.microsoft.com/graph/api/resources/security-alertevidence). How a thing is involved has other words
 * there, so that `EvidenceRole` stays empty; the whole piece is in `AdditionalFields`.
 */
export const evidenceColumns: Readonly<Record<string, Expression>> = {
  EntityType: entityType,
  AccountName: account('accountName'),
  AccountDomain: account('domainName'),
  AccountSid: account('userSid'),
  AccountObjectId: firstOf(account('azureAdUserId'), account('aadUserId')),
  AccountUpn: firstOf(account('userPrincipalName'), at('primaryAddress'), at('mailboxAddress')),
  RemoteIP: call('normaliseAddress', [firstOf(at('ipAddress'), at('senderIp'))]),
  RemoteUrl: at('url'),
  DeviceId: firstOf(at('mdeDeviceId'), at('deviceId')),
  DeviceName: at('deviceDnsName'),
  FileName: ofFile('fileName'),
  FolderPath: ofFile('filePath'),
  SHA1: ofFile('sha1'),
  SHA256: ofFile('sha256'),
  FileSize: call('toLong', [ofFile('fileSize')]),
  ProcessCommandLine: at('processCommandLine'),
  NetworkMessageId: at('networkMessageId'),
  EmailSubject: at('subject'),
  ApplicationId: call('toInt', [ofKind('cloudApplication', at('appId'))]),
  Application: ofKind('cloudApplication', at('displayName')),
  OAuthApplicationId: ofKind('oauthApplication', at('appId')),
  RegistryKey: at('registryKey'),
  RegistryValueName: at('registryValueName'),
  RegistryValueData: at('registryValue'),
  CloudPlatform: platform,
  CloudResource: firstOf(at('resourceId'), at('amazonResourceId'), at('fullResourceName')),
  AdditionalFields: piece,
};
