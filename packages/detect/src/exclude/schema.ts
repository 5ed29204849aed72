import { ticksOfIso } from '@interloper/plan';
import { z } from 'zod';
import { severities } from '../severity.js';
import { isNetwork } from './addresses.js';

const line = z
  .string({ error: wrong('must be a text: put it in quotes') })
  .trim()
  .min(1, 'must not be empty');
/** What is said of a key that is not there, and of one that holds something else. */
function wrong(message: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => (input === undefined ? 'is missing' : message);
}

const instant = line.refine(
  (text) => ticksOfIso(text) !== undefined,
  'is a day or an instant, as 2026-06-30 or 2026-06-30T12:00:00Z',
);

function oneOrMore(each: z.ZodString): z.ZodType<readonly string[]> {
  const one = each.transform((value): readonly string[] => [value]);
  return z.union([one, z.array(each).min(1)], {
    error: wrong('must be a text (numbers in quotes) or a list of texts'),
  });
}

const listed = z.strictObject({ in: line, column: line.optional() });

/** Values that are written there, or a watchlist's. */
function membership(each: z.ZodString): z.ZodType<readonly string[] | z.infer<typeof listed>> {
  const one = each.transform((value): readonly string[] => [value]);
  return z.union(
    [one, z.array(each).min(1), listed],
    'must be a text (numbers in quotes), a list of texts, or a watchlist: { in: NAME }',
  );
}

const entry = z
  .strictObject({
    reason: line,
    owner: line.optional(),
    ticket: line.optional(),
    detection: oneOrMore(line),
    indicator: oneOrMore(line).optional(),
    'max-severity': z.enum(severities).optional(),
    account: membership(line).optional(),
    address: membership(line).optional(),
    agent: membership(line).optional(),
    country: membership(line).optional(),
    application: membership(line).optional(),
    'home-tenant': membership(line).optional(),
    'resource-tenant': membership(line).optional(),
    trip: z
      .strictObject({ in: line }, 'must be a watchlist with user, country, from and to: { in: travel }')
      .optional(),
    from: instant.optional(),
    until: instant.optional(),
  })
  .superRefine((given, context) => {
    const refuse = (path: string[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    const { detection, account, address, agent, trip, from, until } = given;
    if (detection.includes('all') && detection.length > 1)
      refuse(['detection'], 'is all, or a list without it');
    const tenants = given['home-tenant'] ?? given['resource-tenant'];
    if (detection.includes('all') && [account, address, trip, tenants].every((each) => each === undefined))
      refuse([], 'takes out every alert: name an account, address, trip or tenant, or single detections');
    // Whoever has the session can send the same text.
    if (agent !== undefined && [account, address, trip].every((each) => each === undefined))
      refuse(['agent'], 'proves nothing by itself, for anybody can send it: add an account, address or trip');
    if (address !== undefined && !('in' in address))
      for (const [index, each] of address.entries())
        if (!isNetwork(each))
          refuse(['address', String(index)], `${each} is neither an address nor a network`);
    if (from !== undefined && until !== undefined && (ticksOfIso(from) ?? 0n) > (ticksOfIso(until) ?? 0n))
      refuse(['until'], 'is before from');
  });

/** What `exclusions.yml` holds. Unknown keys are mistakes. */
export const exclusionsSchema = z.strictObject({ exclusions: z.array(entry) });

export type WrittenExclusion = z.infer<typeof entry>;

export type WrittenMembership = NonNullable<WrittenExclusion['account']>;
