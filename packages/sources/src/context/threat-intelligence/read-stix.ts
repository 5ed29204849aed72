import { isRecord } from '../../observed-names.js';
import type { JsonRecord } from '../../source.js';
import type { BadEntry } from '../context-table.js';
import { ContextProblem } from '../problem.js';
import type { Indicator } from './indicator.js';
import { observablesOf } from './stix-pattern.js';

/** What a file of indicators holds. */
export interface ReadIndicators {
  readonly indicators: readonly Indicator[];
  readonly bad: readonly BadEntry[];
  readonly remarks: readonly string[];
}

/** Reads the indicators of a STIX 2.x bundle, an envelope of TAXII, a list of objects, or one object. */
export function readStix(text: string, file: string): ReadIndicators {
  const objects = objectsOf(parsed(text, file));
  const bad: BadEntry[] = [];
  const others = new Map<string, number>();
  const indicators = objects.flatMap((object, index): readonly Indicator[] => {
    const place = index + 1;
    if (!isRecord(object) || typeof object['type'] !== 'string') {
      bad.push({ line: place, cause: 'it is no STIX object', excerpt: excerptOf(object) });
      return [];
    }
    if (object['type'] !== 'indicator') {
      others.set(object['type'], (others.get(object['type']) ?? 0) + 1);
      return [];
    }
    if (textAt(object, 'pattern') === undefined) {
      bad.push({ line: place, cause: 'the indicator has no pattern', excerpt: excerptOf(object) });
      return [];
    }
    return indicatorsOf(object, place, objects);
  });
  const left = [...others].map(([type, count]) => `${count} ${type}`).join(', ');
  return {
    indicators,
    bad,
    remarks: left === '' ? [] : [`${file}: beside indicators it holds ${left}: not read`],
  };
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ContextProblem(
      `${file} is no STIX bundle: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function objectsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isRecord(value) && Array.isArray(value['objects'])) return value['objects'];
  return [value];
}

/** One for each value of the pattern; one without a value where the pattern is not a list of values. */
function indicatorsOf(object: JsonRecord, place: number, objects: readonly unknown[]): readonly Indicator[] {
  const pattern = textAt(object, 'pattern') ?? '';
  const isStix = (textAt(object, 'pattern_type') ?? 'stix') === 'stix';
  const observables = isStix ? observablesOf(pattern) : undefined;
  const base: Indicator = withoutAbsent({
    id: textAt(object, 'id') ?? `indicator ${place}`,
    pattern,
    name: textAt(object, 'name'),
    description: textAt(object, 'description'),
    confidence: typeof object['confidence'] === 'number' ? object['confidence'] : undefined,
    tags: textsAt(object, 'labels'),
    threatTypes: textsAt(object, 'indicator_types'),
    trafficLight: trafficLightOf(object),
    created: textAt(object, 'created'),
    modified: textAt(object, 'modified'),
    validFrom: textAt(object, 'valid_from'),
    validUntil: textAt(object, 'valid_until'),
    revoked: object['revoked'] === true,
    provider: creatorOf(object, objects) ?? 'STIX',
    data: JSON.stringify(object),
    place,
  });
  if (observables === undefined) return [base];
  return observables.map(({ key, value }) => ({ ...base, observableKey: key, observableValue: value }));
}

/** The name of the identity that made an object, when the file holds it. */
function creatorOf(object: JsonRecord, objects: readonly unknown[]): string | undefined {
  const reference = textAt(object, 'created_by_ref');
  if (reference === undefined) return undefined;
  const found = objects.find((other) => isRecord(other) && other['id'] === reference);
  return (isRecord(found) ? textAt(found, 'name') : undefined) ?? reference;
}

/** The markings of the Traffic Light Protocol, which STIX gives fixed ids (STIX 2.1, section 7.2.1.4). */
const TRAFFIC_LIGHTS: Readonly<Record<string, string>> = {
  'marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9': 'White',
  'marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da': 'Green',
  'marking-definition--f88d31f6-486f-44da-b317-01333bde0b82': 'Amber',
  'marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed': 'Red',
};

function trafficLightOf(object: JsonRecord): string | undefined {
  return textsAt(object, 'object_marking_refs')
    ?.map((reference) => TRAFFIC_LIGHTS[reference])
    .find((light) => light !== undefined);
}

function textAt(object: JsonRecord, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
}

function textsAt(object: JsonRecord, name: string): readonly string[] | undefined {
  const value = object[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined;
}

function excerptOf(value: unknown): string {
  return (JSON.stringify(value) ?? '').slice(0, 200);
}

/** Optional properties are left out rather than undefined. */
function withoutAbsent(indicator: {
  readonly [Key in keyof Indicator]: Indicator[Key] | (undefined extends Indicator[Key] ? undefined : never);
}): Indicator {
  const given = Object.entries(indicator).filter(([, value]) => value !== undefined);
  // Only properties that may be absent were left out.
  return Object.fromEntries(given) as unknown as Indicator;
}
