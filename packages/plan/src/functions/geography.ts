import { family, strict } from './signature.js';

/** Places on the earth as longitude and latitude in degrees, and geohash cells. */
export const geography = family({
  geohash: strict(
    ['real', 'real', 'long'],
    'string',
    'geohash(longitude, latitude, length): the cell of so many characters (1 to 18); null outside -180 to 180 and -90 to 90.',
  ),
  addressGeography: strict(
    ['string'],
    'dynamic',
    'Where an address is and whose: an object of country, state, city, continent, timezone, metroCode, latitude, longitude, asn and organisation, those that are known; null when nothing is. It is answered before a plan reaches an engine: by a join with addresses that were looked up.',
  ),
  geohashBounds: strict(
    ['string'],
    'dynamic',
    'JSON array of the west, south, east and north bound of a geohash cell of 1 to 18 characters; null of anything else.',
  ),
});
