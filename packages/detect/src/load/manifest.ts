import { z } from 'zod';
import { entityKinds } from '../package.js';
import { confidences, severities } from '../severity.js';
import { ticksOfDuration } from './duration.js';

const line = z.string().trim().min(1, 'must not be empty');
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'is lower-case words joined by hyphens');
const duration = z
  .string()
  .refine((text) => ticksOfDuration(text) !== undefined, 'is a number and one of s, m, h, d, as in 24h')
  .transform((text) => ticksOfDuration(text) ?? 0n);

/** One name or several, in order of preference. */
const names = z.union([line.transform((name) => [name]), z.array(line).min(1)]);

const values = z.union([line.transform((value) => [value]), z.array(line).min(1)]);
const condition = z
  .record(line, values)
  .refine((fields) => Object.keys(fields).length > 0, 'must name at least one field');
const conditions = z.union([condition.transform((single) => [single]), z.array(condition).min(1)]);

const entity = z.union([
  names.transform((columns) => ({ columns })),
  z.strictObject({ columns: names, count: line }),
]);

const query = z.strictObject({
  account: names,
  time: names,
  fields: z.record(line, line).default({}),
  entities: z.partialRecord(z.enum(entityKinds), entity).default({}),
});

const grade = z.strictObject({
  indicator: z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/, 'is one word'),
  severity: z.enum(severities),
  confidence: z.enum(confidences).optional(),
  when: conditions,
  unless: conditions.default([]),
  detail: line.optional(),
  confirmed: z.literal(true).optional(),
});

/** What `detection.yml` holds. Unknown keys are mistakes. */
export const manifestSchema = z
  .strictObject({
    id: z.uuid('is a uuid'),
    title: line,
    description: line,
    attack: z
      .array(
        z.strictObject({
          technique: z.string().regex(/^T\d{4}(?:\.\d{3})?$/, 'is an ATT&CK technique, as T1586.003'),
          name: line,
          tactic: slug,
        }),
      )
      .min(1),
    severity: z.enum(severities),
    confidence: z.enum(confidences),
    dataSources: z.strictObject({
      tables: z.array(line).default([]),
      sourcetypes: z.array(line).default([]),
      logsources: z
        .array(
          z.strictObject({
            product: line.optional(),
            service: line.optional(),
            category: line.optional(),
          }),
        )
        .default([]),
    }),
    frequency: duration,
    lookback: duration,
    lastRecord: z
      .strictObject({
        table: line,
        of: z.array(line).min(1),
        by: line,
        keep: z.record(line, values).default({}),
      })
      .optional(),
    queries: z
      .strictObject({ kql: query.optional(), spl: query.optional(), sigma: query.optional() })
      .refine((queries) => Object.keys(queries).length > 0, 'needs at least one of kql, spl and sigma'),
    grading: z.array(grade).default([]),
    falsePositives: z.array(line).min(1),
    references: z.array(z.url()).default([]),
    related: z.array(slug).default([]),
  })
  .superRefine((manifest, context) => {
    for (const [language, declared] of Object.entries(manifest.queries)) {
      for (const [index, item] of manifest.grading.entries()) {
        for (const name of namesOf(item)) {
          if (declared === undefined || Object.hasOwn(declared.fields, name)) continue;
          context.addIssue({
            code: 'custom',
            path: ['grading', index],
            message: `uses the field ${name}, for which queries.${language}.fields names no column`,
          });
        }
      }
    }
  });

export type Manifest = z.infer<typeof manifestSchema>;

function namesOf(item: z.infer<typeof grade>): readonly string[] {
  const used = [...item.when, ...item.unless].flatMap((fields) => [
    ...Object.keys(fields),
    ...Object.values(fields).flatMap((allowed) =>
      allowed.flatMap((value) => /^!?\$(.+)$/.exec(value)?.[1] ?? []),
    ),
  ]);
  return [...new Set([...used, ...(item.detail === undefined ? [] : [item.detail])])];
}
