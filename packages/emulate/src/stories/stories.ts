import { distributedSpray } from './password-spray/distributed-spray.js';
import type { Story } from './story.js';

/** Every story, one file each, in a folder of its attack with the look-alikes; a test compares the folders with this list. */
export const stories: ReadonlyMap<string, Story> = new Map(
  [distributedSpray].map((story) => [story.id, story]),
);
