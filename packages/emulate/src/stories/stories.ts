import { mfaBombing } from './mfa-fatigue/mfa-bombing.js';
import { mfaBombingWithstood } from './mfa-fatigue/mfa-bombing-withstood.js';
import { missedPromptsAtTheDesk } from './mfa-fatigue/missed-prompts-at-the-desk.js';
import { distributedSpray } from './password-spray/distributed-spray.js';
import { mondayAtTheOffice } from './password-spray/monday-at-the-office.js';
import { oldPasswordsInMailApps } from './password-spray/old-passwords-in-mail-apps.js';
import { sprayStoppedByMfa } from './password-spray/spray-stopped-by-mfa.js';
import { storageBuildTokenTaken } from './storage-token-replay/storage-build-token-taken.js';
import { storageEverydayCopies } from './storage-token-replay/storage-everyday-copies.js';
import { storageLaptopMoves } from './storage-token-replay/storage-laptop-moves.js';
import { storageTokenInAScript } from './storage-token-replay/storage-token-in-a-script.js';
import { storageWithoutASignIn } from './storage-token-replay/storage-without-a-sign-in.js';
import { twoContinentsInHalfAnHour } from './impossible-travel/two-continents-in-half-an-hour.js';
import { sessionRelayedFromAbroad } from './impossible-travel/session-relayed-from-abroad.js';
import { roamingTravellers } from './impossible-travel/roaming-travellers.js';
import { companyExitsFarAway } from './impossible-travel/company-exits-far-away.js';
import { wanderingAddresses } from './impossible-travel/wandering-addresses.js';
import type { Story } from './story.js';

/** Every story, one file each, in a folder of its attack with the look-alikes; a test compares the folders with this list. */
export const stories: ReadonlyMap<string, Story> = new Map(
  [
    distributedSpray,
    sprayStoppedByMfa,
    mondayAtTheOffice,
    oldPasswordsInMailApps,
    mfaBombing,
    mfaBombingWithstood,
    missedPromptsAtTheDesk,
    storageBuildTokenTaken,
    storageEverydayCopies,
    storageLaptopMoves,
    storageTokenInAScript,
    storageWithoutASignIn,
    twoContinentsInHalfAnHour,
    sessionRelayedFromAbroad,
    roamingTravellers,
    companyExitsFarAway,
    wanderingAddresses,
  ].map((story) => [story.id, story]),
);
