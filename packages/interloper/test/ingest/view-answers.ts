import { kql } from '@interloper/kql';
import { ticksOfIso, validatePlan } from '@interloper/plan';
import type { LanguageId } from '@interloper/plan';
import { sigma } from '@interloper/sigma';
import { catalogOf, sources } from '@interloper/sources';
import { spl } from '@interloper/spl';
import type { Json, Reader } from '@interloper/sql';
import { expect } from 'vitest';

const languages = { kql, spl, sigma };
const catalog = catalogOf(sources);
const now = ticksOfIso('2027-01-01T00:00:00Z');

/** The rows that a rule finds; it must compile without an error or warning, into a sound plan. */
export async function answerOf(
  reader: Pick<Reader, 'query'>,
  language: LanguageId,
  rule: string,
): Promise<readonly (readonly Json[])[]> {
  const { plan, diagnostics } = languages[language].compile(rule, catalog);
  expect(
    diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning'),
    rule,
  ).toEqual([]);
  if (plan === undefined || now === undefined) throw new Error(`no plan: ${rule}`);
  expect(validatePlan(plan)).toEqual([]);
  return (await reader.query(plan, { now })).rows;
}
