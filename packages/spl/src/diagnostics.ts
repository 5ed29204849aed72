import type { Diagnostic, Severity, Span } from '@interloper/plan';

/** Every message the SPL front end can give, by code. Arguments fill the text. */
const messages = {
  SPL0101: (what: string) => `${what} is not closed`,
  SPL0102: (expected: string, found: string) => `expected ${expected}, found ${found}`,
  SPL0103: (name: string) => `unknown command ${name}`,
  SPL0104: (command: string, option: string) => `${command} has no option ${option}`,
  SPL0105: (option: string, value: string, expected: string) => `${option}=${value}: expected ${expected}`,
  SPL0201: (name: string) => `unknown function ${name}`,
  SPL0202: (name: string, expected: string, count: number) => `${name} takes ${expected}, not ${count}`,
  SPL0203: (name: string, what: string) => `${name}: ${what}`,
  SPL0204: (operator: string) => `${operator} needs conditions on both sides`,
  SPL0205: (field: string) => `${field} cannot hold a condition`,
  SPL0206: (pattern: string, why: string) => `the regular expression ${pattern} cannot run here: ${why}`,
  SPL0301: (name: string) => `unknown aggregation ${name}`,
  SPL0302: (name: string) => `${name} needs a field`,
  SPL0401: (name: string) => `there is no sourcetype ${name}`,
  SPL0402: () => 'several of the sourcetypes that the search reads name the same records',
  SPL0403: (name: string) => `unknown field ${name}: it is null in every event`,
  SPL0404: () => 'the raw text of these events is not kept',
  SPL0405: (name: string) => `the macro ${name} is not defined`,
  SPL0406: (names: string) => `${names} is not constrained: any value matches`,
  SPL0407: (command: string) => `${command} has no results to work on`,
  SPL0408: (others: string, name: string) =>
    `the same records are known as ${others}: they are read as ${name}`,
  SPL0409: (name: string) => `the field ${name} means different things in the sourcetypes of the search`,
  SPL0410: (name: string) => `there is no lookup ${name}`,
  SPL0411: (name: string, field: string) => `the lookup ${name} has no field ${field}`,
  SPL0412: (name: string, expected: string, count: number) =>
    `the macro ${name} takes ${expected} arguments, not ${count}`,
  SPL0413: (name: string) => `the macro ${name} stands for itself`,
  SPL0414: (name: string) => `there is no data model ${name}`,
  SPL0415: (model: string, name: string) => `the data model ${model} has no dataset ${name}`,
  SPL0416: (name: string, logs: string) => `${name} is not filled by ${logs}: it is null in their events`,
  SPL0417: (gaps: string) => `fields that logs of the data model do not fill are null there (${gaps})`,
  SPL0418: (what: string, name: string) => `there is no ${what} ${name}`,
  SPL0419: (tag: string, logs: string) =>
    `which events of ${logs} carry the tag ${tag} is not known: none is taken to`,
  SPL0420: (name: string) => `the ${name} stands for itself`,
  SPL0421: (name: string) => `${name} without quotes puts the texts of several fields together`,
  SPL0423: (name: string, message: string) => `the macro ${name} refuses its arguments: ${message}`,
  SPL0424: (name: string) =>
    `query writes the results to the lookup ${name}; all else that runs the search does not`,
  SPL0430: (command: string, needed: string) => `${command} needs ${needed}, and there is none`,
  SPL0432: (name: string) => `${name} is no name for a lookup to write`,
  SPL0501: (command: string) => `${command} is not supported`,
  SPL0502: (name: string) => `the function ${name} is not supported`,
  SPL0503: (name: string) => `the aggregation ${name} is not supported`,
  SPL0504: (what: string) => `${what} is not supported`,
  SPL0601: (limit: number) => `sort keeps the first ${limit} results`,
  SPL0602: (message: string) => message,
  SPL0603: () => 'the rule is nested too deeply',
} as const;

type Messages = typeof messages;
export type Code = keyof Messages;

/** A diagnostic with the message of its code. */
export function diagnostic<C extends Code>(
  code: C,
  args: Parameters<Messages[C]>,
  place: { readonly span?: Span; readonly help?: string | undefined; readonly severity?: Severity } = {},
): Diagnostic {
  const format = messages[code] as (...values: readonly (string | number)[]) => string;
  return {
    code,
    severity: place.severity ?? 'error',
    message: format(...args),
    ...(place.span === undefined ? {} : { span: place.span }),
    ...(place.help === undefined ? {} : { help: place.help }),
  };
}

/** `did you mean …?` for the nearest of the names there are; undefined when none is near. */
export function suggestion(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of names) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best === undefined ? undefined : `did you mean ${best}?`;
}

/** Levenshtein distance in which two neighbouring letters that changed places count once. */
function editDistance(left: string, right: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let at = 1; at <= right.length; at += 1) {
      const cost = left[row - 1] === right[at - 1] ? 0 : 1;
      let value = Math.min(
        (previous[at] ?? 0) + 1,
        (current[at - 1] ?? 0) + 1,
        (previous[at - 1] ?? 0) + cost,
      );
      if (row > 1 && at > 1 && left[row - 1] === right[at - 2] && left[row - 2] === right[at - 1]) {
        value = Math.min(value, (before[at - 2] ?? 0) + 1);
      }
      current.push(value);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? left.length;
}
