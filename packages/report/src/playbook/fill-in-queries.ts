import type { FillIn } from './fill-in.js';
import { placeholders } from './placeholders.js';
import type { PlaybookSubject } from './placeholders.js';

/** A text whose queries ask about an alert, and what stands in them in the place of what. */
export interface FilledInQueries {
  readonly text: string;
  /** The samples of the text by name, and what they became. */
  readonly fillIns: readonly FillIn[];
}

/**
 * The queries of a text in Markdown (```kql, ```spl) made out for an alert: they run as they stand, with a sample account,
 * address, key and time, and these become the alert's. Where a text has several samples of a kind, none is replaced,
 * because it does not say which is meant.
 */
export function fillInQueries(markdown: string, subject: PlaybookSubject): FilledInQueries {
  const queries = [...markdown.matchAll(QUERY)].map(([query]) => query).join('\n');
  const times = subject.alerts
    .map(({ time }) => time)
    .toSorted()
    .slice(0, 1);
  const samples = KINDS.flatMap(({ name, form, values }): readonly Sample[] => {
    const [sample, ...others] = new Set([...queries.matchAll(form)].map(([, found = '']) => found));
    if (sample === undefined) return [];
    return [{ name, sample, values: values(subject, sample), several: others.length > 0 }];
  });
  const hasTime = TIME.test(queries);
  const fillIns = [
    ...samples.map(fillInOf),
    ...(hasTime
      ? [{ name: 'time', isSample: true, says: 'the time of the alert', values: times } as const]
      : []),
  ];
  const replaced = samples.filter(
    (_, index) => fillIns[index]?.withheld === undefined && fillIns[index]?.values.length !== 0,
  );
  const text = markdown.replaceAll(QUERY, (query, language: string) => {
    const told = replaced.reduce(
      (so, { sample, values: [value = ''] }) =>
        so.replaceAll(`"${sample}`, () => `"${inQuotes(value, language)}`),
      query,
    );
    const [time] = times;
    return time === undefined
      ? told
      : told.replaceAll(TIMES, (_, before: string) => `${before}datetime(${time})`);
  });
  return { text, fillIns };
}

interface Sample {
  readonly name: string;
  readonly sample: string;
  readonly values: readonly string[];
  readonly several: boolean;
}

interface Kind {
  readonly name: string;
  /** The text between quotes, without a wildcard at its end. */
  readonly form: RegExp;
  readonly values: (subject: PlaybookSubject, sample: string) => readonly string[];
}

const QUERY = /^```(kql|spl)\n[^]*?^```/gm;
const TIME = /^let (?:At|Since|From) = datetime\(/m;
const TIMES = /^(let (?:At|Since|From) = )datetime\([^)]*\)/gm;

/** Samples are accounts under `.example`, documentation addresses (RFC 5737), AWS's sample account and keys. */
const KINDS: readonly Kind[] = [
  {
    name: 'account',
    form: /"([^"\s]+@[^"\s]+(?:\.example|\.iam\.gserviceaccount\.com))"/g,
    values: (subject) => namesOf(subject).filter((name) => name.includes('@')),
  },
  {
    name: 'user',
    form: /"(arn:aws:iam::111122223333:user\/[^"]+)"/g,
    values: (subject) => namesOf(subject).filter((name) => name.startsWith('arn:')),
  },
  {
    name: 'address',
    form: /"((?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d+)\*?"/g,
    values: (subject) => placeholders['address']?.valuesOf(subject) ?? [],
  },
  {
    name: 'key',
    form: /"(A[KS]IAEXAMPLE\d+)"/g,
    values: (subject) => placeholders['key']?.valuesOf(subject) ?? [],
  },
];

function namesOf({ account, aliases, alerts }: PlaybookSubject): readonly string[] {
  return [...new Set([...alerts.map((alert) => alert.account), account, ...aliases])];
}

function fillInOf({ name, sample, values, several }: Sample): FillIn {
  const [value] = values;
  const withheld = several
    ? 'the queries have several samples of it: put it where it belongs'
    : value !== undefined && UNQUOTABLE.test(value)
      ? 'it has characters that cannot stand in a query'
      : undefined;
  return {
    name,
    isSample: true,
    says: `in place of ${sample}`,
    values,
    ...(withheld === undefined ? {} : { withheld }),
  };
}

/** Control characters and separators of lines; and `*`, which SPL takes for any text. */
const UNQUOTABLE = /[\p{Cc}\p{Zl}\p{Zp}*]/u;

function inQuotes(value: string, language: string): string {
  // KQL takes the escapes of JSON, SPL a backslash before a quote and before itself.
  return language === 'kql'
    ? JSON.stringify(value).slice(1, -1)
    : value.replaceAll(/[\\"]/g, String.raw`\$&`);
}
