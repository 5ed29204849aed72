import { digits, exampleAccount } from '../cloud-trail/identities.js';
import type { JsonObject } from '../json.js';
import { createRandom } from '../random.js';

/** A finding as GuardDuty writes it (log-format reference, section 6.3). */
export interface GuardDutyFinding {
  readonly id: string;
  readonly type: string;
  /** 1 to 10; GuardDuty gives some with a fraction. */
  readonly severity: number;
  readonly region: string;
  readonly userName: string;
  readonly accessKeyId: string;
  readonly principalId: string;
  readonly api: string;
  readonly apiService: string;
  readonly address: string;
  readonly country: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly created: string;
  readonly updated: string;
  readonly count: number;
  readonly title: string;
  readonly description: string;
}

const kinds = [
  {
    type: 'Recon:IAMUser/MaliciousIPCaller',
    severity: 5,
    api: 'DescribeInstances',
    apiService: 'ec2.amazonaws.com',
  },
  {
    type: 'UnauthorizedAccess:IAMUser/TorIPCaller',
    severity: 5.5,
    api: 'ListBuckets',
    apiService: 's3.amazonaws.com',
  },
  {
    type: 'UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B',
    severity: 8,
    api: 'ConsoleLogin',
    apiService: 'signin.amazonaws.com',
  },
  {
    type: 'Persistence:IAMUser/AnomalousBehavior',
    severity: 2,
    api: 'CreateAccessKey',
    apiService: 'iam.amazonaws.com',
  },
];

/** Findings on users of one account, a kind after the other, in order of time. */
export function composeGuardDuty(seed: string | number, count: number): readonly GuardDutyFinding[] {
  const random = createRandom(`guard-duty/${seed}`);
  const iso = (at: number): string => new Date(at).toISOString();
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? kinds[0];
    if (kind === undefined) throw new Error('no kinds of findings');
    const at = Date.UTC(2026, 2, 12, 2) + index * 3_600_000 + random.integer(1_000_000);
    const userName = random.pick(['ci-deploy', 'maren.okada', 'priya.nair']);
    const address = random.pick(['203.0.113.77', '203.0.113.23']);
    return {
      ...kind,
      id: random.guid().replaceAll('-', ''),
      region: random.pick(['us-east-1', 'eu-west-1']),
      userName,
      accessKeyId: `AKIAEXAMPLE${digits(random, 9)}`,
      principalId: `AIDAEXAMPLE${digits(random, 10)}`,
      address,
      country: random.pick(['Netherlands', 'Germany']),
      firstSeen: iso(at - 900_000),
      lastSeen: iso(at - 600_000),
      created: iso(at - 60_000),
      updated: iso(at),
      count: 1 + random.integer(9),
      title: `${kind.api} was invoked by ${userName} from an unusual address.`,
      description: `${kind.api} of ${kind.apiService} was invoked from ${address}, "which" no one here uses.`,
    };
  });
}

/** The finding as JSON. */
export function guardDutyRecord(finding: GuardDutyFinding): JsonObject {
  const detector = '12abc34d567e8fa901bc2d34e56789f0';
  return {
    schemaVersion: '2.0',
    accountId: exampleAccount,
    region: finding.region,
    partition: 'aws',
    id: finding.id,
    arn: `arn:aws:guardduty:${finding.region}:${exampleAccount}:detector/${detector}/finding/${finding.id}`,
    type: finding.type,
    resource: {
      resourceType: 'AccessKey',
      accessKeyDetails: {
        accessKeyId: finding.accessKeyId,
        principalId: finding.principalId,
        userType: 'IAMUser',
        userName: finding.userName,
      },
    },
    service: {
      serviceName: 'guardduty',
      detectorId: detector,
      action: {
        actionType: 'AWS_API_CALL',
        awsApiCallAction: {
          api: finding.api,
          serviceName: finding.apiService,
          callerType: 'Remote IP',
          remoteIpDetails: {
            ipAddressV4: finding.address,
            organization: {
              asn: '64500',
              asnOrg: 'Example Hosting',
              isp: 'Example Hosting',
              org: 'Example Hosting',
            },
            country: { countryName: finding.country },
            city: { cityName: 'Amsterdam' },
            geoLocation: { lat: 52.37, lon: 4.89 },
          },
          affectedResources: { 'AWS::IAM::User': finding.userName },
        },
      },
      resourceRole: 'TARGET',
      additionalInfo: { threatListName: 'Example', value: '{"threatListName":"Example"}', type: 'default' },
      eventFirstSeen: finding.firstSeen,
      eventLastSeen: finding.lastSeen,
      archived: false,
      count: finding.count,
    },
    severity: finding.severity,
    createdAt: finding.created,
    updatedAt: finding.updated,
    title: finding.title,
    description: finding.description,
  };
}
