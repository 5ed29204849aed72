import { draftRisk } from '../entra-risk/draft.js';
import type { RiskEvent } from '../entra-risk/risk-event.js';
import { noRisk } from '../sign-in.js';
import type { SignIn, SignInRisk } from '../sign-in.js';
import { toMilliseconds } from '../time.js';
import type { NoiseDay } from './noise-day.js';
import { tunnels } from './networks.js';

interface Verdict {
  readonly type: string;
  readonly level: 'low' | 'medium';
  /** Undefined of a risk that stays as it is: low ones that nobody looks at. */
  readonly settled?: { readonly state: SignInRisk['state']; readonly detail: string; readonly hours: number };
}

const dismissed = { state: 'dismissed', detail: 'adminDismissedAllRiskForUser', hours: 3 } as const;
const proven = { state: 'remediated', detail: 'userPassedMFADrivenByRiskBasedPolicy', hours: 0.05 } as const;
const safe = { state: 'confirmedSafe', detail: 'aiConfirmedSigninSafe', hours: 8 } as const;

/** What Identity Protection thinks of a day's sign-ins: risks at private tunnels and on journeys, low or settled. */
export function judged(
  day: NoiseDay,
  signIns: readonly SignIn[],
): { readonly signIns: readonly SignIn[]; readonly risks: readonly RiskEvent[] } {
  const stage = day.stageFor('identity-protection');
  const { random } = stage;
  const people = new Map(day.people.map((person) => [person.user.id, person]));
  const risks: RiskEvent[] = [];
  const after = signIns.map((signIn): SignIn => {
    const person = people.get(signIn.user?.id ?? '');
    if (person === undefined || signIn.status.errorCode !== 0 || signIn.category !== 'interactive')
      return signIn;
    const inTunnel = tunnels.some(({ number }) => number === signIn.autonomousSystemNumber);
    const chance = inTunnel ? 0.3 : person.journey === undefined ? 0.0008 : 0.06;
    if (!random.chance(chance)) return signIn;
    const { type, level, settled } = random.pick(inTunnel ? atTunnels : elsewhere);
    const at = toMilliseconds(signIn.createdDateTime);
    const origin = {
      ipAddress: signIn.ipAddress,
      autonomousSystemNumber: signIn.autonomousSystemNumber,
      place: signIn.location,
    };
    const verdicts =
      settled === undefined
        ? []
        : [{ at: at + settled.hours * 3_600_000, state: settled.state, detail: settled.detail }];
    risks.push(
      ...draftRisk(stage, person.user, { at, type, level, origin, verdicts }).map((risk) => ({
        ...risk,
        requestId: signIn.id,
        correlationId: signIn.correlationId,
      })),
    );
    return {
      ...signIn,
      risk: {
        ...noRisk,
        levelDuringSignIn: level,
        levelAggregated: settled === undefined ? level : 'none',
        state: settled?.state ?? 'atRisk',
        detail: settled?.detail ?? 'none',
        eventTypes: [type],
      },
    };
  });
  return { signIns: after, risks };
}

const atTunnels: readonly Verdict[] = [
  { type: 'anonymizedIPAddress', level: 'low' },
  { type: 'anonymizedIPAddress', level: 'medium', settled: dismissed },
  { type: 'anonymizedIPAddress', level: 'medium', settled: proven },
];

const elsewhere: readonly Verdict[] = [
  { type: 'unfamiliarFeatures', level: 'low' },
  { type: 'unfamiliarFeatures', level: 'low' },
  { type: 'unfamiliarFeatures', level: 'medium', settled: proven },
  { type: 'unlikelyTravel', level: 'low', settled: safe },
  { type: 'unlikelyTravel', level: 'medium', settled: dismissed },
];
