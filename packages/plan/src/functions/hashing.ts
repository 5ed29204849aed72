import { family, strict } from './signature.js';

/** Hashes and encodings of a text's UTF-8 bytes. */
export const hashing = family({
  md5: strict(['string'], 'string', 'MD5, lower-case hex.'),
  sha1: strict(['string'], 'string', 'SHA-1, lower-case hex.'),
  sha256: strict(['string'], 'string', 'SHA-256, lower-case hex.'),
  base64Encode: strict(['string'], 'string', 'Base64 with padding.'),
  base64Decode: strict(['string'], 'string', 'Text of base64; null when it is not base64 of UTF-8.'),
  urlDecode: strict(['string'], 'string', 'Percent-decoded.'),
  urlEncode: strict(['string'], 'string', 'Percent-encoded.'),
});
