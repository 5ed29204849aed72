import { call, literal, real } from '@interloper/plan';
import type { Expression } from '@interloper/plan';
import { convert } from '../convert.js';
import { constantText } from '../expressions/constants.js';
import { partial } from './entry.js';
import type { FunctionCall, FunctionEntry, FunctionFamily } from './entry.js';

/** How many of the base unit one unit is. */
type Units = Readonly<Record<string, number>>;

const PREFIXES: Units = {
  Nano: 1e-9,
  Micro: 1e-6,
  Milli: 1e-3,
  Centi: 1e-2,
  Deci: 1e-1,
  Hecto: 1e2,
  Kilo: 1e3,
  Mega: 1e6,
  Giga: 1e9,
  Tera: 1e12,
};

/** A unit with the prefixes it takes: `KilometerPerHour` from `meterPerHour`. */
function prefixed(unit: string, size: number, prefixes: readonly string[]): Units {
  return Object.fromEntries(
    prefixes.map((prefix) => [`${prefix}${unit.toLowerCase()}`, (PREFIXES[prefix] ?? 1) * size]),
  );
}

const ANGLES: Units = {
  Radian: 1,
  Degree: Math.PI / 180,
  Arcminute: Math.PI / 10_800,
  Arcsecond: Math.PI / 648_000,
  Gradian: Math.PI / 200,
  Revolution: 2 * Math.PI,
  Tilt: Math.PI / 2,
};

const ENERGIES: Units = {
  Joule: 1,
  ...prefixed('joule', 1, ['Milli', 'Kilo', 'Mega', 'Giga', 'Tera']),
  WattHour: 3_600,
  KilowattHour: 3.6e6,
  MegawattHour: 3.6e9,
  GigawattHour: 3.6e12,
  WattDay: 86_400,
  KilowattDay: 8.64e7,
  Calorie: 4.184,
  Kilocalorie: 4_184,
  BritishThermalUnit: 1055.05585262,
  Erg: 1e-7,
  ElectronVolt: 1.602176565e-19,
};

const FORCES: Units = {
  Newton: 1,
  ...prefixed('newton', 1, ['Micro', 'Milli', 'Kilo', 'Mega']),
  Decanewton: 10,
  Dyn: 1e-5,
  KilogramForce: 9.80665,
  TonneForce: 9_806.65,
  KiloPond: 9.80665,
  PoundForce: 4.4482216152605,
};

const LENGTHS: Units = {
  Meter: 1,
  ...prefixed('meter', 1, ['Nano', 'Micro', 'Milli', 'Centi', 'Deci', 'Hecto', 'Kilo', 'Mega']),
  Inch: 0.0254,
  Foot: 0.3048,
  Yard: 0.9144,
  Mile: 1_609.344,
  NauticalMile: 1_852,
  Fathom: 1.8288,
};

const MASSES: Units = {
  Gram: 1e-3,
  ...prefixed('gram', 1e-3, ['Nano', 'Micro', 'Milli', 'Centi', 'Deci', 'Hecto', 'Kilo']),
  Tonne: 1_000,
  Kilotonne: 1e6,
  Megatonne: 1e9,
  Pound: 0.45359237,
  Ounce: 0.45359237 / 16,
  Grain: 0.45359237 / 7_000,
  Stone: 6.35029318,
  ShortTon: 907.18474,
  LongTon: 1_016.0469088,
};

const SPEEDS: Units = Object.fromEntries(
  Object.entries({ Second: 1, Minute: 60, Hour: 3_600 }).flatMap(([per, seconds]) =>
    Object.entries(LENGTHS)
      .filter(([unit]) => unit !== 'Fathom' && unit !== 'NauticalMile')
      .map(([unit, size]) => [`${unit}Per${per}`, size / seconds]),
  ),
);

const VOLUMES: Units = {
  CubicMeter: 1,
  CubicKilometer: 1e9,
  CubicDecimeter: 1e-3,
  CubicCentimeter: 1e-6,
  CubicMillimeter: 1e-9,
  CubicInch: 1.6387064e-5,
  CubicFoot: 0.028316846592,
  CubicYard: 0.764554857984,
  Liter: 1e-3,
  ...prefixed('liter', 1e-3, ['Micro', 'Milli', 'Centi', 'Deci', 'Hecto', 'Kilo', 'Mega']),
  // As Kusto rounds it.
  AcreFoot: 1 / 0.000810714,
};

/** A temperature is a number of kelvins: how many to a degree, and how many at zero degrees. */
const TEMPERATURES: Readonly<Record<string, readonly [step: number, zero: number]>> = {
  Kelvin: [1, 0],
  DegreeCelsius: [1, 273.15],
  DegreeFahrenheit: [5 / 9, 459.67 * (5 / 9)],
  DegreeRankine: [5 / 9, 0],
};

function by(units: Units, page: string): FunctionEntry {
  return partial(page, `units: ${Object.keys(units).join(', ')}`, (item) => {
    const [from, to] = [unitAt(item, 1, units), unitAt(item, 2, units)];
    if (from === undefined || to === undefined) return item.refuse(`${item.name} between these units`);
    const base = call('multiply', [convert(item.arg(0), 'real'), real(from)], 'real');
    return call('divide', [base, real(to)], 'real');
  });
}

function unitAt<T>(item: FunctionCall, index: number, units: Readonly<Record<string, T>>): T | undefined {
  const wanted = constantText(item.arg(index))?.toLowerCase();
  const name = Object.keys(units).find((unit) => unit.toLowerCase() === wanted);
  return name === undefined ? undefined : units[name];
}

function temperature(item: FunctionCall): Expression {
  const [from, to] = [unitAt(item, 1, TEMPERATURES), unitAt(item, 2, TEMPERATURES)];
  if (from === undefined || to === undefined) return item.refuse('convert_temperature between these units');
  const steps = call('multiply', [convert(item.arg(0), 'real'), literal('real', from[0])], 'real');
  const kelvins = call('add', [steps, literal('real', from[1] - to[1])], 'real');
  return call('divide', [kelvins, literal('real', to[0])], 'real');
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
    `units: ${Object.keys(TEMPERATURES).join(', ')}`,
    temperature,
  ),
};
