import {
  cloudTrailRecord,
  composeCloudTrail,
  composeEcsEvents,
  composeOcsfEvents,
  ecsDocument,
  ocsfRecord,
} from '@interloper/emulate';
import { classify, sources } from '@interloper/sources';
import type { JsonRecord } from '@interloper/sources';
import { describe, expect, test } from 'vitest';

function sourceOf(record: JsonRecord): string {
  const found = classify(record);
  return found.kind === 'shape' ? found.source.id : found.kind === 'rewrite' ? found.rewrite.id : found.kind;
}

const documents = composeEcsEvents('classes', 4).map(ecsDocument);
const events = composeOcsfEvents('classes', 8);

describe('normalised records are told from those of the logs they were made of', () => {
  test.each(['1.0.0-rc.2', '1.1.0', '1.5.0', '1.8.0'] as const)('OCSF %s', (version) => {
    for (const event of events) expect(sourceOf(ocsfRecord(event, version))).toBe('ocsf');
  });

  test('OCSF of other classes is refused by name, and so are structures as Athena writes them into CSV', () => {
    const [event] = events;
    if (event === undefined) throw new Error('no events');
    const record = ocsfRecord(event, '1.1.0');
    expect(classify({ ...record, class_uid: 4001, class_name: 'Network Activity' })).toEqual({
      kind: 'refused',
      name: 'OCSF class 4001 (Network Activity)',
    });
    const athena = {
      class_uid: '3002',
      metadata: '{product={name=CloudTrail}, uid=1}',
      time: '1773303600000',
    };
    expect(classify(athena)).toMatchObject({ kind: 'refused' });
  });

  test('Elastic documents, nested and dotted', () => {
    for (const document of documents) {
      expect(sourceOf(document)).toBe('ecs');
      const dotted = {
        '@timestamp': '2026-03-12T08:00:00Z',
        'event.action': 'x',
        'user.name': 'y',
        'labels.a.b': 1,
      };
      expect(sourceOf(dotted)).toBe('ecs-dotted');
      const found = classify(dotted);
      expect(found.kind === 'rewrite' ? found.rewrite.rewrite(dotted) : found).toEqual({
        '@timestamp': '2026-03-12T08:00:00Z',
        event: { action: 'x' },
        user: { name: 'y' },
        labels: { a: { b: 1 } },
      });
    }
  });

  test('keys of maps keep their dots', () => {
    const claims = { 'http://schemas.example/claims/name': 'x' };
    expect(sourceOf({ '@timestamp': 't', event: { action: 'x' }, azure: { claims } })).toBe('ecs');
  });

  test('a document with its original event is that event where its log is asked for', () => {
    const [record] = [...composeCloudTrail('classes', { from: '2026-03-12', count: 1 })].map(
      cloudTrailRecord,
    );
    const document = { '@timestamp': 't', event: { kind: 'event', original: JSON.stringify(record) } };
    expect(sourceOf(document)).toBe('ecs-original');
    const ecs = sources.filter(({ id }) => id === 'ecs');
    expect(classify(document, ecs)).toMatchObject({ kind: 'shape', source: { id: 'ecs' } });
  });

  test('a time alone is no document of the schema', () => {
    expect(sourceOf({ '@timestamp': 't', message: 'x' })).toBe('unknown');
    expect(sourceOf({ '@timestamp': 't', event: { x: 1 } })).toBe('unknown');
  });
});
