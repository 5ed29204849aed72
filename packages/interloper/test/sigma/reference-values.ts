import { isIPv4, isIPv6 } from 'node:net';

/** A sign of a value as it is compared: itself, a wildcard, or a dash that may be another one. */
export type Sign = { readonly plain: string } | { readonly wild: '*' | '?' } | { readonly dash: string };

const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'];
const isWordSign = (sign: string | undefined): boolean => sign !== undefined && /[\p{L}\p{N}_]/u.test(sign);

/** The signs of a value: a backslash makes a wildcard or another backslash plain (String Wildcard and Escaping). */
export function signsOf(value: string): readonly Sign[] {
  const signs: Sign[] = [];
  const characters = Array.from(value);
  for (let at = 0; at < characters.length; at += 1) {
    const sign = characters[at] ?? '';
    const next = characters[at + 1] ?? '';
    if (sign === '\\' && ['\\', '*', '?'].includes(next)) {
      signs.push({ plain: next });
      at += 1;
    } else signs.push(sign === '*' || sign === '?' ? { wild: sign } : { plain: sign });
  }
  return signs;
}

/** `windash`: a dash that no letter is before and a letter is behind begins an option. */
export function withDashes(signs: readonly Sign[]): readonly Sign[] {
  const plainAt = (at: number): string | undefined => {
    const sign = signs[at];
    return sign !== undefined && 'plain' in sign ? sign.plain : undefined;
  };
  return signs.map((sign, at) => {
    if (!('plain' in sign) || !DASHES.includes(sign.plain)) return sign;
    return !isWordSign(plainAt(at - 1)) && isWordSign(plainAt(at + 1)) ? { dash: sign.plain } : sign;
  });
}

/** A text has the form of the signs. */
export function fits(text: string, signs: readonly Sign[], cased: boolean): boolean {
  const fold = (part: string): string => (cased ? part : part.toLowerCase());
  const walk = (at: number, of: number): boolean => {
    const sign = signs[of];
    if (sign === undefined) return at === text.length;
    if ('wild' in sign) {
      if (sign.wild === '?') return at < text.length && walk(at + 1, of + 1);
      return walk(at, of + 1) || (at < text.length && walk(at + 1, of));
    }
    const wanted = 'dash' in sign ? DASHES : [sign.plain];
    return wanted.some(
      (each) => fold(text.slice(at, at + each.length)) === fold(each) && walk(at + each.length, of + 1),
    );
  };
  return walk(0, 0);
}

/** The bytes of a text under an encoding modifier. */
export function bytesUnder(encoding: string | undefined, text: string): readonly number[] {
  if (encoding === undefined) return [...new TextEncoder().encode(text)];
  const units = Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  const little = units.flatMap((unit) => [unit & 0xff, unit >> 8]);
  if (encoding === 'utf16be') return units.flatMap((unit) => [unit >> 8, unit & 0xff]);
  return encoding === 'utf16' ? [0xff, 0xfe, ...little] : little;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** `base64`: six bits to a sign, zeros and `=` at the end (RFC 4648, 4). */
export function base64(bytes: readonly number[]): string {
  const bits = bitsOf(bytes);
  const padded = bits.padEnd(Math.ceil(bits.length / 6) * 6, '0');
  const signs = sixes(padded);
  return signs.padEnd(Math.ceil(signs.length / 4) * 4, '=');
}

/** `base64offset`: the signs that depend on nothing but the bytes, where they begin a third, or later ones, of three. */
export function base64Parts(bytes: readonly number[]): readonly string[] {
  return [0, 4, 2].map((lost) => {
    const bits = bitsOf(bytes).slice(lost);
    return sixes(bits.slice(0, Math.floor(bits.length / 6) * 6));
  });
}

function bitsOf(bytes: readonly number[]): string {
  return bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('');
}

function sixes(bits: string): string {
  return (bits.match(/.{6}/g) ?? []).map((six) => BASE64.charAt(Number.parseInt(six, 2))).join('');
}

/** An address lies in a network; texts that are no addresses lie in none. */
export function isWithin(text: string, network: string): boolean {
  const [base = '', prefix] = network.split('/');
  const [address, start] = [addressBits(text), addressBits(base)];
  if (address === undefined || start?.length !== address.length) return false;
  const length = prefix === undefined ? start.length : Number(prefix);
  return address.slice(0, length) === start.slice(0, length);
}

function addressBits(text: string): string | undefined {
  if (isIPv4(text)) return bitsOf(text.split('.').map(Number));
  if (!isIPv6(text)) return undefined;
  const [left = '', right] = text.split('::');
  const groups = (side: string): readonly string[] => (side === '' ? [] : side.split(':'));
  const [before, after] = [groups(left), groups(right ?? '')];
  const middle = right === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: middle }, () => '0'), ...after]
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('');
}

/** A part of an instant in UTC; undefined for what is no instant. Weeks are those of ISO 8601. */
export function partOfDate(part: string, text: string): number | undefined {
  const instant = new Date(/^\d{4}-\d\d-\d\d/.test(text) ? text : '');
  if (Number.isNaN(instant.getTime())) return undefined;
  switch (part) {
    case 'minute':
      return instant.getUTCMinutes();
    case 'hour':
      return instant.getUTCHours();
    case 'day':
      return instant.getUTCDate();
    case 'month':
      return instant.getUTCMonth() + 1;
    case 'year':
      return instant.getUTCFullYear();
    default: {
      // A week belongs to the year of its Thursday.
      const thursday = new Date(instant);
      thursday.setUTCDate(instant.getUTCDate() + 4 - (instant.getUTCDay() || 7));
      const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
      return Math.floor((thursday.getTime() - start) / 86_400_000 / 7) + 1;
    }
  }
}
