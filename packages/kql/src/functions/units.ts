import { call, literal, nullOf, real } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantText } from '../expressions/constants.js';
import { partial } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';
import {
  ANGLES,
  ENERGIES,
  FORCES,
  LENGTHS,
  MASSES,
  SPEEDS,
  TEMPERATURES,
  UNSIZED_TEMPERATURES,
  VOLUMES,
} from './unit-tables.js';
import type { Size, Units } from './unit-tables.js';

/**
 * What the two units of a call are. A name that Kusto does not have makes the answer null; one that it has and that is
 * not sized here, a name that is not a constant, and one in other case (which is not documented) are refused.
 */
function between<T>(
  item: FunctionCall,
  units: Readonly<Record<string, T>>,
  unsized: readonly string[],
  converted: (from: T, to: T) => Expression,
): Expression {
  const names = [constantText(item.arg(1)), constantText(item.arg(2))];
  const known = [...Object.keys(units), ...unsized].map((name) => name.toLowerCase());
  const found: T[] = [];
  for (const name of names) {
    if (name === undefined) return item.notConstant(`A unit of ${item.name}`);
    const unit = Object.hasOwn(units, name) ? units[name] : undefined;
    if (unit !== undefined) found.push(unit);
    else if (known.includes(name.toLowerCase())) return item.refuse(`The unit ${name} in ${item.name}`);
  }
  const [from, to] = found;
  return found.length === 2 && from !== undefined && to !== undefined ? converted(from, to) : nullOf('real');
}

function by({ sizes, unsized }: Units, page: string): FunctionEntry {
  return partial(page, `these units are refused: ${unsized.join(', ')}`, (item) =>
    between(item, sizes, unsized, (from, to) => {
      const [above, below] = fraction(from);
      const [under, over] = fraction(to);
      const base = scaled(scaled(convert(item.arg(0), 'real'), 'multiply', above), 'divide', below);
      return scaled(scaled(base, 'multiply', over), 'divide', under);
    }),
  );
}

function fraction(size: Size): readonly [above: number, below: number] {
  return typeof size === 'number' ? [size, 1] : size;
}

function scaled(value: Expression, fn: 'multiply' | 'divide', number: number): Expression {
  return number === 1 ? value : call(fn, [value, real(number)], 'real');
}

function temperature(item: FunctionCall): Expression {
  return between(item, TEMPERATURES, UNSIZED_TEMPERATURES, (from, to) => {
    const steps = call('multiply', [convert(item.arg(0), 'real'), literal('real', from[0])], 'real');
    const kelvins = call('add', [steps, literal('real', from[1])], 'real');
    return call(
      'divide',
      [call('subtract', [kelvins, literal('real', to[1])], 'real'), literal('real', to[0])],
      'real',
    );
  });
}

/** https://learn.microsoft.com/kusto/query/scalar-functions#conversion-functions */
export const unitFunctions: FunctionFamily = {
  convert_angle: by(ANGLES, 'convert-angle-function'),
  convert_energy: by(ENERGIES, 'convert-energy-function'),
  convert_force: by(FORCES, 'convert-force-function'),
  convert_length: by(LENGTHS, 'convert-length-function'),
  convert_mass: by(MASSES, 'convert-mass-function'),
  convert_speed: by(SPEEDS, 'convert-speed-function'),
  convert_volume: by(VOLUMES, 'convert-volume-function'),
  convert_temperature: partial(
    'convert-temperature-function',
    `these units are refused: ${UNSIZED_TEMPERATURES.join(', ')}`,
    temperature,
  ),
};
