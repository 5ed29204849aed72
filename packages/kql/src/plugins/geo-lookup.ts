import { call as apply, columnsOf, real } from '@interloper/plan';
import type { Expression, FunctionName, JoinColumn } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantBool, constantNumber } from '../expressions/constants.js';
import type { SyntaxNode } from '../kusto/library.js';
import { nameOf } from '../kusto/syntax.js';
import { lowerExpression, lowerTabular, refuseRows } from '../lowering.js';
import type { Env, Rows } from '../lowering.js';
import { freeName } from '../operators/computed.js';
import { columnValue } from '../text.js';
import { pluginArguments } from './plugin.js';
import type { Plugin } from './plugin.js';

/** Rows with the rows whose polygon holds their place, or is near. https://learn.microsoft.com/kusto/query/geo-polygon-lookup-plugin */
export const geoPolygonLookup: Plugin = (node, input, env) => lookup(node, input, env, 'pointToPolygon');

/** Rows with the rows whose line is near their place. https://learn.microsoft.com/kusto/query/geo-line-lookup-plugin */
export const geoLineLookup: Plugin = (node, input, env) => lookup(node, input, env, 'pointToLine');

const OPTIONS: ReadonlySet<string> = new Set([
  'radius',
  'return_unmatched',
  'return_lookup_key',
  'lookup_area_radius',
  'join_hint',
]);

function lookup(node: SyntaxNode, input: Rows, env: Env, distance: FunctionName): Rows {
  const { positional, named } = pluginArguments(node);
  // Between return_unmatched and return_lookup_key stands a hint for speed.
  const [table, shape, longitude, latitude, radius, unmatched, , key] = positional;
  if (table === undefined || shape === undefined || longitude === undefined || latitude === undefined)
    return refuseRows(env, 'KQL0104', 'This lookup of shapes', node);
  if ((input.carried ?? []).length > 0)
    return refuseRows(env, 'KQL0104', 'A lookup of shapes in a subquery', node);
  const option = (name: string, given: SyntaxNode | undefined): Expression | undefined => {
    const found = named.get(name) ?? given;
    return found === undefined
      ? undefined
      : lowerExpression(found, { context: env.context, scope: env.scope });
  };
  const [near, keep, show] = [
    option('radius', radius),
    option('return_unmatched', unmatched),
    option('return_lookup_key', key),
  ];
  if ([...named.keys()].some((name) => !OPTIONS.has(name)))
    return refuseRows(env, 'KQL0104', 'This option of a lookup of shapes', node);
  const metres = near === undefined ? 0 : constantNumber(near);
  const [outer, shown] = [
    keep === undefined ? false : constantBool(keep),
    show === undefined ? false : constantBool(show),
  ];
  if (metres === undefined || outer === undefined || shown === undefined)
    return refuseRows(env, 'KQL0105', 'An option of a lookup of shapes', node);
  const right = lowerTabular(table, { context: env.context, scope: env.scope });
  const side = (rows: Rows, item: SyntaxNode, of: 'left' | 'right'): Expression | undefined => {
    const found = columnsOf(rows.relation).find(({ name }) => name === nameOf(item));
    return found === undefined ? undefined : columnValue(rows, found.name, found.type, of);
  };
  const [area, x, y] = [
    side(right, shape, 'right'),
    side(input, longitude, 'left'),
    side(input, latitude, 'left'),
  ];
  if (area === undefined || x === undefined || y === undefined)
    return refuseRows(env, 'KQL0104', 'A lookup of shapes by something that is no column', node);
  const place = [convert(x, 'real'), convert(y, 'real'), convert(area, 'dynamic')];
  // Without a radius polygons hold what is in them; their rims are at no distance, and do not all belong to them.
  const found =
    near === undefined && distance === 'pointToPolygon'
      ? apply('pointInPolygon', place)
      : apply('le', [apply(distance, place), real(metres)]);
  const columns = outputColumns(input, right, shown ? undefined : nameOf(shape));
  const texts = new Set(
    columnsOf(right.relation)
      .filter(({ type }) => type === 'string')
      .map(({ name }) => name),
  );
  return {
    relation: {
      kind: 'join',
      flavour: outer ? 'left' : 'inner',
      left: input.relation,
      right: right.relation,
      condition: found,
      columns,
    },
    nullable: new Set(
      columns
        .filter(({ side: of, source }) =>
          of === 'left'
            ? input.nullable.has(source)
            : right.nullable.has(source) || (outer && texts.has(source)),
        )
        .map(({ name }) => name),
    ),
  };
}

/** The row's columns, then those of the lookup without its key unless that is asked for. */
function outputColumns(left: Rows, right: Rows, hidden: string | undefined): readonly JoinColumn[] {
  const taken = new Set<string>();
  const of = (rows: Rows, side: 'left' | 'right'): readonly JoinColumn[] =>
    columnsOf(rows.relation).map(({ name }) => ({ name, side, source: name }));
  return [...of(left, 'left'), ...of(right, 'right').filter(({ source }) => source !== hidden)].map(
    (item) => {
      const name = freeName(item.name, taken);
      taken.add(name);
      return { ...item, name };
    },
  );
}
