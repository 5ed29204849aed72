import { family, strict, tolerant } from './signature.js';

/** Hashes and encodings of a text's UTF-8 bytes. */
export const hashing = family({
  md5: strict(['string'], 'string', 'MD5, lower-case hex.'),
  sha1: strict(['string'], 'string', 'SHA-1, lower-case hex.'),
  sha256: strict(['string'], 'string', 'SHA-256, lower-case hex.'),
  sha512: strict(['string'], 'string', 'SHA-512, lower-case hex.'),
  base64Encode: strict(['string'], 'string', 'Base64 with padding.'),
  base64Decode: strict(['string'], 'string', 'Text of base64; null when it is not base64 of UTF-8.'),
  urlDecode: strict(['string'], 'string', 'Percent-decoded.'),
  urlEncode: strict(['string'], 'string', 'Percent-encoded.'),
  formEncode: strict(
    ['string'],
    'string',
    'Encoded for a form: letters, digits and !()*-._ stay, a space becomes +, other bytes become % and two lower-case hexadecimal digits.',
  ),
  base64Bytes: strict(
    ['string'],
    'dynamic',
    'JSON array of the bytes of base64; null when it is not base64.',
  ),
  base64OfBytes: strict(
    ['dynamic'],
    'string',
    'Base64 of an array of bytes; null when an element is no whole number from 0 to 255.',
  ),
  guidOfBase64: strict(
    ['string'],
    'guid',
    'The guid whose 16 bytes (the first three groups from their last byte) are in base64; null of anything else.',
  ),
  base64OfGuid: strict(['guid'], 'string', 'Base64 of the 16 bytes of a guid, as guidOfBase64 reads them.'),
  xxhashText: strict(['string'], 'long', 'XXH64 with seed 0 of the UTF-8 bytes, signed.'),
  xxhashLong: strict(
    [['long', 'datetime', 'timespan']],
    'long',
    'XXH64 with seed 0 of the eight bytes, the least first, signed.',
  ),
  punycodeDecode: strict(['string'], 'string', 'Text of punycode; empty when it is none.'),
  punycodeEncode: strict(['string'], 'string', 'Punycode of text.'),
  domainDecode: strict(
    ['string'],
    'string',
    'A domain whose labels behind xn-- are decoded; empty when one cannot be.',
  ),
  domainEncode: strict(
    ['string'],
    'string',
    'A domain whose labels that are not ASCII are punycode behind xn--.',
  ),
  gunzipText: strict(['string'], 'string', 'Text of gzip in base64; empty when it is none.'),
  inflateText: strict(['string'], 'string', 'Text of zlib in base64; empty when it is none.'),
  gzipText: strict(['string'], 'string', 'Gzip of text, stored as it is, in base64.'),
  deflateText: strict(['string'], 'string', 'Zlib of text, stored as it is, in base64.'),
  newGuid: tolerant([], 'guid', 'A random guid (version 4), another in each row.'),
});
