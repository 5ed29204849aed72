import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buffers } from '../src/scripted/geo/buffers.js';
import { cells } from '../src/scripted/geo/cells.js';
import { coverings } from '../src/scripted/geo/coverings.js';
import { measures } from '../src/scripted/geo/measures.js';
import { overlays } from '../src/scripted/geo/overlay.js';
import { simplifications } from '../src/scripted/geo/simplify.js';
import { jsonText } from '../src/scripted/json-number.js';
import type { Json, ScriptedFunction, ScriptedValue } from '../src/scripted/scripted-function.js';

const functions = new Map<string, ScriptedFunction>(
  [...buffers, ...cells, ...coverings, ...measures, ...overlays, ...simplifications].map((item) => [
    item.name,
    item,
  ]),
);

function run(name: string, ...args: readonly ScriptedValue[]): ScriptedValue {
  const found = functions.get(name);
  if (found === undefined) throw new Error(`no function ${name}`);
  return found.apply(...args);
}

/** The answer; a case that is refused by name says nothing. */
function ask(name: string, ...args: readonly ScriptedValue[]): ScriptedValue {
  try {
    return run(name, ...args);
  } catch (error) {
    fc.pre(!(error instanceof Error && error.message.includes('not supported')));
    throw error;
  }
}

function shape(text: ScriptedValue): Json {
  return typeof text === 'string' ? (JSON.parse(text) as Json) : null;
}

function areaOf(value: Json): number {
  const area = ask('polygonArea', value);
  return typeof area === 'number' ? area : 0;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const middle = fc.tuple(
  fc.double({ min: -150, max: 150, noNaN: true }),
  fc.double({ min: -55, max: 55, noNaN: true }),
);
const width = fc.constantFrom(0.001, 0.1, 5, 20);

interface Star {
  readonly type: string;
  readonly coordinates: readonly (readonly [number, number])[][];
}

/** A polygon whose corners lie around a middle. */
function star(
  [x, y]: readonly [number, number],
  size: number,
  spokes: readonly (readonly [number, number])[],
): Star {
  const ring = spokes.map(([turn, reach], index): readonly [number, number] => {
    const angle = ((index + 0.8 * turn) / spokes.length) * 2 * Math.PI;
    const away = size * (0.3 + 0.7 * reach);
    return [x + away * Math.cos(angle), y + away * Math.sin(angle)];
  });
  return { type: 'Polygon', coordinates: [[...ring, ...ring.slice(0, 1)]] };
}

const spokes = fc.array(fc.tuple(share, share), { minLength: 4, maxLength: 12 });
const steps = fc.array(share, { minLength: 4, maxLength: 50 });

/** A line of equal steps eastwards. */
function path(
  [x, y]: readonly [number, number],
  turns: readonly number[],
): { readonly type: string; readonly coordinates: readonly (readonly [number, number])[] } {
  let at: readonly [number, number] = [x, y];
  const rest = turns.map((turn) => {
    const direction = (turn - 0.5) * 2;
    at = [at[0] + 0.01 * Math.cos(direction), at[1] + 0.01 * Math.sin(direction)];
    return at;
  });
  return { type: 'LineString', coordinates: [[x, y], ...rest] };
}

const asJson = (value: Star | ReturnType<typeof path>): Json => value as unknown as Json;

describe('shapes on the sphere', () => {
  test('what polygons share and what they are together add up to both', () => {
    fc.assert(
      fc.property(middle, width, spokes, spokes, share, share, ([x, y], size, one, other, right, up) => {
        const [a, b] = [star([x, y], size, one), star([x + size * right, y + size * up], size, other)];
        const common = shape(ask('polygonsCommon', asJson(a), asJson(b)));
        const all = areaOf({
          type: 'MultiPolygon',
          coordinates: [a.coordinates, b.coordinates],
        });
        const both = areaOf(asJson(a)) + areaOf(asJson(b));
        expect(Math.abs(both - all - areaOf(common)) / both).toBeLessThan(1e-8);
      }),
      { numRuns: 150 },
    );
  });

  test('a buffer holds what is nearer than its radius and nothing that is further', () => {
    fc.assert(
      fc.property(
        middle,
        spokes,
        share,
        share,
        fc.array(fc.tuple(share, share), { minLength: 9, maxLength: 9 }),
        (at, around, far, loose, places) => {
          const polygon = asJson(star(at, 0.3, around));
          const radius = 33_000 * (0.02 + 0.2 * far);
          const tolerance = radius * (0.01 + 0.2 * loose);
          const buffer = shape(ask('polygonBuffer', polygon, radius, tolerance));
          for (const [right, up] of places) {
            const [x, y] = [at[0] + 0.8 * right - 0.4, at[1] + 0.8 * up - 0.4];
            const away = run('pointToPolygon', x, y, polygon);
            if (typeof away !== 'number') throw new Error('no distance');
            const inside = run('pointInPolygon', x, y, buffer);
            if (Math.abs(away - radius) > 1.01 * tolerance) expect(inside).toBe(away < radius);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a simplified line has no corner more and stays near', () => {
    fc.assert(
      fc.property(middle, steps, share, (at, turns, far) => {
        const line = path(at, turns);
        const tolerance = 50 + 900 * far;
        const simple = shape(ask('lineSimplify', asJson(line), tolerance)) as {
          readonly coordinates: readonly Json[];
        } | null;
        if (simple === null) return;
        expect(simple.coordinates.length).toBeLessThanOrEqual(line.coordinates.length);
        for (const [x, y] of line.coordinates) {
          expect(run('pointToLine', x, y, simple)).toBeLessThan(1.1001 * tolerance);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('a covering has the cell of every corner, and no cell that is far away', () => {
    fc.assert(
      fc.property(middle, spokes, fc.integer({ min: 4, max: 9 }), (at, around, level) => {
        const polygon = star(at, 1, around);
        const found = run('s2CellsOfPolygon', asJson(polygon), BigInt(level), 0);
        if (!Array.isArray(found)) throw new Error('no covering');
        for (const [x, y] of polygon.coordinates.flat())
          expect(found).toContain(run('s2Cell', x, y, BigInt(level)));
        for (const token of found as readonly string[]) {
          const { coordinates } = run('s2Centre', token) as {
            readonly coordinates: readonly [number, number];
          };
          // No cell of a level reaches further than 2.44 / 2 of the radius from end to end, halved for each level.
          const reach = (1.22 * 6_371_010) / 2 ** level;
          expect(run('pointToPolygon', ...coordinates, asJson(polygon))).toBeLessThan(reach);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('numbers are written so that they read back', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(JSON.parse(jsonText([value]))).toEqual([Object.is(value, -0) ? 0 : value]);
      }),
    );
    // Recorded: a number that Kusto does not write in the nearest digits, and one that it does.
    expect(jsonText([40.764323000000005, 40.76422600000001])).toBe('[40.764323000000008,40.76422600000001]');
  });
});
