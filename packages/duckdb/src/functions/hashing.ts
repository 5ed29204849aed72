import { scriptedPrinters } from '../scripted/print.js';
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
  // The engine's encoding escapes in capitals and keeps ~, which forms do not; it escapes what forms keep.
  formEncode: (call) => {
    const kept = [
      ['%20', '+'],
      ['~', '%7e'],
      ['%21', '!'],
      ['%28', '('],
      ['%29', ')'],
      ['%2A', '*'],
    ];
    const letters = `list_transform(string_split(url_encode(${argument(call, 0)}), '%'), lambda "→s", "→i": CASE WHEN "→i" = 1 THEN "→s" ELSE lower(left("→s", 2)) || substring("→s", 3) END)`;
    return kept.reduce(
      (sql, [from = '', to = '']) => `replace(${sql}, '${from.toLowerCase()}', '${to}')`,
      `array_to_string(${letters}, '%')`,
    );
  },
  base64Bytes: (call) => {
    const hex = `TRY(hex(from_base64(${argument(call, 0)})))`;
    return `to_json(list_transform(range(length(${hex}) // 2), lambda "→i": CAST('0x' || substring(${hex}, 2 * "→i" + 1, 2) AS INTEGER)))`;
  },
  base64OfBytes: (call) => {
    const bytes = `TRY_CAST(${argument(call, 0)} AS INTEGER[])`;
    const good = `json_type(${argument(call, 0)}) = 'ARRAY' AND len(list_filter(${bytes}, lambda "→b": "→b" BETWEEN 0 AND 255)) = len(${bytes})`;
    return `CASE WHEN ${good} THEN to_base64(unhex(array_to_string(list_transform(${bytes}, lambda "→b": lpad(hex("→b"), 2, '0')), ''))) END`;
  },
  guidOfBase64: (call) => {
    const hex = `TRY(lower(hex(from_base64(${argument(call, 0)}))))`;
    return `CASE WHEN length(${hex}) = 32 THEN regexp_replace(${hex}, '^${'(..)'.repeat(8)}(....).{12}$', '\\4\\3\\2\\1-\\6\\5-\\8\\7-\\9-') || right(${hex}, 12) END`;
  },
  base64OfGuid: (call) => {
    const part = (from: number): string => `substring(${argument(call, 0)}, ${from}, 2)`;
    const head = [7, 5, 3, 1, 12, 10, 17, 15].map(part).join(' || ');
    return `to_base64(unhex(${head} || substring(${argument(call, 0)}, 20, 4) || right(${argument(call, 0)}, 12)))`;
  },
  ...scriptedPrinters([
    'sha512',
    'xxhashText',
    'xxhashLong',
    'punycodeDecode',
    'punycodeEncode',
    'domainDecode',
    'domainEncode',
    'gunzipText',
    'inflateText',
    'gzipText',
    'deflateText',
  ]),
  newGuid: () => 'CAST(uuid() AS VARCHAR)',
};
