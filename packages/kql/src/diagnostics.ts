import type { Diagnostic, Severity, Span } from '@interloper/plan';

/** Every diagnostic of ours in KQL: what is refused and what is worth saying. Codes are stable; `KS…` are Microsoft's. */
const MESSAGES = {
  KQL0101: {
    severity: 'error',
    message: (name: string) => `The operator ${name} is not supported.`,
    help: 'See `interloper functions --kql` for what is.',
  },
  KQL0102: {
    severity: 'error',
    message: (name: string) => `The function ${name} is not supported.`,
    help: 'See `interloper functions --kql` for what is.',
  },
  KQL0103: {
    severity: 'error',
    message: (name: string) => `The aggregate ${name} is not supported.`,
    help: 'See `interloper functions --kql` for what is.',
  },
  KQL0104: {
    severity: 'error',
    message: (what: string) => `${what} is not supported.`,
    help: 'Rewrite this part of the rule.',
  },
  KQL0105: {
    severity: 'error',
    message: (what: string) => `${what} must be a constant.`,
    help: 'Give a literal, or a let that is one.',
  },
  KQL0106: {
    severity: 'error',
    message: (what: string) =>
      `${what} is only known when rows are seen, so the columns of the answer are not.`,
    help: 'State the columns in the rule.',
  },
  KQL0107: {
    severity: 'error',
    message: (name: string) => `externaldata reads ${name}, which lies outside the logs. Nothing is fetched.`,
    help: 'Fetch the file and give it: --external URL=FILE.',
  },
  KQL0108: {
    severity: 'error',
    message: (name: string) => `The column ${name} is in none of the tables that are there.`,
    help: 'It would have come from a table that is missing.',
  },
  KQL0109: {
    severity: 'error',
    message: (what: string) => `${what} cannot be compared or combined with the other value.`,
    help: 'Convert one of the two.',
  },
  KQL0110: {
    severity: 'error',
    message: (what: string) => `The columns found here are not those of Kusto: ${what}.`,
    help: 'Name the columns in the rule.',
  },
  KQL0111: {
    severity: 'error',
    message: (what: string) => `The regular expression ${what} is not one that RE2 takes.`,
    help: 'RE2 has no look-around and no back-references.',
  },
  KQL0112: {
    severity: 'error',
    message: (name: string) => `There is no watchlist ${name}.`,
    help: 'Give it as CSV: --watchlist NAME=FILE.',
  },
  KQL0113: {
    severity: 'error',
    message: (what: string) => `This part of the rule cannot be evaluated: ${what}.`,
    help: 'See `interloper functions --kql` for the ASIM functions that are filled, and docs/asim.md for what fills them.',
  },
  KQL0114: {
    severity: 'error',
    message: (what: string) => `assert() has failed with message: '${what}'.`,
    help: 'The rule itself says that it must not run like this.',
  },
  KQL0201: {
    severity: 'warning',
    message: (what: string) => `${what} is text and is compared with a number; it is compared as text.`,
    help: 'Quote the number.',
  },
  KQL0202: {
    severity: 'warning',
    message: (name: string) => `The table ${name} is not there; union isfuzzy=true goes on without it.`,
  },
  KQL0203: {
    severity: 'info',
    message: (name: string) => `${name} has no meaning for rows on this machine and is left out.`,
  },
  KQL0204: {
    severity: 'warning',
    message: (column: string) =>
      `ingestion_time() is taken from ${column}: exports do not say when Log Analytics received a row.`,
  },
  KQL0205: {
    severity: 'warning',
    message: (name: string) =>
      `${name} looks for the period of the series. How Kusto does that is not published: the period found here can differ.`,
    help: 'Give the period, for example 24 for a day of hours.',
  },
  KQL0206: {
    severity: 'warning',
    message: (what: string) => `An answer is one table: of ${what} only the first is answered.`,
    help: 'Run the others on their own.',
  },
  KQL0207: {
    severity: 'warning',
    message: (what: string) =>
      `${what} is taken for the logs at hand: there is one workspace here, and what several hold is read once.`,
    help: 'Load the logs of all of them to look at them together.',
  },
  KQL0208: {
    severity: 'warning',
    message: (name: string) => `To run, the rule needs the file ${name}, which is not fetched.`,
    help: 'Fetch the file and give it to query or scan: --external URL=FILE.',
  },
  KQL0209: {
    severity: 'warning',
    message: (name: string) =>
      `${name} asks a service that is not here: its answer says nothing of the logs.`,
  },
  KQL0210: {
    severity: 'warning',
    message: (what: string) => `${what}; it is read as one.`,
    help: 'Convert one of the two.',
  },
  KQL0211: {
    severity: 'warning',
    message: (what: string) =>
      `The windows of ${what} are counted from its start. Whether Kusto counts them from there or from midnight is not published.`,
    help: 'Begin at a whole number of windows, for example startofday(ago(14d)) with windows of 1d.',
  },
  KQL0212: {
    severity: 'warning',
    message: (name: string) =>
      `${name} counts all rows. Kusto finds candidates in a sample of many rows: near the threshold its patterns can differ.`,
  },
  KQL0213: {
    severity: 'warning',
    message: (name: string) =>
      `${name} keeps every different value here. Kusto's sketch estimates beyond about a thousand values: its figures can then differ.`,
  },
  KQL0214: {
    severity: 'warning',
    message: () =>
      'The series begins with the step that holds the start. That its first step is counted by bin() is published, whether it is this one or the next is not.',
    help: 'Begin at a whole number of steps, for example bin(ago(14d), 1h), or use `from … to … step …`.',
  },
  KQL0901: {
    severity: 'error',
    message: (what: string) => `The rule could not be compiled because of a fault in Interloper: ${what}.`,
    help: 'Please report it with the rule.',
  },
  KQL0902: {
    severity: 'error',
    message: () => 'The rule holds no query.',
    help: 'End it with a tabular expression, for example SigninLogs | take 10.',
  },
} satisfies Record<string, Message>;

interface Message {
  readonly severity: Severity;
  readonly message: (what: string) => string;
  readonly help?: string;
}

/** The code of a diagnostic of ours. */
export type KqlCode = keyof typeof MESSAGES;

/** A diagnostic of ours; `what` completes its message. */
export function diagnostic(code: KqlCode, what: string, span?: Span): Diagnostic {
  const entry: Message = MESSAGES[code];
  return {
    code,
    severity: entry.severity,
    message: entry.message(what),
    ...(span === undefined ? {} : { span }),
    ...(entry.help === undefined ? {} : { help: entry.help }),
  };
}
