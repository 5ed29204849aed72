import { awsConsoleNewLaptop } from './stories/aws-console-new-laptop.js';
import { awsConsoleTakeover } from './stories/aws-console-takeover.js';
import { awsConsoleTraveller } from './stories/aws-console-traveller.js';
import { awsRootSignIn } from './stories/aws-root-sign-in.js';
import type { CloudTrailStory } from './story.js';

/** Every story, one file each in stories/; a test compares the folder with this list. Attacks first. */
export const cloudTrailStories: ReadonlyMap<string, CloudTrailStory> = new Map(
  [awsConsoleTakeover, awsRootSignIn, awsConsoleTraveller, awsConsoleNewLaptop].map((story) => [
    story.id,
    story,
  ]),
);
