import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = fileURLToPath(new URL('../../../../conformance/sigma/', import.meta.url));

const Event = z.record(z.string(), z.unknown());
const Case = z.strictObject({
  id: z.string(),
  section: z.string(),
  decided: z.string().optional(),
  detection: z.string().optional(),
  rule: z.string().optional(),
  match: z.array(Event).optional(),
  miss: z.array(Event).optional(),
  events: z.array(Event).optional(),
  fires: z.array(z.number()).optional(),
});

/** A rule with events that match and events that do not (see conformance/sigma/README.md). */
export type Case = z.infer<typeof Case>;

/** The cases of the corpus by their files. */
export const corpus: readonly { readonly file: string; readonly cases: readonly Case[] }[] = readdirSync(
  FOLDER,
)
  .filter((name) => name.endsWith('.yml'))
  .map((file) => ({
    file,
    cases: z.array(Case).parse(parse(readFileSync(FOLDER + file, 'utf8'), { intAsBigInt: false })),
  }));

export const allCases: readonly Case[] = corpus.flatMap(({ cases }) => cases);

/** The events of a case, those that match first. */
export function eventsOf(item: Case): readonly z.infer<typeof Event>[] {
  return item.events ?? [...(item.match ?? []), ...(item.miss ?? [])];
}

/** The numbers of the events that match, once for each row. */
export function expectedOf(item: Case): readonly number[] {
  return item.fires ?? (item.match ?? []).map((_, index) => index);
}

/** The whole text of a case's rule. */
export function ruleOf(item: Case): string {
  if (item.rule !== undefined) return item.rule;
  const body = (item.detection ?? '').replaceAll(/^(?=.)/gm, '  ');
  const condition = /^ {2}condition:/m.test(body) ? '' : '  condition: s\n';
  return `title: ${item.id}\nlogsource: { product: test, service: alpha }\ndetection:\n${body}${condition}`;
}
