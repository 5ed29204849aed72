import { createRandom } from '../random.js';
import type { Random } from '../random.js';
import { instant } from '../time.js';
import type { OktaClient, OktaEvent, OktaTarget } from './okta-event.js';

const people = [
  { id: '00uexample1maren', alternateId: 'maren.okada@tailspin.example', displayName: 'Maren Okada' },
  { id: '00uexample2priya', alternateId: 'priya.nair@tailspin.example', displayName: 'Priya Nair' },
  { id: '00uexample3tomas', alternateId: 'tomas.reyes@tailspin.example', displayName: 'Tomás "Tom" Reyes' },
] as const;

const office: OktaClient = {
  ipAddress: '192.0.2.14',
  city: 'Lisboa',
  state: 'Lisboa',
  country: 'Portugal',
  latitude: 38.7223,
  longitude: -9.1393,
  userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36',
  asNumber: 64496,
  isProxy: false,
};
const proxy: OktaClient = {
  ipAddress: '203.0.113.23',
  city: 'Amsterdam',
  state: 'North Holland',
  country: 'Netherlands',
  latitude: 52.3676,
  longitude: 4.9041,
  userAgent: 'python-requests/2.32.3',
  asNumber: 64510,
  isProxy: true,
};

interface Kind {
  readonly eventType: string;
  readonly legacyEventType?: string;
  readonly message: string;
  readonly client: OktaClient | null;
  readonly result: string;
  readonly reason?: string;
  readonly severity?: OktaEvent['severity'];
  readonly credentialType?: string;
  readonly target?: (user: OktaTarget) => OktaTarget;
  readonly debugData?: Readonly<Record<string, string>>;
}

const adminConsole: OktaTarget = {
  id: '0oaexample1',
  type: 'AppInstance',
  alternateId: 'Okta Admin Console',
  displayName: 'Okta Admin Console',
};

/** What happens, in turns. */
const kinds: readonly Kind[] = [
  {
    eventType: 'user.session.start',
    legacyEventType: 'core.user_auth.login_success',
    message: 'User login to Okta',
    client: office,
    result: 'SUCCESS',
    debugData: { requestUri: '/idp/idx/challenge/answer', threatSuspected: 'false' },
  },
  {
    eventType: 'user.session.start',
    legacyEventType: 'core.user_auth.login_failed',
    message: 'User login to Okta',
    client: proxy,
    result: 'FAILURE',
    reason: 'INVALID_CREDENTIALS',
    severity: 'WARN',
    debugData: {
      requestUri: '/api/v1/authn',
      threatSuspected: 'true',
      behaviors: '{New Geo-Location=POSITIVE, New Device=POSITIVE, New IP=POSITIVE}',
      risk: '{reasons=Anomalous Geo-Distance, level=HIGH}',
    },
  },
  {
    eventType: 'user.authentication.auth_via_mfa',
    message: 'Authentication of user via MFA',
    client: proxy,
    result: 'FAILURE',
    reason: 'FastPass declined phishing attempt',
    severity: 'WARN',
    credentialType: 'PUSH',
    target: (user) => user,
    debugData: { factor: 'OKTA_VERIFY_PUSH', requestUri: '/idp/idx/challenge', threatSuspected: 'false' },
  },
  {
    eventType: 'policy.evaluate_sign_on',
    message: 'Evaluation of sign-on policy',
    client: proxy,
    result: 'CHALLENGE',
    reason: 'Sign-on policy evaluation resulted in CHALLENGE',
    target: () => adminConsole,
    debugData: {
      requestUri: '/admin/sso/request',
      logOnlySecurityData: '{"risk":{"level":"HIGH"},"behaviors":{"New Device":"POSITIVE"}}',
      threatSuspected: 'false',
    },
  },
  {
    eventType: 'user.mfa.factor.deactivate',
    legacyEventType: 'core.user.factor.deactivate',
    message: 'Reset factor for user',
    client: office,
    result: 'SUCCESS',
    reason: 'User reset OKTA_VERIFY_PUSH factor',
    target: (user) => user,
    debugData: {
      factor: 'OKTA_VERIFY_PUSH',
      requestUri: '/api/v1/users/00u/factors',
      threatSuspected: 'false',
    },
  },
  {
    eventType: 'system.import.start',
    message: 'import started',
    client: null,
    result: 'SUCCESS',
    target: () => ({
      ...adminConsole,
      id: '0oaexample2',
      displayName: 'Active Directory',
      alternateId: 'corp',
    }),
    debugData: { importType: 'Incremental', appname: 'active_directory', threatSuspected: 'false' },
  },
];

/** Events of one organisation, a kind after the other, in order of time. The same seed gives the same events. */
export function composeOktaEvents(seed: string | number, count: number): readonly OktaEvent[] {
  const random = createRandom(`okta/${seed}`);
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? kinds[0];
    if (kind === undefined) throw new Error('no kinds of events');
    const at = Date.UTC(2026, 2, 12, 2) + index * 600_000 + random.integer(500_000);
    return composed(kind, at, random);
  });
}

function composed(kind: Kind, at: number, random: Random): OktaEvent {
  const person = random.pick(people);
  const user: OktaTarget = { ...person, type: 'User' };
  const requestId = `Xr${random.integer(1e9)}`;
  return {
    uuid: random.guid(),
    published: instant(at),
    eventType: kind.eventType,
    legacyEventType: kind.legacyEventType ?? null,
    displayMessage: kind.message,
    severity: kind.severity ?? 'INFO',
    actor:
      kind.client === null
        ? {
            id: '0001dzveh5TJUJSDFZWJ',
            type: 'SystemPrincipal',
            alternateId: 'system@okta.example',
            displayName: 'Okta System',
          }
        : { ...person, type: 'User' },
    client: kind.client,
    outcome: { result: kind.result, reason: kind.reason ?? null },
    sessionId: `102${random.integer(1e9)}`,
    credentialType: kind.credentialType ?? null,
    targets: kind.target === undefined ? [] : [kind.target(user)],
    transaction: { type: kind.client === null ? 'JOB' : 'WEB', id: requestId },
    debugData: { ...(kind.client === null ? { jobId: requestId } : { requestId }), ...kind.debugData },
  };
}
