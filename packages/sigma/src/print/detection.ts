import { CannotSay } from '@interloper/plan';
import type { Condition } from '@interloper/plan';
import { itemOf } from './item.js';
import type { ItemValue, PrintedItem } from './item.js';

type Values = ItemValue | readonly ItemValue[];
type Selection = Readonly<Record<string, Values>> | readonly Readonly<Record<string, Values>>[];

/** Selections by name and the condition over them. */
export interface PrintedDetection {
  readonly selections: Readonly<Record<string, Selection>>;
  readonly condition: string;
}

/** A condition as selections: lines that all must hold stand together, values of one field in a list. */
export function detectionOf(condition: Condition): PrintedDetection {
  const selections = new Map<string, Selection>();
  const name = (base: string, selection: Selection): string => {
    for (let count = 1; ; count += 1) {
      const free = count === 1 ? base : `${base}_${count}`;
      if (selections.has(free)) continue;
      selections.set(free, selection);
      return free;
    }
  };
  const say = (part: Condition, base: string): string => {
    const item = joinedItem(part);
    if (item !== undefined) return name(base, { [item.key]: valuesOf(item) });
    switch (part.kind) {
      case 'none':
        return `not ${enclosed(part.part, 'filter')}`;
      case 'all': {
        const lines = part.parts.map(joinedItem);
        const together = lines.filter((line) => line !== undefined);
        const keys = new Set(together.map(({ key }) => key));
        if (together.length < 2 || keys.size < together.length)
          return part.parts.map((each) => enclosed(each, base)).join(' and ');
        const map = Object.fromEntries(together.map((line) => [line.key, valuesOf(line)]));
        const rest = part.parts.filter((_, index) => lines[index] === undefined);
        return [name(base, map), ...rest.map((each) => enclosed(each, base))].join(' and ');
      }
      case 'any':
        return part.parts.map((each) => enclosed(each, base)).join(' or ');
      case 'some':
        // Any element that fits any of several tests: the tests one by one.
        if (part.part.kind === 'any')
          return say({ kind: 'any', parts: part.part.parts.map((each) => ({ ...part, part: each })) }, base);
        break;
      default:
    }
    itemOf(part);
    throw new CannotSay('a condition over one element of a list');
  };
  const enclosed = (part: Condition, base: string): string => {
    const said = say(part, base);
    return / (?:and|or) /.test(said) ? `(${said})` : said;
  };
  const text = say(condition, 'selection');
  return { selections: Object.fromEntries(selections), condition: text };
}

/** A line, or alternatives that are values of one field. */
function joinedItem(condition: Condition): PrintedItem | undefined {
  if (condition.kind === 'some' && condition.part.kind === 'any')
    return joinedItem({ kind: 'any', parts: condition.part.parts.map((part) => ({ ...condition, part })) });
  if (condition.kind !== 'any') return itemOf(condition);
  const lines = condition.parts.map((part) => joinedItem(part));
  const [first] = lines;
  if (first === undefined || !lines.every((line) => line?.key === first.key)) return undefined;
  return { key: first.key, values: lines.flatMap((line) => line?.values ?? []) };
}

function valuesOf({ values }: PrintedItem): Values {
  const [first = null] = values;
  return values.length === 1 ? first : values;
}
