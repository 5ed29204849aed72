import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { columnsOf, printPlan, validatePlan } from '@interloper/plan';
import { describe, expect, test } from 'vitest';
import { spl } from '../src/index.js';
import { catalog } from './test-catalog.js';

const seed = fileURLToPath(new URL('../../../../shared/seeds/T1586.003.spl', import.meta.url));

describe.skipIf(!existsSync(seed))('the seed rule (../shared is beside the project)', () => {
  const rule = existsSync(seed) ? readFileSync(seed, 'utf8') : '';

  test('compiles, unedited, to a sound plan with its columns in order', () => {
    const { plan, diagnostics, missingTables } = spl.compile(rule, catalog);
    expect(diagnostics.filter((each) => each.severity !== 'info')).toEqual([]);
    expect(missingTables).toEqual([]);
    if (plan === undefined) throw new Error('there is no plan');
    expect(validatePlan(plan)).toEqual([]);
    expect(columnsOf(plan).map(({ name, type }) => `${name}:${type}`)).toEqual([
      '_time:datetime',
      'user:string',
      'src_ip:string',
      'app:string',
      'country:string',
      'city:string',
      'risk_level:string',
      'risk_state:string',
      'risk_events:string',
      'cross_tenant_mfa_bypass:long',
      'threat_score:long',
      'threat_indicators:multivalue',
    ]);
  });

  test('stays plain: constants decide how things are compared, and _raw is never read', () => {
    const { plan } = spl.compile(rule, catalog);
    const printed = plan === undefined ? '' : printPlan(plan);
    expect(printed).toContain('filter eq(resultType, "0")');
    expect(printed).toContain('in(risk_level, "high", "medium")');
    expect(printed).toContain('eq(auth_req, "singlefactorauthentication"), ne(home_tenant, "")');
    expect(printed).toContain('pathText(location, "city")');
    expect(printed).not.toContain('compareLoosely');
    expect(printed).not.toMatch(/= raw\b|, raw\b/);
  });

  test('names what it cannot have: the logs it asks for are not there', () => {
    const { plan, missingTables, diagnostics } = spl.compile(rule, { ...catalog, sourcetypes: [] });
    expect(plan).toBeUndefined();
    expect(missingTables).toEqual(['azure:aad:signin']);
    expect(diagnostics.filter((each) => each.severity === 'error').map((each) => each.code)).toEqual([
      'SPL0401',
    ]);
  });
});
