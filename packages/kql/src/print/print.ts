import {
  CannotSay,
  columnsOf,
  conditionOf,
  conjunctsOf,
  emptiedText,
  printing,
  retarget,
} from '@interloper/plan';
import type {
  Catalog,
  ColumnReference,
  Expression,
  JoinFlavour,
  PrintOptions,
  Printed,
  Relation,
  SortKey,
} from '@interloper/plan';
import { conditionWords } from './condition.js';
import { scalarText } from './scalar.js';
import { summarize } from './summarize.js';
import { nameText } from './words.js';

/**
 * A plan as a KQL query over the tables of Log Analytics and Defender, or what KQL cannot say of it.
 * Compiling the text again gives a plan with the same rows.
 */
export function print(plan: Relation, catalog: Catalog, options: PrintOptions = {}): Printed {
  return printing(() => ({
    text: pipeline(retarget(plan, catalog, catalog.tables), options).join('\n'),
    notes:
      options.emptyIsAbsent === true
        ? ['a field that is absent and one that is empty count as the same']
        : [],
  }));
}

function pipeline(relation: Relation, options: PrintOptions): readonly string[] {
  const words = conditionWords(options);
  switch (relation.kind) {
    case 'scan':
      return [nameText(relation.dataset)];
    case 'filter': {
      const lines = conjunctsOf(relation.predicate).map((item) => {
        const condition = conditionOf(item);
        const short = words.printed(condition);
        return `| where ${short.length <= 100 ? short : words.printed(condition, '\n    ')}`;
      });
      return [...pipeline(relation.input, options), ...lines];
    }
    case 'extend':
    case 'project': {
      const items = relation.columns.map(({ name, expression }) => {
        const value = scalarText(expression, words);
        return value === nameText(name) ? value : `${nameText(name)} = ${value}`;
      });
      const line = `| ${relation.kind} ${items.join(', ')}`;
      const broken = `| ${relation.kind} ${items.join(`,\n${' '.repeat(relation.kind.length + 3)}`)}`;
      return [...pipeline(relation.input, options), line.length <= 110 ? line : broken];
    }
    case 'sort':
      return [...pipeline(relation.input, options), `| sort by ${relation.keys.map(keyText).join(', ')}`];
    case 'limit':
      return limited(relation, options);
    case 'distinct': {
      const names = columnsOf(relation).map(({ name }) => nameText(name));
      const { input } = relation;
      const bare =
        input.kind === 'project' &&
        input.columns.every(
          ({ name, expression }) => expression.kind === 'column' && expression.name === name,
        );
      return [...pipeline(bare ? input.input : input, options), `| distinct ${names.join(', ')}`];
    }
    case 'aggregate':
      return [...pipeline(relation.input, options), summarize(relation, words, options)];
    case 'join':
      return joined(relation, options);
    default:
      throw new CannotSay(`the step ${relation.kind}`);
  }

  function keyText({ expression, descending, nulls }: SortKey): string {
    const usual = descending ? 'last' : 'first';
    const place = nulls === usual || expression.type === 'string' ? '' : ` nulls ${nulls}`;
    return `${scalarText(expression, words)} ${descending ? 'desc' : 'asc'}${place}`;
  }
}

function limited(relation: Extract<Relation, { kind: 'limit' }>, options: PrintOptions): readonly string[] {
  if ((relation.offset ?? 0) > 0) throw new CannotSay('rows after the first so many');
  const before = pipeline(relation.input, options);
  const last = before.at(-1) ?? '';
  return relation.input.kind === 'sort' && relation.input.keys.length === 1
    ? [...before.slice(0, -1), last.replace('| sort by', `| top ${relation.count} by`)]
    : [...before, `| take ${relation.count}`];
}

/** Kinds of a join by its flavour: an inner one that keeps duplicates of the left side. */
const KINDS: Readonly<Record<JoinFlavour, string>> = {
  inner: 'inner',
  left: 'leftouter',
  right: 'rightouter',
  full: 'fullouter',
  leftSemi: 'leftsemi',
  leftAnti: 'leftanti',
  rightSemi: 'rightsemi',
  rightAnti: 'rightanti',
};

function joined(relation: Extract<Relation, { kind: 'join' }>, options: PrintOptions): readonly string[] {
  const keys = conjunctsOf(relation.condition).map((item) => {
    // Keys that both are absent are equal to KQL: no others may be meant.
    const said =
      item.kind === 'call' && (item.fn === 'same' || (item.fn === 'eq' && item.args.every(isMadePresent)));
    const [left, right] = said ? item.args : [];
    const [one, other] = [left, right].map((side) => (side === undefined ? undefined : joinKey(side)));
    if (one === undefined || other === undefined) throw new CannotSay('a join by more than equal columns');
    const [first, second] = one.side === 'left' ? [one, other] : [other, one];
    return first.name === second.name
      ? nameText(first.name)
      : `$left.${nameText(first.name)} == $right.${nameText(second.name)}`;
  });
  const right = pipeline(relation.right, options).map((line) => `    ${line}`);
  const shown = relation.columns.map(({ name, side, source }) => {
    const twice =
      side === 'right' &&
      columnsOf(relation.left).some((item) => item.name === source) &&
      !ONE_SIDE.has(relation.flavour);
    const from = nameText(twice ? `${source}1` : source);
    return from === nameText(name) ? from : `${nameText(name)} = ${from}`;
  });
  return [
    ...pipeline(relation.left, options),
    `| join kind=${KINDS[relation.flavour]} (`,
    ...right,
    `) on ${keys.join(', ')}`,
    `| project ${shown.join(', ')}`,
  ];
}

const ONE_SIDE: ReadonlySet<string> = new Set(['leftSemi', 'leftAnti', 'rightSemi', 'rightAnti']);

function isMadePresent(value: Expression): boolean {
  return emptiedText(value) !== undefined;
}

/** A key of a join: a column of a side, perhaps made present. */
function joinKey(expression: Expression): ColumnReference | undefined {
  const value = emptiedText(expression) ?? expression;
  return value.kind === 'column' && value.side !== undefined ? value : undefined;
}
