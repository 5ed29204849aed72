import { describe, expect, test } from 'vitest';
import { readExclusions } from '../../src/index.js';
import { at } from './support.js';

describe('exclusions.yml', () => {
  test('gives what it says, and where each entry stands', () => {
    const { exclusions, diagnostics } = readExclusions(
      `# what the help desk knows
exclusions:
  - reason: Sales fair in Osaka
    owner: sales@tailspin.example
    ticket: HD-1
    detection: [impossible-travel, unfamiliar-sign-in]
    indicator: RiskEvent
    max-severity: medium
    trip: { in: travel }
    from: 2026-03-01
    until: 2026-03-31

  - reason: Build robot
    detection: all
    account: { in: service-accounts, column: purpose }
    address: [192.0.2.0/24, '2001:db8::/32']
    agent: aws-cli/*
    home-tenant: 6f1c0d2e-83a4-4b57-9c1e-2d3f4a5b6c7d
    until: 2026-03-31T12:00:00Z
`,
      'exclusions.yml',
    );
    expect(diagnostics).toEqual([]);
    expect(exclusions).toEqual([
      {
        file: 'exclusions.yml',
        line: 3,
        reason: 'Sales fair in Osaka',
        owner: 'sales@tailspin.example',
        ticket: 'HD-1',
        detections: ['impossible-travel', 'unfamiliar-sign-in'],
        indicators: ['RiskEvent'],
        maxSeverity: 'medium',
        entities: {},
        trip: { watchlist: 'travel' },
        from: at('2026-03-01T00:00:00Z'),
        // A day counts whole.
        until: at('2026-04-01T00:00:00Z'),
      },
      {
        file: 'exclusions.yml',
        line: 13,
        reason: 'Build robot',
        detections: 'all',
        account: { watchlist: 'service-accounts', column: 'purpose' },
        entities: {
          address: { values: ['192.0.2.0/24', '2001:db8::/32'] },
          agent: { values: ['aws-cli/*'] },
          homeTenant: { values: ['6f1c0d2e-83a4-4b57-9c1e-2d3f4a5b6c7d'] },
        },
        until: at('2026-03-31T12:00:00Z'),
      },
    ]);
  });

  test('may be without an entry', () => {
    expect(readExclusions('exclusions: []', 'exclusions.yml')).toEqual({ exclusions: [], diagnostics: [] });
  });

  test.each([
    ['no reason', 'detection: one', '2:5', 'exclusions.0.reason: is missing'],
    ['an empty reason', "reason: ' '\n    detection: one", '2:13', 'must not be empty'],
    ['no detection', 'reason: x', '2:5', 'exclusions.0.detection: is missing'],
    ['an unknown key', 'reason: x\n    detection: one\n    ip: 192.0.2.7', '2:5', 'Unrecognized key: "ip"'],
    ['everything', 'reason: x\n    detection: all', '2:5', 'takes out every alert'],
    [
      'everything with an application',
      'reason: x\n    detection: all\n    application: Teams',
      '2:5',
      'takes out every alert',
    ],
    [
      'all and more',
      'reason: x\n    detection: [all, one]\n    account: a',
      '3:16',
      'is all, or a list without it',
    ],
    [
      'an agent alone',
      'reason: x\n    detection: one\n    agent: curl/*',
      '4:12',
      'proves nothing by itself',
    ],
    [
      'no address',
      'reason: x\n    detection: one\n    address: [192.0.2.7, 192.0.2.0/33]',
      '4:26',
      '192.0.2.0/33 is neither an address nor a network',
    ],
    [
      'a number for a text',
      'reason: x\n    detection: one\n    account: 123456789012',
      '4:14',
      'must be a text (numbers in quotes)',
    ],
    [
      'a trip without a list',
      'reason: x\n    detection: one\n    trip: true',
      '4:11',
      'must be a watchlist with user',
    ],
    ['no day', 'reason: x\n    detection: one\n    until: end of March', '4:12', 'is a day or an instant'],
    [
      'an end before the beginning',
      'reason: x\n    detection: one\n    from: 2026-03-02\n    until: 2026-03-01',
      '5:12',
      'is before from',
    ],
  ])('refuses %s, and says where', (_, entry, place, message) => {
    const { exclusions, diagnostics } = readExclusions(`exclusions:\n  - ${entry}\n`, 'exclusions.yml');
    expect(exclusions).toEqual([]);
    expect(diagnostics).toHaveLength(1);
    const [{ code, file, position, message: said, help } = {}] = diagnostics;
    expect({ code, file, help }).toEqual({
      code: 'RUN0502',
      file: 'exclusions.yml',
      help: 'docs/exclusions.md lists the keys and what they hold.',
    });
    expect(`${position?.line}:${position?.column}`).toBe(place);
    expect(said).toContain(message);
  });

  test('refuses what is no YAML', () => {
    const { diagnostics } = readExclusions('exclusions: [', 'exclusions.yml');
    expect(diagnostics).toMatchObject([{ code: 'RUN0501', position: { line: 1 } }]);
  });
});
