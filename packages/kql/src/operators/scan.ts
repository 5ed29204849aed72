import {
  call,
  canEvaluate,
  column,
  columnsOf,
  mapExpression,
  nullOf,
  someExpression,
  text,
} from '@interloper/plan';
import type {
  Column,
  Expression,
  NamedExpression,
  Relation,
  ScanProgram,
  ScalarType,
  ScanStep,
} from '@interloper/plan';
import { cellOf, valueOfCell } from '../cells.js';
import { convert } from '../convert.js';
import type { SyntaxNode } from '../kusto/library.js';
import {
  elements,
  nameOf,
  optionalPart,
  parametersOf,
  part,
  tokenText,
  typeNamed,
  wordOf,
} from '../kusto/syntax.js';
import { lowerExpression, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { lowerPredicate } from '../predicate.js';
import { allColumns, carriedColumns, extend, project } from '../text.js';
import { sorted, sortKey } from './sort.js';
import type { Operator } from './operator.js';

/**
 * Sequences of rows. The rows of each part are gathered in order into one list, which a function of the plan goes
 * through; what a step's expressions compute from the row alone is computed by the engine beforehand.
 * https://learn.microsoft.com/kusto/query/scan-operator
 */
export const scan: Operator = {
  name: 'scan',
  classes: ['ScanOperator'],
  support: 'partial',
  note: 'output=last is refused, and functions of remembered values that need an engine',
  page: 'scan-operator',
  keepsParts: true,
  lower(node, given, env) {
    const order = optionalPart(node, 'OrderByClause');
    const input =
      order === undefined
        ? given
        : sorted(
            given,
            elements(order, 'Expressions').map((item) => sortKey(item, { ...env, rows: given })),
          );
    const program = programOf(node, input, env);
    return typeof program === 'string'
      ? refuseRows(env, 'KQL0104', program, node)
      : scanned(node, input, program, env);
  },
};

interface Lowered {
  readonly steps: readonly ScanStep[];
  readonly declared: ScanProgram['declared'];
  /** Values of the row alone, computed before. */
  readonly before: readonly NamedExpression[];
  readonly matchId: string | undefined;
}

/** The steps, or what is not supported about them. */
function programOf(node: SyntaxNode, input: Rows, env: Env): Lowered | string {
  const declaration = optionalPart(node, 'DeclareClause');
  const declared = (declaration === undefined ? [] : elements(declaration, 'Declarations')).map((item) => {
    const named = part(item, 'NameAndType');
    const type = typeNamed(wordOf(part(named, 'Type'))) ?? 'dynamic';
    const clause = optionalPart(item, 'DefaultValue');
    const otherwise =
      clause === undefined ? emptyOf(type) : convert(lowerExpression(part(clause, 'Value'), env), type);
    return { name: nameOf(part(named, 'Name')), type, otherwise };
  });
  const nodes = elements(node, 'Steps');
  const remembered: readonly Column[] = [...columnsOf(input.relation), ...declared];
  const states = new Map(nodes.map((item) => [nameOf(part(item, 'Name')), remembered]));
  const inner: Env = { ...env, rows: input, steps: states };
  const before: NamedExpression[] = [];
  const split = (expression: Expression): Expression => withoutRowWork(expression, before, env);
  const steps = nodes.map((item): ScanStep => {
    const computation = optionalPart(item, 'ComputationClause');
    const output = optionalPart(item, 'ScanStepOutput');
    const assignments = (computation === undefined ? [] : elements(computation, 'Assignments')).map((one) => {
      const name = nameOf(part(one, 'Name'));
      const type = declared.find((candidate) => candidate.name === name)?.type ?? 'dynamic';
      return { name, expression: split(convert(lowerExpression(part(one, 'Expression'), inner), type)) };
    });
    return {
      name: nameOf(part(item, 'Name')),
      output: output === undefined || tokenText(output, 'OutputKind') !== 'none',
      condition: split(lowerPredicate(part(item, 'Condition'), inner)),
      assignments,
    };
  });
  const last = nodes.some((item) => {
    const output = optionalPart(item, 'ScanStepOutput');
    return output !== undefined && tokenText(output, 'OutputKind') === 'last';
  });
  if (last) return 'scan with output=last';
  const all = steps.flatMap((step) => [step.condition, ...step.assignments.map((item) => item.expression)]);
  if (!all.every(canEvaluate)) return 'A function of remembered values in scan';
  if (!declared.every(({ otherwise }) => canEvaluate(otherwise)))
    return 'A default in scan that is no constant';
  const matchId = parametersOf(node).get('with_match_id');
  return { steps, declared, before, matchId: matchId === undefined ? undefined : wordOf(matchId) };
}

function emptyOf(type: ScalarType): Expression {
  return type === 'string' ? text('') : nullOf(type);
}

/** Puts a column in the place of each part of an expression that looks at the row alone. */
function withoutRowWork(expression: Expression, before: NamedExpression[], env: Env): Expression {
  if (expression.kind === 'literal' || expression.kind === 'variable') return expression;
  if (!someExpression(expression, (part_) => part_.kind === 'variable')) {
    const name = env.context.fresh('value');
    before.push({ name, expression });
    return column(name, expression.type);
  }
  return mapExpression(expression, (part_) => withoutRowWork(part_, before, env));
}

function scanned(node: SyntaxNode, input: Rows, lowered: Lowered, env: Env): Rows {
  const { steps, declared, before, matchId } = lowered;
  const shown = allColumns(input);
  const rows = extend(input, before);
  const computed = before.map(({ name, expression }) => ({
    name,
    expression: column(name, expression.type),
  }));
  const cells = [...shown, ...computed];
  const program: ScanProgram = {
    columns: cells.map(({ name, expression }) => ({ name, type: expression.type })),
    shown: shown.length,
    declared,
    matchId: matchId !== undefined,
    steps,
  };
  const [place, list, row] = [
    env.context.fresh('place'),
    env.context.fresh('rows'),
    env.context.fresh('row'),
  ];
  const parts = carriedColumns(rows);
  const numbered: Relation = {
    kind: 'window',
    input: rows.relation,
    partition: [],
    order: rows.order ?? [],
    calls: [{ name: place, fn: 'rowNumber', args: [], type: 'long', frame: { unit: 'all' } }],
  };
  const gathered: Relation = {
    kind: 'aggregate',
    input: numbered,
    groups: parts,
    aggregates: [
      {
        name: list,
        fn: 'listWithNulls',
        args: [
          call(
            'makeArray',
            cells.map(({ expression }) => cellOf(expression)),
          ),
        ],
        type: 'dynamic',
        order: [{ expression: column(place, 'long'), descending: false, nulls: 'first' }],
      },
    ],
  };
  const walked = call('scanRows', [column(list, 'dynamic'), text(JSON.stringify(program))]);
  const unnested: Relation = {
    kind: 'unnest',
    input: gathered,
    lists: [{ list: walked, column: { name: row, type: 'dynamic' } }],
    outer: false,
  };
  const names: readonly Column[] = [
    ...program.columns.slice(0, shown.length),
    ...declared.map(({ name, type }) => ({ name, type })),
    ...(matchId === undefined ? [] : [{ name: matchId, type: 'long' as const }]),
  ];
  const answer: Rows = { relation: unnested, nullable: new Set(), carried: input.carried ?? [] };
  return project(
    answer,
    names.map(({ name, type }, index) => ({
      name,
      expression: valueOfCell(column(row, 'dynamic'), index, type),
    })),
  );
}
