import { cloudTrailShapes, writeCloudTrail } from './cloud-trail/cloud-trail-shapes.js';
import { cloudTrailStories } from './cloud-trail/cloud-trail-stories.js';
import { openScene } from './cloud-trail/story.js';
import type { CloudTrailStory } from './cloud-trail/story.js';
import type { WrittenFile } from './containers/compress.js';
import { writeGuardDuty } from './guard-duty/guard-duty-shapes.js';
import type { ClearedAccount, CompromisedAccount, SignInScenario } from './scenario.js';
import { signInScenarios } from './sign-in-scenarios.js';
import { signInShapes } from './sign-in-shapes.js';
import { stories } from './stories/stories.js';
import { countStoryEvents, storyShapes, writeStory } from './stories/story-logs.js';
import { openStage } from './stories/story.js';
import type { Story, StoryContext } from './stories/story.js';
import { composeTenant } from './tenant.js';
import { canCarry, writeSignIns } from './write-sign-ins.js';

/** A scenario of any log, as the command line tells it. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly kind: 'attack' | 'benign';
  /** The log that it is told in, as users call it. */
  readonly log: string;
  /** The forms in which that log is exported, the usual one first. */
  readonly shapes: readonly { readonly id: string; readonly title: string }[];
  /** The same seed and time (milliseconds since 1970) always tell the same. */
  readonly tell: (seed: string, at: number) => Telling;
}

/** A scenario told once: its events and the answer that an analyst would give. */
export interface Telling {
  /** How many events there are. */
  readonly events: number;
  readonly compromised: readonly CompromisedAccount[];
  readonly notCompromised: readonly ClearedAccount[];
  /** What the organisation knows beside its logs, where the scenario says so. */
  readonly context?: StoryContext;
  /** Writes the events that a shape can carry. An unknown shape is an error of the caller. */
  readonly write: (shape: string) => { readonly files: readonly WrittenFile[]; readonly events: number };
}

/** Every scenario of every log, by id. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [
    ...[...signInScenarios.values()].map(ofSignIns),
    ...[...cloudTrailStories.values()].map(ofCloudTrail),
    ...[...stories.values()].map(ofStory),
  ].map((scenario) => [scenario.id, scenario]),
);

function ofSignIns({ id, title, kind, compose }: SignInScenario): Scenario {
  const usual = signInShapes.get('graph-beta');
  const shapes = [...signInShapes.values()];
  return {
    id,
    title,
    kind,
    log: 'Entra sign-ins',
    shapes: usual === undefined ? shapes : [usual, ...shapes.filter((shape) => shape !== usual)],
    tell: (seed, at) => {
      const { events, compromised, notCompromised } = compose(composeTenant(seed), { at });
      return {
        events: events.length,
        compromised,
        notCompromised,
        write: (shapeId) => {
          const shape = signInShapes.get(shapeId);
          const carried = shape === undefined ? events : events.filter((event) => canCarry(shape, event));
          return {
            files: carried.length === 0 ? [] : writeSignIns(shapeId, carried),
            events: carried.length,
          };
        },
      };
    },
  };
}

function ofCloudTrail({ id, title, kind, compose }: CloudTrailStory): Scenario {
  return {
    id,
    title,
    kind,
    log: 'AWS CloudTrail',
    shapes: [...cloudTrailShapes.values()],
    tell: (seed, at) => {
      const { events, findings = [], compromised, notCompromised } = compose(openScene(id, seed, at));
      const ordered = events.toSorted((left, right) => Date.parse(left.time) - Date.parse(right.time));
      return {
        events: events.length + findings.length,
        compromised,
        notCompromised,
        write: (shape) => ({
          files: [
            ...writeCloudTrail(shape, ordered),
            ...(findings.length === 0 ? [] : writeGuardDuty('findings', findings)),
          ],
          events: events.length + findings.length,
        }),
      };
    },
  };
}

function ofStory({ id, title, kind, compose }: Story): Scenario {
  return {
    id,
    title,
    kind,
    log: 'several services',
    shapes: storyShapes,
    tell: (seed, at) => {
      const { logs, compromised, notCompromised, context } = compose(openStage(id, seed, at));
      const events = countStoryEvents(logs);
      return {
        events,
        compromised,
        notCompromised,
        ...(context === undefined ? {} : { context }),
        write: (shape) => ({ files: writeStory(logs, shape), events }),
      };
    },
  };
}
