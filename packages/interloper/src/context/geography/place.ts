/** Where an address is and whose: what is known of it. */
export interface Place {
  readonly country?: string;
  readonly state?: string;
  readonly city?: string;
  readonly continent?: string;
  readonly timezone?: string;
  readonly metroCode?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly asn?: number;
  readonly organisation?: string;
}

/**
 * Reads a record of a database: those of MaxMind and DB-IP nest names by language, others are flat
 * (`country_code`, `city`, `state1`).
 */
export function placeOf(record: unknown): Place {
  const text = (...paths: readonly (readonly (string | number)[])[]): string | undefined =>
    paths
      .map((path) => at(record, path))
      .find((value): value is string => typeof value === 'string' && value !== '');
  const number = (...paths: readonly (readonly (string | number)[])[]): number | undefined =>
    paths.map((path) => numberOf(at(record, path))).find((value) => value !== undefined);
  const code = text(['country', 'iso_code'], ['registered_country', 'iso_code'], ['country_code']);
  const plain = text(['country']);
  return withoutAbsent({
    country:
      text(['country', 'names', 'en'], ['registered_country', 'names', 'en'], ['country_name']) ??
      countryName(code ?? plain),
    state: text(['subdivisions', 0, 'names', 'en'], ['state1'], ['region'], ['stateprov']),
    city: text(['city', 'names', 'en'], ['city']),
    continent: text(['continent', 'names', 'en'], ['continent_name']),
    timezone: text(['location', 'time_zone'], ['timezone'], ['time_zone']),
    metroCode: number(['location', 'metro_code'])?.toString(),
    latitude: number(['location', 'latitude'], ['latitude'], ['lat']),
    longitude: number(['location', 'longitude'], ['longitude'], ['lng'], ['lon']),
    asn: number(['autonomous_system_number'], ['asn']),
    organisation: text(
      ['autonomous_system_organization'],
      ['as_organization'],
      ['as_name'],
      ['organization'],
    ),
  });
}

/** What one database knows, and what only the next does. */
export function mergePlaces(places: readonly Place[]): Place | undefined {
  const merged = places.toReversed().reduce<Place>((all, place) => ({ ...all, ...place }), {});
  return Object.keys(merged).length === 0 ? undefined : merged;
}

function at(record: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined),
    record,
  );
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const digits = value.replace(/^AS(?=\d)/i, '');
  return digits !== '' && Number.isFinite(Number(digits)) ? Number(digits) : undefined;
}

/** The English name of a country by its two letters; other text is a name already. */
function countryName(code: string | undefined): string | undefined {
  if (code === undefined || !/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' }).of(code) ?? code;
}

function withoutAbsent(place: { readonly [Key in keyof Place]: Place[Key] | undefined }): Place {
  return Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined));
}
