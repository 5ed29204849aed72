import { isIP } from 'node:net';
import { addressRange } from '../address-range.js';

/** A value of an indicator, with what kind of thing it is in STIX. */
export interface Observable {
  readonly key: string;
  readonly value: string;
}

const HASHES: Readonly<Record<number, string>> = {
  32: 'file:hashes.MD5',
  40: "file:hashes.'SHA-1'",
  64: "file:hashes.'SHA-256'",
  128: "file:hashes.'SHA-512'",
};

const DOMAIN =
  /^(?:\*\.)?(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?\.)+[\p{L}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]\.?$/u;

/** What a bare value is: an address or network, a URL, a file's hash, a mail address, a domain; undefined of anything else. */
export function observableOf(text: string): Observable | undefined {
  const value = refanged(text.trim());
  const range = addressRange(value);
  if (range !== undefined)
    return { key: isIP(value.split('/')[0] ?? '') === 4 ? 'ipv4-addr:value' : 'ipv6-addr:value', value };
  if (/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(value)) return { key: 'url:value', value };
  const hash = /^[0-9a-f]+$/i.test(value) ? HASHES[value.length] : undefined;
  if (hash !== undefined) return { key: hash, value };
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) return { key: 'email-addr:value', value };
  if (DOMAIN.test(value)) return { key: 'domain-name:value', value: value.replace(/\.$/, '').toLowerCase() };
  return undefined;
}

/** `hxxp://203.0.113[.]9` as it was before somebody made it harmless. */
function refanged(value: string): string {
  return value.replace(/^hxxp/i, 'http').replaceAll(/\[(\.|:)\]|\((\.)\)/g, '$1$2');
}

/** The STIX pattern of one value. */
export function patternOf({ key, value }: Observable): string {
  return `[${key} = '${value.replaceAll(/[\\']/g, '\\$&')}']`;
}
