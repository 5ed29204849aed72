import type { FamilyPrinters } from './family.js';
import { argument, sqlFunction } from './family.js';

export const hashing: FamilyPrinters<'hashing'> = {
  md5: sqlFunction('md5'),
  sha1: sqlFunction('sha1'),
  sha256: sqlFunction('sha256'),
  base64Encode: (call) => `to_base64(encode(${argument(call, 0)}))`,
  base64Decode: (call) => `TRY(decode(from_base64(${argument(call, 0)})))`,
  urlDecode: sqlFunction('url_decode'),
  urlEncode: sqlFunction('url_encode'),
};
