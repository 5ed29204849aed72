import { evaluate, plainLiteral } from '@interloper/plan';
import type { PlainValue, ScanProgram } from '@interloper/plan';
import { scripted } from './scripted-function.js';
import type { Json } from './scripted-function.js';

/** What a step remembers: the row it last took, extended, of each step up to itself. */
interface State {
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, PlainValue>>;
  readonly match: number;
}

type Row = ReadonlyMap<string, PlainValue>;

/**
 * Kusto's scan over the rows of one part: each row goes through the steps from the last to the first; it is taken by a
 * step that can go on from the step before (whose state it takes over), else by one that has a sequence of its own.
 * https://learn.microsoft.com/kusto/query/scan-operator#scan-logic
 */
function scan(rows: readonly (readonly Json[])[], program: ScanProgram): readonly (readonly Json[])[] {
  const { columns, declared, steps } = program;
  const states: (State | undefined)[] = steps.map(() => undefined);
  const output: Json[][] = [];
  const defaults = new Map(declared.map((item) => [item.name, evaluate(item.otherwise, nothing)]));
  let matches = 0;

  for (const cells of rows) {
    const row: Row = new Map(
      columns.map(({ name, type }, index) => [name, plainLiteral(type, cells[index])] as const),
    );
    for (let at = steps.length - 1; at >= 0; at -= 1) {
      const step = steps[at];
      if (step === undefined) continue;
      const before = at === 0 ? undefined : states[at - 1];
      const own = states[at];
      const from = before !== undefined && holds(step.condition, row, before) ? before : undefined;
      const goesOn = from === undefined && (own !== undefined || at === 0) && holds(step.condition, row, own);
      if (from === undefined && !goesOn) continue;
      const state = from ?? own ?? { rows: new Map<string, Row>(), match: matches };
      if (from === undefined && own === undefined) matches += 1;
      const values = new Map(defaults);
      for (const { name, expression } of step.assignments) values.set(name, valueOf(expression, row, state));
      const extended = new Map([...row, ...values]);
      if (from !== undefined) states[at - 1] = undefined;
      states[at] = { rows: new Map([...state.rows, [step.name, extended]]), match: state.match };
      if (step.output) {
        const made = declared.map(({ name }) => cellOf(values.get(name) ?? null));
        output.push([...cells.slice(0, program.shown), ...made, ...(program.matchId ? [state.match] : [])]);
      }
    }
  }
  return output;

  function valueOf(
    expression: Parameters<typeof evaluate>[0],
    row: Row,
    state: State | undefined,
  ): PlainValue {
    return evaluate(expression, {
      column: (name) => row.get(name) ?? null,
      variable: (name) => {
        const [step = '', ...rest] = name.split('.');
        const column = rest.join('.');
        const taken = state?.rows.get(step);
        return taken === undefined ? (defaults.get(column) ?? null) : (taken.get(column) ?? null);
      },
    });
  }

  function holds(expression: Parameters<typeof evaluate>[0], row: Row, state: State | undefined): boolean {
    return valueOf(expression, row, state) === true;
  }
}

const nothing = { variable: (): PlainValue => null, column: (): PlainValue => null };

/** A value as the cells that arrive are held: whole numbers and reals as text. */
function cellOf(value: PlainValue): Json {
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  return value as Json;
}

export const scans = [
  scripted('scanRows', ['json', 'text'], 'json', (rows, program) =>
    scan(rows as readonly (readonly Json[])[], JSON.parse(program) as ScanProgram),
  ),
];
