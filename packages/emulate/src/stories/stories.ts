import { mfaBombing } from './mfa-fatigue/mfa-bombing.js';
import { mfaBombingWithstood } from './mfa-fatigue/mfa-bombing-withstood.js';
import { missedPromptsAtTheDesk } from './mfa-fatigue/missed-prompts-at-the-desk.js';
import { distributedSpray } from './password-spray/distributed-spray.js';
import { mondayAtTheOffice } from './password-spray/monday-at-the-office.js';
import { oldPasswordsInMailApps } from './password-spray/old-passwords-in-mail-apps.js';
import { sprayStoppedByMfa } from './password-spray/spray-stopped-by-mfa.js';
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
  ].map((story) => [story.id, story]),
);
