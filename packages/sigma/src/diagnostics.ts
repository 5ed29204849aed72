import type { Diagnostic, Severity, Span } from '@interloper/plan';

type Problem = (...args: never[]) => Diagnostic;

/** Every diagnostic of the Sigma front end: what happened, where, and what to do. Codes never change meaning. */
export const problems = {
  // 01xx: the text as YAML and as a collection of rules
  invalidYaml: (why: string, span: Span) => error('0101', `This is not valid YAML: ${why}`, span),
  yamlTooLarge: (span: Span) =>
    error('0102', 'The rule stands for more than 100,000 values.', span, 'Check its YAML aliases (`*name`).'),
  keyNotText: (span: Span) => error('0103', 'A key of a rule must be text.', span),
  noRule: () =>
    error(
      '0104',
      'There is no rule in this text.',
      { start: 0, end: 0 },
      'A rule has at least `title`, `logsource` and `detection`.',
    ),
  notARule: (span: Span) =>
    error(
      '0105',
      'This document is neither a rule, a correlation nor a filter.',
      span,
      'Give it `logsource` and `detection`, or `correlation`, or `logsource` and `filter`.',
    ),
  unknownAction: (action: string, span: Span) =>
    error('0106', `There is no action \`${action}\`.`, span, 'Actions are `global`, `reset` and `repeat`.'),
  nothingToRepeat: (span: Span) => error('0107', '`action: repeat` has no rule before it to repeat.', span),
  duplicateKey: (key: string, span: Span) => error('0108', `The key \`${key}\` occurs twice.`, span),

  // 02xx: structure of rules
  missing: (what: string, span: Span) => error('0201', `The rule has no \`${what}\`.`, span),
  wrongShape: (what: string, wanted: string, span: Span) =>
    error('0202', `\`${what}\` must be ${wanted}.`, span),
  emptyLogsource: (span: Span) => error('0203', 'The logsource names no product, service or category.', span),
  emptySelection: (name: string, span: Span) =>
    error('0204', `The selection \`${name}\` holds nothing to look for.`, span),
  nestedMap: (field: string, span: Span) =>
    error(
      '0205',
      `The value of \`${field}\` is a map.`,
      span,
      'Write a nested field with dots: `parent.child: value`.',
    ),
  badDate: (key: string, span: Span) =>
    warning('0206', `\`${key}\` is not a date of the form YYYY-MM-DD.`, span),
  badChoice: (key: string, value: string, choices: readonly string[], span: Span) =>
    warning('0207', `\`${key}\` is \`${value}\`.`, span, `It is one of ${listed(choices)}.`),
  badTag: (tag: string, span: Span) =>
    warning('0208', `The tag \`${tag}\` is not of the form namespace.name in lower case.`, span),
  tooLong: (key: string, most: number, span: Span) =>
    warning('0209', `\`${key}\` is longer than ${most} characters.`, span),
  badId: (id: string, span: Span) =>
    warning('0210', `The id \`${id}\` is not a UUID.`, span, 'The specification wants a random UUID.'),

  customTaxonomy: (name: string, span: Span) =>
    warning(
      '0211',
      `The taxonomy \`${name}\` is not known here: fields and logsource are looked up as they stand.`,
      span,
    ),

  notAsSpecified: (what: string, wanted: string, span: Span) =>
    warning('0212', `\`${what}\` must be ${wanted}.`, span, 'The specification of Sigma 2 says so.'),

  misspeltKey: (key: string, where: string, known: string, span: Span) =>
    warning('0213', `${where} has no \`${key}\`, which has no effect.`, span, `Did you mean \`${known}\`?`),

  // 03xx: conditions
  emptyCondition: (span: Span) => error('0301', 'The condition is empty.', span),
  unexpectedInCondition: (found: string, span: Span) =>
    error(
      '0302',
      `Unexpected ${found === 'the end' ? found : `\`${found}\``} in the condition.`,
      span,
      'A condition joins selections with `and`, `or`, `not`, `1 of`, `all of` and parentheses.',
    ),
  unclosedParenthesis: (span: Span) => error('0303', 'This parenthesis is never closed.', span),
  unknownQuantity: (word: string, span: Span) =>
    error('0304', `\`${word} of\` is not supported.`, span, 'Use `1 of`, `any of` or `all of`.'),
  ofWithoutPattern: (word: string, span: Span) =>
    error('0305', `\`${word} of\` needs a pattern or \`them\` after it.`, span),
  aggregationInCondition: (span: Span) =>
    error(
      '0306',
      'Aggregations after `|` are not part of Sigma any more and are not supported.',
      span,
      'Write a correlation rule (`correlation:` with `type: event_count` or another type).',
    ),
  unknownSelection: (name: string, known: readonly string[], span: Span) =>
    error('0307', `There is no selection \`${name}\`.`, span, `Selections: ${listed(known)}.`),
  patternNamesNothing: (pattern: string, known: readonly string[], span: Span) =>
    error('0308', `No selection fits \`${pattern}\`.`, span, `Selections: ${listed(known)}.`),
  unusedSelection: (name: string, span: Span) =>
    warning('0309', `The condition never uses the selection \`${name}\`.`, span),
  timeframe: (span: Span) =>
    warning(
      '0310',
      '`timeframe` has no effect without an aggregation.',
      span,
      'Write a correlation rule with `timespan`.',
    ),

  // 04xx: modifiers and values
  unknownModifier: (name: string, similar: string | undefined, span: Span) =>
    error(
      '0401',
      `There is no modifier \`${name}\`.`,
      span,
      similar === undefined ? undefined : `Did you mean \`${similar}\`?`,
    ),
  modifierNeeds: (name: string, needs: string, span: Span) =>
    error('0402', `The modifier \`${name}\` needs ${needs}.`, span),
  modifiersClash: (name: string, other: string, span: Span) =>
    error('0403', `The modifiers \`${other}\` and \`${name}\` cannot be combined.`, span),
  placeholder: (name: string, there: readonly string[], span: Span) =>
    error(
      '0404',
      `The placeholder \`%${name}%\` needs the watchlist ${name}, which is not there.`,
      span,
      `${there.length === 0 ? '' : `There are: ${there.join(', ')}. `}Give it as CSV: --watchlist ${name}=FILE.`,
    ),
  placeholderTest: (name: string, what: string, span: Span) =>
    error('0413', `The placeholder \`%${name}%\` cannot be tested here: ${what}.`, span),
  invalidRegex: (why: string, span: Span) =>
    error('0405', `The regular expression is not valid: ${why}`, span),
  unsupportedRegex: (what: string, span: Span) =>
    error(
      '0406',
      `The regular expression uses ${what}, which is not supported.`,
      span,
      'Expressions run in linear time (RE2): no look-around and no back-references. Split it over several selections.',
    ),
  invalidNetwork: (text: string, span: Span) =>
    error('0407', `\`${text}\` is not a network.`, span, 'Write an address and a prefix: `192.0.2.0/24`.'),
  notEncodable: (modifier: string, span: Span) =>
    error(
      '0408',
      `The bytes that \`${modifier}\` makes of this value are not text, so no field can hold them.`,
      span,
      'Put `base64` or `base64offset` after it.',
    ),
  wildcardInEncoding: (modifier: string, span: Span) =>
    error('0409', `A value with wildcards cannot be encoded by \`${modifier}\`.`, span),
  tooManyDashes: (span: Span) =>
    error('0410', '`windash` on a value with more than four dashes is not supported.', span),
  allOnOneValue: (span: Span) =>
    warning('0411', '`all` has no effect on a single value.', span, 'Leave it out.'),
  noValues: (field: string, span: Span) =>
    warning('0412', `\`${field}\` is compared with an empty list and never matches.`, span),
  neverHolds: (field: string, why: string, span: Span) =>
    warning('0413', `\`${field}\` can never match: ${why}.`, span),
  datePartOfText: (field: string, part: string, span: Span) =>
    warning('0414', `\`${field}\` never has a ${part} outside its range.`, span),
  excludeEachOther: (field: string, one: string, other: string, span: Span) =>
    warning(
      '0416',
      `No \`${field}\` satisfies both \`${one}\` and \`${other}\`, which the condition asks for together.`,
      span,
      'Join alternatives with `or`, or put the values into one list.',
    ),
  nullInList: (field: string, span: Span) =>
    warning(
      '0417',
      `\`null\` cannot be part of a list of values of \`${field}\`: other tools refuse it.`,
      span,
      'Give it a selection of its own, and join them with `1 of`.',
    ),
  keywordNeedsField: (name: string, span: Span) =>
    error('0415', `The modifier \`${name}\` needs a field before it.`, span),

  // 05xx: logs and fields
  unknownLogsource: (asked: string, known: readonly string[], span: Span) =>
    error('0501', `There is no log for ${asked}.`, span, `Logs there are: ${listed(known)}.`),
  unknownField: (field: string, log: string, similar: string | undefined, span: Span) =>
    warning(
      '0502',
      `${log} has no field \`${field}\`: it counts as absent and never matches.`,
      span,
      similar === undefined ? undefined : `Did you mean \`${similar}\`?`,
    ),
  unknownOutputField: (field: string, log: string, span: Span) =>
    warning('0503', `${log} has no field \`${field}\`: it is left out of the result.`, span),
  neverMatches: (span: Span) => warning('0504', 'This rule can never match.', span),
  noTime: (log: string, span: Span) =>
    error('0505', `${log} has no time, so its events cannot be correlated.`, span),

  // 06xx: correlations and filters
  unknownType: (type: string, known: readonly string[], span: Span) =>
    error('0601', `There is no correlation type \`${type}\`.`, span, `Types: ${listed(known)}.`),
  unknownRule: (name: string, known: readonly string[], span: Span) =>
    error(
      '0602',
      `There is no rule with the name or id \`${name}\` in this text.`,
      span,
      `Rules here: ${listed(known)}. Put the rules that a correlation refers to into the same text, parted by \`---\`.`,
    ),
  circular: (name: string, span: Span) => error('0603', `The rule \`${name}\` refers to itself.`, span),
  badTimespan: (text: string, span: Span) =>
    error(
      '0604',
      `\`${text}\` is not a timespan.`,
      span,
      'Write a number and a letter: `30s`, `10m`, `2h`, `7d` or `1w`.',
    ),
  calendarTimespan: (text: string, span: Span) =>
    error('0605', `\`${text}\` is a span of no fixed length, which is not supported.`, span, 'Write days.'),
  conditionNeedsField: (type: string, span: Span) =>
    error('0606', `\`${type}\` needs a \`field\` in its condition.`, span),
  unknownConditionKey: (key: string, span: Span) =>
    error('0607', `The condition of a correlation has no \`${key}\`.`, span),
  noBound: (span: Span) =>
    error('0608', 'The condition has no bound.', span, 'Give one or more of gt, gte, lt, lte, eq and neq.'),
  percentileMissing: (span: Span) =>
    error(
      '0609',
      'A `value_percentile` condition needs `percentile`, a number from 0 to 100.',
      span,
      'For example: `condition: { field: bytes, percentile: 95, gt: 1000 }`.',
    ),
  expressionNotTemporal: (span: Span) =>
    error('0610', 'A condition over rule names is only for `temporal`.', span),
  orderedPartly: (span: Span) =>
    error(
      '0611',
      '`temporal_ordered` with a condition other than all of its rules is not supported.',
      span,
      'List exactly the rules that must follow each other, and leave the condition out.',
    ),
  filterAsRule: (span: Span) =>
    error('0612', 'A filter is no rule: nothing can correlate its matches.', span),
  filterApplies: (name: string, span: Span) =>
    warning('0613', `The filter refers to \`${name}\`, which is not in this text.`, span),
  boundsNeverHold: (span: Span) => warning('0614', 'No number satisfies all bounds of this condition.', span),
  aliasMissesRule: (alias: string, rule: string, span: Span) =>
    warning(
      '0615',
      `The alias \`${alias}\` says nothing of the rule \`${rule}\`; its field of that name is used.`,
      span,
    ),
  aliasOutside: (alias: string, rule: string, span: Span) =>
    warning('0620', `The alias \`${alias}\` is for \`${rule}\`, which is not among the rules.`, span),
  aliasUnused: (alias: string, span: Span) =>
    warning(
      '0621',
      `Nothing uses the alias \`${alias}\`.`,
      span,
      'List it under `group-by`, or as the `field` of the condition.',
    ),
  noGroup: (span: Span) =>
    warning(
      '0616',
      'The correlation has no `group-by`: all events count together.',
      span,
      'Give `group-by` the account.',
    ),
  expressionOutside: (name: string, span: Span) =>
    error('0617', `The condition names \`${name}\`, which is not among the rules.`, span),
  oneField: (type: string, span: Span) =>
    error('0619', `\`${type}\` measures one field; several are only for \`value_count\`.`, span),
  onlyFilters: (span: Span) => error('0618', 'The text holds only filters: there is no rule to run.', span),

  // 07xx: lint
  noTitle: (span: Span) => warning('0701', 'The rule has no title.', span),
  noAttackTag: (span: Span) =>
    info('0702', 'The rule has no ATT&CK tag.', span, 'For example: `tags: [attack.t1586.003]`.'),
  duplicateId: (id: string, span: Span) => warning('0703', `The id \`${id}\` is used by two rules.`, span),
  duplicateName: (name: string, span: Span) =>
    error('0704', `The name \`${name}\` is used by two rules.`, span),
  sharedId: (id: string, other: string, span: Span) =>
    warning(
      '0705',
      `The id \`${id}\` is also that of a rule in ${other}.`,
      span,
      'Give one of them a new UUID.',
    ),
} as const satisfies Record<string, Problem>;

function error(code: string, message: string, span: Span, help?: string): Diagnostic {
  return diagnostic('error', code, message, span, help);
}

function warning(code: string, message: string, span: Span, help?: string): Diagnostic {
  return diagnostic('warning', code, message, span, help);
}

function info(code: string, message: string, span: Span, help?: string): Diagnostic {
  return diagnostic('info', code, message, span, help);
}

function diagnostic(
  severity: Severity,
  code: string,
  message: string,
  span: Span,
  help: string | undefined,
): Diagnostic {
  const base = { code: `SIGMA${code}`, severity, message, span };
  return help === undefined ? base : { ...base, help };
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const shown = names.slice(0, 30).map((name) => `\`${name}\``);
  return names.length > 30 ? `${shown.join(', ')} and ${names.length - 30} more` : shown.join(', ');
}
