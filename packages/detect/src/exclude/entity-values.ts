import type { Entities, EntityKind } from '../package.js';
import { textsOf } from '../run/cell-values.js';
import type { Row } from '../run/grade.js';
import { bareAddress } from './addresses.js';

/**
 * The values of a kind that a row's events have; undefined when the row does not tell all of them, so that nothing can
 * be said of the others.
 */
export function entityValues(
  row: Row,
  entities: Entities | undefined,
  kind: EntityKind,
): readonly string[] | undefined {
  const declared = entities?.[kind];
  if (declared === undefined) return undefined;
  const texts = declared.columns.flatMap((column) => textsOf(row[column]));
  const found = kind === 'address' ? texts.flatMap(addressesIn) : texts;
  const values = [...new Set(found.map((value) => value.toLowerCase()))];
  if (declared.count === undefined) return values;
  const [count] = textsOf(row[declared.count]);
  return count !== undefined && Number(count) <= values.length ? values : undefined;
}

function addressesIn(text: string): readonly string[] {
  return text
    .split(/[\s,;]+/)
    .map(bareAddress)
    .filter((each) => each !== '');
}
