import { z } from 'zod';

const text = z.string({ error: 'text' });
const longTo = (most: number) => text.max(most, { error: `no longer than ${most} characters` });
const date = text.regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, {
  error: 'a date of the form YYYY-MM-DD',
});
const uuid = text.regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i, { error: 'a UUID' });
const tag = text.regex(/^[a-z0-9_-]+\.[a-z0-9._-]+$/, { error: 'of the form namespace.name in lower case' });
const choice = (...values: readonly [string, ...string[]]) =>
  z.enum([...values], { error: `one of ${values.join(', ')}` });
const word = text.min(2, { error: 'at least two characters long' });

/** A list in which nothing occurs twice. */
const each = (item: z.ZodType, wanted: string) =>
  z.array(item, { error: wanted }).superRefine((items, context) => {
    const seen = new Set<string>();
    items.forEach((value, index) => {
      const key = JSON.stringify(value);
      if (seen.has(key)) context.addIssue({ code: 'custom', path: [index], message: 'listed once' });
      seen.add(key);
    });
  });

const relation = z.object(
  {
    id: uuid,
    // `correlation` stands in the text of the specification, not in its schema.
    type: choice('derived', 'obsolete', 'merged', 'renamed', 'similar', 'correlation'),
  },
  { error: 'a map of `id` and `type`' },
);

const logsource = z.object({
  category: text.optional(),
  product: text.optional(),
  service: text.optional(),
  definition: text.optional(),
});

const status = choice('stable', 'test', 'experimental', 'deprecated', 'unsupported');
const level = choice('informational', 'low', 'medium', 'high', 'critical');
const falsePositives = z.union([word, each(word, 'text or a list of texts')], {
  error: 'text or a list of texts, each of at least two characters and once',
});

const shared = {
  title: longTo(256).optional(),
  id: uuid.optional(),
  description: longTo(65_535).optional(),
  date: date.optional(),
  modified: date.optional(),
  taxonomy: longTo(256).optional(),
};

/** What a keyword is: the schema knows texts and whole numbers. */
const keyword = z.union([z.string(), z.int()], { error: 'text or a whole number' });

const correlation = z.object({
  type: z.unknown().optional(),
  rules: each(word, 'a list of names or ids of rules').optional(),
  'group-by': each(text, 'a list of fields').optional(),
  timespan: longTo(10).optional(),
});

/**
 * The attributes of the three kinds of documents, as the specification has them: what is here is checked beside the
 * reading of a rule, which finds what is missing and what has no meaning. The messages say what a value has to be.
 * https://github.com/SigmaHQ/sigma-specification (versions 2.0 to 2.2)
 */
export const attributes = {
  detection: z.object({
    ...shared,
    logsource: logsource.optional(),
    related: z.array(relation, { error: 'a list' }).optional(),
    name: longTo(256).optional(),
    status: status.optional(),
    license: text.optional(),
    author: text.optional(),
    references: each(text, 'a list of texts').optional(),
    fields: each(text, 'a list of texts').optional(),
    falsepositives: falsePositives.optional(),
    level: level.optional(),
    tags: each(tag, 'a list of texts').optional(),
    scope: z.array(word, { error: 'a list of texts' }).optional(),
  }),
  correlation: z.object({
    ...shared,
    correlation: correlation.optional(),
    name: longTo(256).optional(),
    status: status.optional(),
    author: text.optional(),
    references: each(text, 'a list of texts').optional(),
    falsepositives: falsePositives.optional(),
    level: level.optional(),
    tags: each(tag, 'a list of texts').optional(),
  }),
  filter: z.object({ ...shared, logsource: logsource.optional() }),
  keyword,
} as const;
