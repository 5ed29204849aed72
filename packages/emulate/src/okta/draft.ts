import type { Origin } from '../places.js';
import type { Stage } from '../stories/story.js';
import { hourAt } from '../stories/usual-days.js';
import type { TenantUser } from '../tenant.js';
import { instant } from '../time.js';
import type { OktaClient, OktaEvent, OktaTarget } from './okta-event.js';

/** A browser or program in which somebody uses Okta. */
export interface OktaVisitor {
  readonly user: TenantUser;
  readonly origin: Origin;
  readonly userAgent: string;
  readonly session: string;
  /** The hash of the browser's device token; programs have none. */
  readonly device?: string;
  readonly isProxy?: boolean;
}

/** What happens; the rest is as Okta writes it of every event. */
export interface OktaHappening {
  readonly eventType: string;
  readonly message: string;
  readonly result?: 'SUCCESS' | 'FAILURE' | 'ALLOW' | 'DENY' | 'CHALLENGE';
  readonly reason?: string;
  readonly targets?: readonly OktaTarget[];
  readonly credentialType?: string;
  readonly debugData?: Readonly<Record<string, string>>;
}

const countries: Readonly<Record<string, string>> = {
  PT: 'Portugal',
  CH: 'Switzerland',
  CA: 'Canada',
  JP: 'Japan',
  SG: 'Singapore',
  NL: 'Netherlands',
  NG: 'Nigeria',
  BR: 'Brazil',
  DE: 'Germany',
};

/** One event; `at` in milliseconds since 1970. */
export function draftOktaEvent(
  { random }: Stage,
  { user, origin, userAgent, session, device, isProxy = false }: OktaVisitor,
  at: number,
  what: OktaHappening,
): OktaEvent {
  const { result = 'SUCCESS', reason = null } = what;
  const client: OktaClient = {
    ipAddress: origin.ipAddress,
    city: origin.place.city,
    state: origin.place.state,
    country: countries[origin.place.countryOrRegion] ?? '',
    latitude: origin.place.latitude,
    longitude: origin.place.longitude,
    userAgent,
    asNumber: origin.autonomousSystemNumber ?? 0,
    isProxy,
  };
  return {
    uuid: random.guid(),
    published: instant(at),
    eventType: what.eventType,
    legacyEventType: null,
    displayMessage: what.message,
    severity: result === 'FAILURE' || result === 'DENY' ? 'WARN' : 'INFO',
    actor: {
      id: userId(user),
      type: 'User',
      alternateId: user.principalName,
      displayName: user.displayName,
    },
    client,
    outcome: { result, reason },
    sessionId: session,
    credentialType: what.credentialType ?? null,
    targets: what.targets ?? [],
    transaction: { type: 'WEB', id: `Zr${random.integer(1e9)}` },
    debugData: {
      requestId: `Zr${random.integer(1e9)}`,
      threatSuspected: 'false',
      ...(device === undefined ? {} : { dtHash: device }),
      ...what.debugData,
    },
  };
}

/** A person as the target of an event. */
export function userTarget(user: TenantUser): OktaTarget {
  return {
    id: userId(user),
    type: 'User',
    alternateId: user.principalName,
    displayName: user.displayName,
  };
}

/** The id of a session, and the hash of a device's token. */
export function oktaSession({ random }: Stage): string {
  return `102${random.guid().replaceAll('-', '').slice(0, 22)}`;
}

export function deviceToken({ random }: Stage): string {
  return `${random.guid()}${random.guid()}`.replaceAll('-', '');
}

/** A sign-in with a second factor, and what was opened then. */
export function draftOktaVisit(
  stage: Stage,
  visitor: OktaVisitor,
  at: number,
  applications: readonly string[] = ['Google Workspace', 'Jira'],
): readonly OktaEvent[] {
  return [
    draftOktaEvent(stage, visitor, at, {
      eventType: 'user.authentication.auth_via_mfa',
      message: 'Authentication of user via MFA',
      credentialType: 'OTP',
      targets: [userTarget(visitor.user)],
      debugData: { factor: 'OKTA_VERIFY_PUSH' },
    }),
    draftOktaEvent(stage, visitor, at + 900, {
      eventType: 'user.session.start',
      message: 'User login to Okta',
      debugData: { requestUri: '/idp/idx/challenge/answer' },
    }),
    ...applications.map((name, index) =>
      draftOktaEvent(stage, visitor, at + 40_000 + index * 190_000, signOn(name)),
    ),
  ];
}

/**
 * A prompt for the second factor on the telephone, and what became of it: approved, declined by its owner, or not
 * answered in time.
 */
export function draftOktaPrompt(
  stage: Stage,
  visitor: OktaVisitor,
  at: number,
  answer: 'approved' | 'declined' | 'unanswered',
): readonly OktaEvent[] {
  const answered = {
    eventType: 'user.authentication.auth_via_mfa',
    message: 'Authentication of user via MFA',
    targets: [userTarget(visitor.user)],
  };
  const factor = 'OKTA_VERIFY_PUSH';
  return [
    draftOktaEvent(stage, visitor, at, {
      eventType: 'system.push.send_factor_verify_push',
      message: 'Send push factor verification message',
      targets: [userTarget(visitor.user)],
    }),
    draftOktaEvent(stage, visitor, at + 25_000, {
      ...answered,
      debugData: { factor, ...(answer === 'declined' ? { pushOnlyResponseType: 'OV_RESPONSE_DENY' } : {}) },
      ...(answer === 'approved'
        ? {}
        : { result: 'FAILURE', reason: answer === 'declined' ? 'INVALID_CREDENTIALS' : 'PUSH_TIMEOUT' }),
    }),
  ];
}

/** A password that Okta refused, or took. */
export function draftOktaPassword(stage: Stage, visitor: OktaVisitor, at: number, right: boolean): OktaEvent {
  return draftOktaEvent(stage, visitor, at, {
    eventType: 'user.session.start',
    message: 'User login to Okta',
    ...(right ? {} : { result: 'FAILURE', reason: 'INVALID_CREDENTIALS' }),
  });
}

/** A second factor that somebody registered for themselves. */
export function enrolFactor(user: TenantUser): OktaHappening {
  return {
    eventType: 'user.mfa.factor.activate',
    message: 'Activate factor or authenticator enrollment method for user',
    reason: 'User set up OKTA_VERIFY_PUSH factor',
    targets: [userTarget(user)],
    debugData: { factor: 'OKTA_VERIFY_PUSH' },
  };
}

/** An application opened in a session. */
export function signOn(name: string): OktaHappening {
  return {
    eventType: 'user.authentication.sso',
    message: 'User single sign on to app',
    targets: [{ id: `0oa${name.length}example`, type: 'AppInstance', alternateId: name, displayName: name }],
  };
}

/** The administration console opened in a session. */
export const openAdministration: OktaHappening = {
  eventType: 'user.session.access_admin_app',
  message: 'User accessing Okta admin app',
};

/** Somebody's days: the computer at the office in the morning, at home in the evening, a session each. */
export function usualOktaDays(
  stage: Stage,
  user: TenantUser,
  from: number,
  to: number,
  device = deviceToken(stage),
): readonly OktaEvent[] {
  const { random, when } = stage;
  return Array.from({ length: to - from + 1 }, (_, index) => from + index).flatMap((day) =>
    [
      { hour: 9, origin: user.office },
      { hour: 20, origin: user.home },
    ].flatMap(({ hour, origin }) =>
      draftOktaVisit(
        stage,
        { user, origin, userAgent: user.userAgent, session: oktaSession(stage), device },
        when(day, hourAt(user, hour), random.integer(50)),
      ),
    ),
  );
}

function userId({ id }: TenantUser): string {
  return `00u${id.replaceAll('-', '').slice(0, 17)}`;
}
