import { quoted } from '../asim-parser.js';

/**
 * What the calls of AWS do in the words of the schema, as Microsoft's parser has them: the first line with the name, or
 * a beginning of it (`*`), counts.
 */
const operations: readonly (readonly [string, string])[] = [
  [
    'Status',
    `AcceptHandshake AcceptVpcPeeringConnection PolicyExecutionEvent PreflightRequest RotationStarted SendHeartBeat
    Complete*`,
  ],
  ['Create', 'SharedSnapshotVolumeCreated RunInstances UploadLayerPart AutomatedDefaultVpcCreation'],
  ['Delete', 'BatchDeleteImage ScheduleKeyDeletion'],
  ['Set', 'BatchEnableStandards BidEvictedEvent FailoverDBCluster RunTask StartLogging'],
  ['Status', 'Start*'],
  ['Stop', 'Stop*'],
  ['Create', 'GenerateDataKey*'],
  [
    'Read',
    `Assume* Batch* Check* Decrypt* Describe* Download* Encrypt* Generate* Get* Head* List* Lookup* ReEncrypt* Scan*
    Search Select*`,
  ],
  ['Create', 'Allocate* Configure* Create* Import* Put*'],
  ['Delete', 'Close* Deactivate* Delete* Deregister* Release* Terminate*'],
  [
    'Set',
    `Abort* Accept* Add* Associate* Attach* Authorize* Bid* Change* Copy* Detach* Disable* Disassociate* Enable*
    Initiate* Invite* Invoke* Modify* Move* Publish* Reboot* Redeem* Register* Remove* Replace* Restore* Resume*
    Resync* Retire* Revoke* Rotate* Send* Sign* Simulate* Suspend* Synchronize* Tag* Transfer* Untag* Update*
    Upload*`,
  ],
];

/** The EventType of a call, in KQL. Letter case counts in whole names, not in beginnings. */
export function cloudTrailOperations(name: string): string {
  const cases = operations.map(([word, names]) => {
    const all = names.trim().split(/\s+/);
    const whole = all.filter((each) => !each.endsWith('*'));
    const beginnings = all.filter((each) => each.endsWith('*')).map((each) => each.slice(0, -1));
    const tests = [
      ...(whole.length === 0 ? [] : [`${name} in (${whole.map(quoted).join(', ')})`]),
      ...(beginnings.length === 0 ? [] : [`${name} matches regex @'^(?i:${beginnings.join('|')})'`]),
    ];
    return `${tests.join(' or ')}, ${quoted(word)}`;
  });
  return `case(${cases.join(', ')}, 'Other')`;
}
