/** How many of the base unit one unit is: a number, or a fraction where Kusto multiplies and divides. */
export type Size = number | readonly [above: number, below: number];

/**
 * The units of Kusto's convert_ functions, named as on their pages.
 * Kusto takes them from the library UnitsNet (a recorded answer has its acre-foot, which is rounded). Units of which
 * that library's editions hold different or rounded sizes are named and not sized: they are refused.
 */
export interface Units {
  readonly sizes: Readonly<Record<string, Size>>;
  readonly unsized: readonly string[];
}

const PREFIXES: Readonly<Record<string, number>> = {
  Nano: 1e-9,
  Micro: 1e-6,
  Milli: 1e-3,
  Centi: 1e-2,
  Deci: 1e-1,
  Deca: 1e1,
  Hecto: 1e2,
  Kilo: 1e3,
  Mega: 1e6,
  Giga: 1e9,
  Tera: 1e12,
};

type Sizes = Readonly<Record<string, Size>>;

/** A unit, and with the prefixes: `KilometerPerHour` of `MeterPerHour`. */
function prefixed(unit: string, size: Size, prefixes: string): Sizes {
  const small = unit[0]?.toLowerCase() + unit.slice(1);
  const scaled = prefixes.split(' ').map((prefix) => {
    const scale = PREFIXES[prefix];
    if (scale === undefined) throw new Error(`no prefix is called ${prefix}`);
    return [`${prefix}${small}`, scaledBy(size, scale)] as const;
  });
  return { [unit]: size, ...Object.fromEntries(scaled) };
}

function scaledBy(size: Size, scale: number): Size {
  return typeof size === 'number' ? size * scale : [size[0] * scale, size[1]];
}

/** In degrees. https://learn.microsoft.com/kusto/query/convert-angle-function */
export const ANGLES: Units = {
  sizes: {
    Arcminute: [1, 60],
    Arcsecond: [1, 3600],
    ...prefixed('Degree', 1, 'Nano Micro Milli'),
    ...prefixed('Radian', [180, Math.PI], 'Nano Micro Milli Centi Deci'),
    Gradian: 0.9,
    NatoMil: [9, 160],
    Revolution: 360,
  },
  unsized: ['Tilt'],
};

/** In joules. https://learn.microsoft.com/kusto/query/convert-energy-function */
export const ENERGIES: Units = {
  sizes: {
    ...prefixed('Joule', 1, 'Milli Kilo Mega Giga'),
    ...prefixed('Calorie', 4.184, 'Kilo Mega'),
    ...prefixed('BritishThermalUnit', 1055.05585262, 'Kilo Mega Giga'),
    ...prefixed('WattHour', 3600, 'Kilo Mega Giga Tera'),
    ...prefixed('WattDay', 86_400, 'Kilo Mega Giga Tera'),
    ...prefixed('ThermEc', 1.05505585262e8, 'Deca'),
    ...prefixed('ThermImperial', 1.05505585257348e8, 'Deca'),
    ...prefixed('ThermUs', 1.054804e8, 'Deca'),
    Erg: 1e-7,
    HorsepowerHour: 2.6845195377e6,
  },
  unsized: [
    'ElectronVolt',
    'KiloelectronVolt',
    'MegaelectronVolt',
    'GigaelectronVolt',
    'TeraelectronVolt',
    'FootPound',
  ],
};

/** In newtons. https://learn.microsoft.com/kusto/query/convert-force-function */
export const FORCES: Units = {
  sizes: {
    ...prefixed('Newton', 1, 'Micro Milli Deca Kilo Mega'),
    ...prefixed('PoundForce', 4.44822161526051, 'Kilo'),
    Dyn: 1e-5,
    OunceForce: 0.2780138509537812,
    ShortTonForce: 8896.443230521,
  },
  unsized: ['KilogramForce', 'KiloPond', 'Poundal', 'TonneForce'],
};

/** In meters. https://learn.microsoft.com/kusto/query/convert-length-function */
export const LENGTHS: Units = {
  sizes: {
    ...prefixed('Meter', 1, 'Nano Micro Milli Centi Deci Deca Hecto Kilo'),
    ...prefixed('LightYear', 9.46073047258e15, 'Kilo Mega'),
    Angstrom: 1e-10,
    AstronomicalUnit: 149_597_870_700,
    Chain: 20.1168,
    DataMile: 1828.8,
    DtpPica: [0.0254, 6],
    DtpPoint: [0.0254, 72],
    Fathom: 1.8288,
    Foot: 0.3048,
    Hand: 0.1016,
    Inch: 0.0254,
    Microinch: 2.54e-8,
    Mil: 2.54e-5,
    NauticalMile: 1852,
    PrinterPoint: [0.0254, 72.27],
    Shackle: 27.432,
    Twip: [0.0254, 1440],
    UsSurveyFoot: [1200, 3937],
    Yard: 0.9144,
  },
  unsized: ['Mile', 'Parsec', 'Kiloparsec', 'Megaparsec', 'PrinterPica', 'SolarRadius'],
};

/** In kilograms. https://learn.microsoft.com/kusto/query/convert-mass-function */
export const MASSES: Units = {
  sizes: {
    ...prefixed('Gram', 1e-3, 'Nano Micro Milli Centi Deci Deca Hecto Kilo'),
    ...prefixed('Tonne', 1000, 'Kilo Mega'),
    ...prefixed('Pound', 0.45359237, 'Kilo Mega'),
    Grain: 6.479891e-5,
    LongHundredweight: 50.80234544,
    LongTon: 1016.0469088,
    Ounce: 0.028349523125,
    ShortHundredweight: 45.359237,
    ShortTon: 907.18474,
    Slug: [1, 6.852176556196105e-2],
  },
  unsized: ['EarthMass', 'SolarMass', 'Stone'],
};

/** Kusto has not every length in every time. */
function speeds([above, below]: readonly [number, number], units: string, per: string): Sizes {
  const seconds: Readonly<Record<string, number>> = { Hour: 3600, Minute: 60, Second: 1 };
  return Object.fromEntries(
    per.split(' ').map((time) => [`${units}Per${time}`, [above, below * (seconds[time] ?? 1)]] as const),
  );
}

/** In meters a second. https://learn.microsoft.com/kusto/query/convert-speed-function */
export const SPEEDS: Units = {
  sizes: {
    ...speeds([1e-9, 1], 'Nanometer', 'Minute Second'),
    ...speeds([1e-6, 1], 'Micrometer', 'Minute Second'),
    ...speeds([1e-3, 1], 'Millimeter', 'Hour Minute Second'),
    ...speeds([1e-2, 1], 'Centimeter', 'Hour Minute Second'),
    ...speeds([1e-1, 1], 'Decimeter', 'Minute Second'),
    ...speeds([1, 1], 'Meter', 'Hour Minute Second'),
    ...speeds([1000, 1], 'Kilometer', 'Hour Minute Second'),
    ...speeds([0.0254, 1], 'Inch', 'Hour Minute Second'),
    ...speeds([0.3048, 1], 'Foot', 'Hour Minute Second'),
    ...speeds([1200, 3937], 'UsSurveyFoot', 'Hour Minute Second'),
    ...speeds([0.9144, 1], 'Yard', 'Hour Minute Second'),
    MilePerHour: 0.44704,
  },
  unsized: ['Knot'],
};

/** In cubic meters. https://learn.microsoft.com/kusto/query/convert-volume-function */
export const VOLUMES: Units = {
  sizes: {
    ...prefixed('Liter', 1e-3, 'Micro Milli Centi Deci Deca Hecto Kilo Mega'),
    ...prefixed('CubicMeter', 1, 'Hecto Kilo'),
    ...prefixed('ImperialGallon', 0.00454609, 'Kilo Mega'),
    AcreFoot: [1, 0.000810714],
    AuTablespoon: 2e-5,
    CubicCentimeter: 1e-6,
    CubicDecimeter: 1e-3,
    CubicHectometer: 1e6,
    CubicKilometer: 1e9,
    CubicMicrometer: 1e-18,
    CubicMillimeter: 1e-9,
    ImperialBeerBarrel: 0.16365924,
    ImperialOunce: 2.84130625e-5,
    ImperialPint: 5.6826125e-4,
    MetricCup: 2.5e-4,
    MetricTeaspoon: 5e-6,
    OilBarrel: 0.158987294928,
    UkTablespoon: 1.5e-5,
    UsCustomaryCup: 2.365882365e-4,
    UsLegalCup: 2.4e-4,
    UsOunce: 2.95735295625e-5,
    UsPint: 4.73176473e-4,
    UsQuart: 9.46352946e-4,
    UsTablespoon: 1.478676478125e-5,
    UsTeaspoon: 4.92892159375e-6,
  },
  unsized: [
    'BoardFoot',
    'CubicFoot',
    'CubicInch',
    'CubicMile',
    'CubicYard',
    'DecausGallon',
    'DeciusGallon',
    'HectocubicFoot',
    'HectousGallon',
    'KilocubicFoot',
    'KilousGallon',
    'MegacubicFoot',
    'MegausGallon',
    'UsBeerBarrel',
    'UsGallon',
  ],
};

/**
 * A temperature is a number of kelvins: how many to a degree, and how many at zero degrees.
 * https://learn.microsoft.com/kusto/query/convert-temperature-function
 */
export const TEMPERATURES: Readonly<Record<string, readonly [step: number, zero: number]>> = {
  DegreeCelsius: [1, 273.15],
  DegreeDelisle: [-2 / 3, 373.15],
  DegreeFahrenheit: [5 / 9, 459.67 * (5 / 9)],
  DegreeNewton: [100 / 33, 273.15],
  DegreeRankine: [5 / 9, 0],
  DegreeReaumur: [5 / 4, 273.15],
  DegreeRoemer: [40 / 21, 273.15 - (7.5 * 40) / 21],
  Kelvin: [1, 0],
  MillidegreeCelsius: [1e-3, 273.15],
};

/** The sun’s temperature is rounded, and not the same in all editions. */
export const UNSIZED_TEMPERATURES: readonly string[] = ['SolarTemperature'];
