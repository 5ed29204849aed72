import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { renderAlertsCsv, renderOcsf, renderStix } from '@interloper/report';
import { detection, hostile, hostileNames } from '../hostile-report.js';

const findings = { ...hostile, detections: [detection] };

describe('alerts as CSV', () => {
  const lines = [...renderAlertsCsv(hostile)];

  test('are a line each, after the names of the columns', () => {
    expect(lines[0]).toBe(
      'rank,account,aliases,score,account_severity,alert,detection,title,technique,severity,confidence,alert_account,time,last_time,matches,why,addresses,language,excluded,exclusion_refused,evidence\r\n',
    );
    expect(lines).toHaveLength(1 + hostile.alerts.length);
    expect(lines[1]?.startsWith('1,<script>alert(1)</script>@evil.example,')).toBe(true);
  });

  test('begin no cell with a formula', () => {
    // Each name is in the column of the account, quoted if it has commas or quotes, behind an apostrophe.
    expect(lines[6]).toContain(`,"'=HYPERLINK(""https://evil.example"")",`);
  });

  test('that tuning excluded from an account without others come last, without a rank', () => {
    const [excluded] = hostile.alerts.filter(({ id }) => id === 'alert-excluded');
    if (excluded === undefined) throw new Error('the sample has an excluded alert');
    const rows = [...renderAlertsCsv({ accounts: [], alerts: [excluded] })];
    expect(rows[1]?.startsWith(',')).toBe(true);
    expect(rows[1]).toContain(',"egress <of> ""ours""",');
  });
});

describe('alerts as findings of OCSF', () => {
  // https://schema.ocsf.io/1.5.0/classes/detection_finding: what is required there, and of the objects in it.
  const required = z.object({
    activity_id: z.literal(1),
    category_uid: z.literal(2),
    class_uid: z.literal(2004),
    type_uid: z.literal(200_401),
    severity_id: z.number().int().min(2).max(5),
    time: z.number().int(),
    metadata: z.object({
      version: z.literal('1.5.0'),
      product: z.object({ vendor_name: z.string().min(1) }),
    }),
    finding_info: z.object({
      uid: z.string().min(1),
      title: z.string().min(1),
      analytic: z.object({ type_id: z.literal(1) }),
      attacks: z.array(z.object({ technique: z.object({ uid: z.string() }) })).min(1),
    }),
    observables: z.array(z.object({ name: z.string(), type_id: z.number(), value: z.string() })),
    evidences: z.array(z.object({ user: z.object({ name: z.string() }) })).min(1),
    status_id: z.number(),
    start_time: z.number(),
    end_time: z.number(),
    confidence_id: z.number(),
    risk_score: z.number(),
  });
  const lines = [...renderOcsf(findings)];
  const parsed = lines.map((line) => required.parse(JSON.parse(line)));

  test('are a line each and have what the class requires', () => {
    expect(parsed.map(({ finding_info }) => finding_info.uid)).toEqual(hostile.alerts.map(({ id }) => id));
    expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
  });

  test('have the numbers of the schema for severity, confidence and status', () => {
    // severity: 3 Medium, 4 High, 5 Critical; confidence: 2 Medium; status: 1 New, 3 Suppressed.
    expect(parsed.map(({ severity_id }) => severity_id)).toEqual([5, 4, 3, 3, 3, 4]);
    expect(new Set(parsed.map(({ confidence_id }) => confidence_id))).toEqual(new Set([2]));
    expect(parsed.map(({ status_id }) => status_id)).toEqual([1, 1, 1, 1, 1, 3]);
  });

  test('tell times in milliseconds, the technique, and the observables', () => {
    const [first] = parsed;
    expect(first?.time).toBe(Date.UTC(2026, 2, 20, 23, 44, 10, 369));
    expect(first?.start_time).toBe(Date.UTC(2026, 2, 4, 8, 12, 10, 123));
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      finding_info: {
        attacks: [
          {
            technique: { uid: 'T1110' },
            sub_technique: { uid: 'T1110.003', name: 'Brute Force: Password Spraying' },
            tactic: { name: 'Credential Access' },
          },
        ],
      },
    });
    expect(first?.observables).toEqual([
      { name: 'evidences[].user.name', type_id: 4, value: hostileNames[0] },
      { name: 'evidences[].src_endpoint.ip', type_id: 2, value: '198.51.100.3' },
    ]);
  });
});

describe('a scan as a STIX bundle', () => {
  const instant = z.iso.datetime();
  const created = z.string().regex(/\.\d{3}Z$/);
  const common = { spec_version: z.literal('2.1'), created, modified: created };
  // The required properties of STIX 2.1, sections 4 to 6.
  const shapes: Readonly<Record<string, z.ZodType>> = {
    identity: z.object({ ...common, name: z.string() }),
    note: z.object({ ...common, content: z.string(), object_refs: z.array(z.string()).min(1) }),
    'observed-data': z.object({
      ...common,
      first_observed: instant,
      last_observed: instant,
      number_observed: z.number().int().min(1),
      object_refs: z.array(z.string()).min(1),
    }),
    sighting: z.object({ ...common, sighting_of_ref: z.string().startsWith('attack-pattern--') }),
    'attack-pattern': z.object({ ...common, name: z.string() }),
    indicator: z.object({
      ...common,
      pattern: z.string(),
      pattern_type: z.literal('stix'),
      valid_from: instant,
    }),
    relationship: z.object({
      ...common,
      relationship_type: z.string(),
      source_ref: z.string(),
      target_ref: z.string(),
    }),
    'user-account': z.object({ spec_version: z.literal('2.1'), user_id: z.string() }),
    'ipv4-addr': z.object({ spec_version: z.literal('2.1'), value: z.string() }),
    'ipv6-addr': z.object({ spec_version: z.literal('2.1'), value: z.string() }),
  };
  const bundle = z
    .object({
      type: z.literal('bundle'),
      id: z.string(),
      objects: z.array(z.looseObject({ type: z.string(), id: z.string() })),
    })
    .parse(JSON.parse(renderStix(findings)));
  const { objects } = bundle;
  const ofType = (type: string): typeof objects => objects.filter((each) => each.type === type);

  test('has objects with what the specification requires, each once, named for their types', () => {
    for (const object of objects) {
      expect(shapes[object.type]?.safeParse(object).error?.message).toBeUndefined();
      expect(object.id).toMatch(new RegExp(`^${object.type}--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`));
    }
    expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length);
    expect(Object.keys(shapes).filter((type) => ofType(type).length === 0)).toEqual([]);
  });

  test('refers to nothing outside', () => {
    const ids = new Set(objects.map(({ id }) => id));
    const refs = [...JSON.stringify(objects).matchAll(/"[a-z_]+_refs?":("[^"]+"|\[[^\]]*\])/g)].flatMap(
      ([, value = '']) => [...value.matchAll(/"([^"]+)"/g)].map(([, ref = '']) => ref),
    );
    expect(refs.length).toBeGreaterThan(10);
    expect(refs.filter((ref) => !ids.has(ref))).toEqual([]);
  });

  test('gives an address the id that the specification gives it', () => {
    // Section 2.9, Identifiers: the example of 198.51.100.3.
    expect(ofType('ipv4-addr')).toEqual([
      {
        type: 'ipv4-addr',
        spec_version: '2.1',
        id: 'ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4',
        value: '198.51.100.3',
      },
    ]);
  });

  test('has a sighting for each alert that counts, and indicators for those at high or above', () => {
    expect(ofType('sighting')).toHaveLength(hostile.alerts.length - 1);
    // One for each account, and one that says why an alert is excluded.
    expect(ofType('note')).toHaveLength(hostile.accounts.length + 1);
    // The critical and the high alert come from one address; that of the medium ones is none.
    expect(ofType('indicator').map(({ pattern }) => pattern)).toEqual(["[ipv4-addr:value = '198.51.100.3']"]);
    expect(ofType('relationship')).toHaveLength(2);
  });

  test('gives an object of one id one instant of creation, when a later run finds it again', () => {
    const later = { ...findings, run: { ...hostile.run, now: '2026-03-21T00:00:00Z' } };
    const stamped = z.object({
      objects: z.array(z.looseObject({ id: z.string(), created: z.string().optional() })),
    });
    const again = stamped.parse(JSON.parse(renderStix(later))).objects;
    const before = new Map(stamped.parse({ objects }).objects.map((each) => [each.id, each.created]));
    const known = again.filter(({ id }) => before.has(id));
    // All but the notes, which are each run's own.
    expect(known).toHaveLength(again.length - (hostile.accounts.length + 1));
    expect(known.filter((each) => before.get(each.id) !== each.created)).toEqual([]);
  });

  test('is the same for the same data', () => {
    expect(renderStix(findings)).toBe(renderStix(findings));
  });
});
