import fc from 'fast-check';

/** An event of a generated correlation; `at` in seconds. */
export interface Event {
  readonly at: number;
  readonly User: string;
  readonly Code: number;
  readonly Size: number;
}

/** Every type that there is; what it measures is written again below. */
/** The types of correlations. */
export const TYPES = [
  'event_count',
  'value_count',
  'value_sum',
  'value_avg',
  'value_min',
  'value_max',
  'value_median',
  'value_percentile',
  'temporal',
  'temporal_ordered',
] as const;

/** A correlation of the rules that find a code each. */
export interface Model {
  readonly type: (typeof TYPES)[number];
  readonly rules: readonly number[];
  readonly timespan: number;
  readonly least: number;
  readonly percentile: number;
}

export const eventArbitrary: fc.Arbitrary<Event> = fc.record({
  at: fc.integer({ min: 0, max: 30 }),
  User: fc.constantFrom('a', 'b'),
  Code: fc.integer({ min: 1, max: 3 }),
  Size: fc.integer({ min: 1, max: 4 }),
});

export const modelArbitrary: fc.Arbitrary<Model> = fc.record({
  type: fc.constantFrom(...TYPES),
  rules: fc.shuffledSubarray([1, 2, 3], { minLength: 1 }),
  timespan: fc.integer({ min: 1, max: 15 }),
  least: fc.integer({ min: 1, max: 4 }),
  percentile: fc.integer({ min: 0, max: 100 }),
});

/** The correlation specification in plain code: whether an event completes the correlation among all events. */
export function fires(model: Model, event: Event, events: readonly Event[]): boolean {
  if (!model.rules.includes(event.Code)) return false;
  const window = events.filter(
    (other) =>
      other.User === event.User &&
      model.rules.includes(other.Code) &&
      other.at <= event.at &&
      event.at - other.at <= model.timespan,
  );
  const sizes = window.map((other) => other.Size).toSorted((a, b) => a - b);
  switch (model.type) {
    case 'event_count':
      return window.length >= model.least;
    case 'value_count':
      return new Set(sizes).size >= model.least;
    case 'value_sum':
      return sizes.reduce((sum, size) => sum + size, 0) >= model.least;
    case 'value_avg':
      return sizes.reduce((sum, size) => sum + size, 0) / sizes.length >= model.least;
    case 'value_min':
      return (sizes[0] ?? 0) >= model.least;
    case 'value_max':
      return (sizes.at(-1) ?? 0) >= model.least;
    case 'value_percentile': {
      // Nearest rank: the smallest value that at least so many percent of the values do not exceed.
      const rank = Math.max(1, Math.ceil((model.percentile / 100) * sizes.length));
      return (sizes[rank - 1] ?? 0) >= model.least;
    }
    case 'value_median': {
      const middle = (sizes.length - 1) / 2;
      return ((sizes[Math.floor(middle)] ?? 0) + (sizes[Math.ceil(middle)] ?? 0)) / 2 >= model.least;
    }
    case 'temporal':
      return model.rules.every((code) => window.some((other) => other.Code === code));
    case 'temporal_ordered':
      return (
        event.Code === model.rules.at(-1) && follows(model.rules, Number.NEGATIVE_INFINITY, window, event)
      );
  }
}

/** True when events of the rules, in order and none before `from`, lead up to the last. */
function follows(rules: readonly number[], from: number, window: readonly Event[], last: Event): boolean {
  const [first, ...rest] = rules;
  if (rest.length === 0) return last.at >= from;
  return window.some(
    (other) => other.Code === first && other.at >= from && follows(rest, other.at, window, last),
  );
}

/** The correlation and its rules as YAML; it shows the number of each event. */
export function textOf({ type, rules, timespan, least, percentile }: Model): string {
  const field = type.startsWith('value_') ? 'field: Size, ' : '';
  const share = type === 'value_percentile' ? `percentile: ${percentile}, ` : '';
  const condition = type.startsWith('temporal') ? '' : `${field}${share}gte: ${least}`;
  return textWith(type, rules, `${timespan}s`, condition);
}

/** A correlation of rules for some codes; without a condition where that is empty. */
export function textWith(
  type: Model['type'],
  rules: readonly number[],
  timespan: string,
  condition: string,
): string {
  const bounds = condition === '' ? '' : `condition: { ${condition} }, `;
  const names = rules.map((code) => `code${code}`).join(', ');
  const base = rules.map(
    (code) =>
      `title: b\nname: code${code}\nlogsource: { product: test, service: alpha }\ndetection: { s: { Code: ${code} }, condition: s }`,
  );
  const head = `title: c\ncorrelation: { type: ${type}, rules: [${names}], group-by: [User], ${bounds}timespan: ${timespan} }\nfields: [n]`;
  return [head, ...base].join('\n---\n');
}
