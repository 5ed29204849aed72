import { applications, workplaceApplications } from '../applications.js';
import type { Application } from '../applications.js';
import type { Proof } from '../authentication.js';
import { composeUserSignIn } from '../compose-sign-in.js';
import type { UserSignInDraft } from '../compose-sign-in.js';
import type { SignIn } from '../sign-in.js';
import type { Stage } from '../stories/story.js';
import { times, within } from './noise-day.js';
import type { NoiseDay } from './noise-day.js';
import { microsoftServices, originIn } from './networks.js';
import { sessionOf } from './residents.js';
import type { PersonDay, Seat } from './seats.js';

const phoneMail: Application = { ...applications.exchangeOnline, clientApp: 'Exchange ActiveSync' };
const oldMail: Application = { ...applications.exchangeOnline, clientApp: 'Other clients' };

/** What the people's browsers, programs and telephones leave in Entra's sign-in logs on a day. */
export function peopleSignIns(day: NoiseDay): readonly SignIn[] {
  const stage = day.stageFor('sign-ins');
  return day.people.flatMap((person) => [
    ...person.seats.flatMap((seat) => seatSignIns(day, stage, person, seat)),
    ...forgottenPasswords(day, stage, person),
    ...restlessProgram(day, stage, person),
    ...oldMailProgram(day, stage, person),
    ...firstDay(day, stage, person),
  ]);
}

function seatSignIns(day: NoiseDay, stage: Stage, person: PersonDay, seat: Seat): readonly SignIn[] {
  const { random } = stage;
  const hours = seat.to - seat.from;
  const usual = usualDraft(day, person, seat);
  const isComputer = seat.device === 'computer';
  const refreshes = times(random, day.rate * hours * (isComputer ? 0.55 : 0.12));
  return [
    ...(random.chance(isComputer ? 0.8 : 0.25)
      ? interactive(stage, person, { ...usual, at: within(stage, day.index, seat) })
      : []),
    ...Array.from({ length: refreshes }, () =>
      composeUserSignIn(stage.tenant, person.user, random, {
        ...usual,
        at: within(stage, day.index, seat),
        category: 'nonInteractive',
        application: random.pick(workplaceApplications),
        proof: person.user.requiresMfa ? 'claimsAndMfa' : 'claims',
        ...(random.chance(0.02) ? { origin: originIn(microsoftServices, random), userAgent: '' } : {}),
      }),
    ),
  ];
}

/** A sign-in with what may come before it: typing errors, an open second factor, a prompt that nobody saw. */
function interactive(stage: Stage, { resident, user }: PersonDay, draft: UserSignInDraft): readonly SignIn[] {
  const { random } = stage;
  const proof = drawProof(stage, user.requiresMfa);
  const technical = ['developers', 'administrators', 'data'].includes(resident.team);
  const application =
    technical && random.chance(0.25)
      ? random.pick([applications.azurePortal, applications.azurePortal, applications.powerShell])
      : random.pick(workplaceApplications);
  const usual = { ...draft, application };
  const attempt = (at: number, change: Partial<UserSignInDraft>): SignIn =>
    composeUserSignIn(stage.tenant, user, random, { ...usual, at, ...change });
  const before: SignIn[] = [];
  const typed = proof === 'password' || proof === 'passwordAndMfa';
  if (typed && random.chance(0.08)) {
    const errors = random.chance(0.1) ? 4 : 1 + random.integer(2);
    for (let error = errors; error > 0; error -= 1) {
      const at = draft.at - 30_000 - error * 14_000;
      before.push(attempt(at, { errorCode: 50126, proof: 'wrongPassword' }));
    }
  }
  if (proof === 'passwordAndMfa') {
    before.push(attempt(draft.at - 12_000, { errorCode: 50074, proof: 'mfaPending' }));
    // The telephone lies in another room, or the thumb was too fast.
    const missed = random.next();
    if (missed < 0.05) before.push(attempt(draft.at - 90_000, { errorCode: 500121, proof: 'mfaUnanswered' }));
    else if (missed < 0.06)
      before.push(attempt(draft.at - 40_000, { errorCode: 500121, proof: 'mfaDeclined' }));
  }
  return [...before, attempt(draft.at, { proof })];
}

/** A new password that the telephone's mail does not have yet: it tries the old one until somebody types the new one. */
function forgottenPasswords(day: NoiseDay, stage: Stage, person: PersonDay): readonly SignIn[] {
  const { random } = stage;
  if (person.resident.newPasswordOn !== day.index) return [];
  const phones = person.seats.filter(({ device }) => device === 'phone');
  const last = phones.at(-1);
  if (last === undefined) return [];
  const tries = Array.from({ length: 3 + random.integer(12) }, () =>
    composeUserSignIn(stage.tenant, person.user, random, {
      ...usualDraft(day, person, last),
      at: within(stage, day.index, last),
      application: phoneMail,
      errorCode: 50126,
      proof: 'wrongPassword',
    }),
  );
  // After ten wrong ones the directory locks the account for a minute, on whatever device.
  const locked = tries.length >= 10 ? [within(stage, day.index, last)] : [];
  return [
    ...tries,
    ...locked.map((at) =>
      composeUserSignIn(stage.tenant, person.user, random, {
        ...usualDraft(day, person, last),
        at,
        application: phoneMail,
        errorCode: 50053,
        proof: 'wrongPassword',
      }),
    ),
  ];
}

/** A program on a computer that somebody left: its session ended, and it asks the telephone again and again. */
function restlessProgram(day: NoiseDay, stage: Stage, person: PersonDay): readonly SignIn[] {
  const { random } = stage;
  const [seat] = person.seats.filter(({ device }) => device === 'computer');
  if (seat === undefined || !person.user.requiresMfa || !random.chance(0.004)) return [];
  const usual = { ...usualDraft(day, person, seat), application: applications.teams };
  const begins = stage.when(day.index, 0, 0, Math.floor(seat.to * 3600));
  const prompts = 3 + random.integer(5);
  const declines = random.chance(0.4);
  return Array.from({ length: prompts }, (_, prompt) => {
    const at = begins + prompt * (300_000 + random.integer(1_500_000));
    // The last one is told no, or passed by somebody who has had enough and knows their own computer.
    if (prompt === prompts - 1 && !declines)
      return composeUserSignIn(stage.tenant, person.user, random, { ...usual, at, proof: 'passwordAndMfa' });
    const proof = prompt === prompts - 1 ? 'mfaDeclined' : 'mfaUnanswered';
    return composeUserSignIn(stage.tenant, person.user, random, { ...usual, at, errorCode: 500121, proof });
  });
}

/** A mail program that sends its password every time, from a computer at home that is always on. */
function oldMailProgram(
  day: NoiseDay,
  stage: Stage,
  { resident, user, journey }: PersonDay,
): readonly SignIn[] {
  if (!resident.usesOldMail || journey !== undefined) return [];
  const { random, when } = stage;
  return Array.from({ length: times(random, 3 * day.rate) }, () =>
    composeUserSignIn(stage.tenant, user, random, {
      at: when(day.index, 0, 0, random.integer(86_400)),
      origin: user.home,
      application: oldMail,
      userAgent: 'BAV2ROPC',
      proof: 'password',
      changes: { device: null },
    }),
  );
}

/** A temporary password that has to be changed, and the request to register a second factor. */
function firstDay(day: NoiseDay, stage: Stage, person: PersonDay): readonly SignIn[] {
  const [seat] = person.seats.filter(({ device }) => device === 'computer');
  if (person.resident.firstDay === 0 || person.resident.firstDay !== day.index || seat === undefined)
    return [];
  const at = stage.when(day.index, 0, 0, Math.floor(seat.from * 3600));
  const usual = usualDraft(day, person, seat);
  return [
    composeUserSignIn(stage.tenant, person.user, stage.random, {
      ...usual,
      at,
      errorCode: 50055,
      proof: 'password',
    }),
    composeUserSignIn(stage.tenant, person.user, stage.random, {
      ...usual,
      at: at + 120_000,
      proof: 'password',
    }),
  ];
}

/** The device, network and session of a seat. */
function usualDraft(day: NoiseDay, { resident, user }: PersonDay, seat: Seat): Omit<UserSignInDraft, 'at'> {
  const onPhone = seat.device === 'phone';
  return {
    origin: seat.origin,
    changes: { sessionId: sessionOf(resident, seat.device, day.index) },
    ...(onPhone ? { device: user.phone, userAgent: user.phoneUserAgent } : {}),
  };
}

function drawProof({ random }: Stage, requiresMfa: boolean): Proof {
  if (requiresMfa) return random.chance(0.2) ? 'passwordAndMfa' : 'claimsAndMfa';
  return random.chance(0.35) ? 'password' : 'claims';
}
