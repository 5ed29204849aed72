import type { JsonObject } from '../json.js';
import { createRandom } from '../random.js';

/** A document of Elastic's integrations for Azure sign-ins and CloudTrail. */
export interface EcsEvent {
  readonly dataset: 'azure.signinlogs' | 'aws.cloudtrail';
  readonly id: string;
  /** ISO 8601 with milliseconds. */
  readonly time: string;
  readonly action: string;
  readonly outcome: 'success' | 'failure';
  readonly user: string;
  readonly address: string;
  readonly country: string;
  readonly userAgent: string;
  /** Of a sign-in. */
  readonly riskState: string;
  readonly account: string;
}

/** Documents of the two integrations in turn, a minute apart and not on the second. */
export function composeEcsEvents(seed: string | number, count: number): readonly EcsEvent[] {
  const random = createRandom(`ecs/${seed}`);
  const start = Date.parse('2026-03-12T08:00:00Z');
  return Array.from({ length: count }, (_, index): EcsEvent => {
    const isSignIn = index % 2 === 0;
    const user = random.pick(['ines.moreau', 'jonas.weber', 'aino.virtanen']);
    return {
      dataset: isSignIn ? 'azure.signinlogs' : 'aws.cloudtrail',
      id: random.guid(),
      time: new Date(start + index * 60_000 + random.integer(1000)).toISOString(),
      action: isSignIn ? 'Sign-in activity' : random.pick(['ConsoleLogin', 'CreateAccessKey']),
      outcome: random.chance(0.6) ? 'success' : 'failure',
      user: isSignIn ? `${user}@tailspin.example` : user,
      address: random.pick(['192.0.2.10', '198.51.100.4', '203.0.113.77', '2001:db8::5']),
      country: random.pick(['PT', 'CH', 'NL']),
      userAgent: random.pick(['aws-cli/2.15.0 Python/3.11', 'Mozilla/5.0 (X11; Linux x86_64)']),
      riskState: random.pick(['none', 'atRisk', 'confirmedCompromised']),
      account: '111122223333',
    };
  });
}

/** The document, nested (log-format reference, section 14). */
export function ecsDocument(event: EcsEvent): JsonObject {
  const isSignIn = event.dataset === 'azure.signinlogs';
  return {
    '@timestamp': event.time,
    ecs: { version: '8.11.0' },
    data_stream: { dataset: event.dataset, namespace: 'default', type: 'logs' },
    event: {
      kind: 'event',
      category: ['authentication'],
      type: ['start'],
      action: event.action,
      dataset: event.dataset,
      id: event.id,
      module: isSignIn ? 'azure' : 'aws',
      outcome: event.outcome,
      ingested: '2026-03-12T12:00:00Z',
    },
    user: isSignIn ? { name: event.user.split('@')[0] ?? '', email: event.user } : { name: event.user },
    source: {
      ip: event.address,
      geo: { country_iso_code: event.country, location: { lat: 38.7, lon: -9.1 } },
    },
    user_agent: { original: event.userAgent },
    related: { ip: [event.address], user: [event.user] },
    cloud: isSignIn
      ? { provider: 'azure' }
      : { provider: 'aws', account: { id: event.account }, region: 'us-east-1' },
    tags: ['forwarded'],
    ...(isSignIn
      ? {
          azure: {
            tenant_id: '0f3c6e0a-5b7e-4c53-9d1f-8e2a7c64b1d0',
            signinlogs: {
              category: 'SignInLogs',
              properties: { id: event.id, risk_state: event.riskState, user_principal_name: event.user },
            },
          },
        }
      : { aws: { cloudtrail: { event_type: 'AwsApiCall', user_identity: { type: 'IAMUser' } } } }),
  };
}
