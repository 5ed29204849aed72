import { parseCsv } from '../../files/csv-header.js';
import type { BadEntry } from '../context-table.js';
import { ContextProblem } from '../problem.js';
import type { Indicator } from './indicator.js';
import { observableOf, patternOf } from './observable.js';
import type { Observable } from './observable.js';
import type { ReadIndicators } from './read-stix.js';

/** The parts of a MISP attribute's value, and what each is; a part without a key is not compared. */
const TYPES: Readonly<Record<string, readonly (string | undefined)[]>> = {
  'ip-src': ['network-traffic:src_ref.value'],
  'ip-dst': ['network-traffic:dst_ref.value'],
  'ip-src|port': ['network-traffic:src_ref.value', undefined],
  'ip-dst|port': ['network-traffic:dst_ref.value', undefined],
  domain: ['domain-name:value'],
  hostname: ['domain-name:value'],
  'hostname|port': ['domain-name:value', undefined],
  'domain|ip': ['domain-name:value', 'ipv4-addr:value'],
  url: ['url:value'],
  link: ['url:value'],
  email: ['email-addr:value'],
  'email-src': ['email-addr:value'],
  'email-dst': ['email-addr:value'],
  md5: ['file:hashes.MD5'],
  sha1: ["file:hashes.'SHA-1'"],
  sha256: ["file:hashes.'SHA-256'"],
  sha512: ["file:hashes.'SHA-512'"],
  'filename|md5': [undefined, 'file:hashes.MD5'],
  'filename|sha1': [undefined, "file:hashes.'SHA-1'"],
  'filename|sha256': [undefined, "file:hashes.'SHA-256'"],
  'filename|sha512': [undefined, "file:hashes.'SHA-512'"],
};

/** The columns that tell a MISP export from other CSV. */
export const mispColumns = ['uuid', 'event_id', 'category', 'type', 'value'] as const;

/** Reads attributes that MISP exported as CSV. Types that name no single value keep their value as pattern. */
export function readMisp(text: string, file: string): ReadIndicators {
  const rows = parseCsv(text.replace(/^\uFEFF/, ''), ',');
  const [header, ...rest] = rows ?? [];
  if (header === undefined) throw new ContextProblem(`${file} is no CSV that MISP exported`);
  const bad: BadEntry[] = [];
  const indicators = rest.flatMap((cells, index): readonly Indicator[] => {
    const place = index + 2;
    if (cells.every((cell) => cell === '')) return [];
    const cell = (name: string): string => cells[header.indexOf(name)] ?? '';
    if (cells.length !== header.length || cell('type') === '' || cell('value') === '') {
      const cause = 'the row has no type and value, or not as many cells as the header';
      bad.push({ line: place, cause, excerpt: cells.join(',').slice(0, 200) });
      return [];
    }
    const date = dateOf(cell('date'));
    const base: Indicator = {
      id: cell('uuid') === '' ? `misp ${place}` : cell('uuid'),
      pattern: `[misp:${cell('type')} = '${cell('value').replaceAll(/[\\']/g, '\\$&')}']`,
      description: cell('comment'),
      name: cell('category'),
      tags: cell('attribute_tag') === '' ? [] : cell('attribute_tag').split(','),
      ...(date === undefined ? {} : { created: date, modified: date }),
      disabled: /^(?:0|false)$/i.test(cell('to_ids')),
      provider: cell('event_id') === '' ? 'MISP' : `MISP event ${cell('event_id')}`,
      data: JSON.stringify(Object.fromEntries(header.map((name, at) => [name, cells[at] ?? '']))),
      place,
    };
    const observables = observablesIn(cell('type'), cell('value'));
    if (observables.length === 0) return [base];
    return observables.map((observable) => ({
      ...base,
      observableKey: observable.key,
      observableValue: observable.value,
      pattern: patternOf(observable),
    }));
  });
  return { indicators, bad, remarks: [] };
}

function observablesIn(type: string, value: string): readonly Observable[] {
  const parts = value.split('|');
  return (TYPES[type] ?? []).flatMap((key, index): readonly Observable[] => {
    const part = parts[index];
    if (key === undefined || part === undefined || part === '') return [];
    const isAddress = key === 'ipv4-addr:value';
    return [{ key: isAddress ? (observableOf(part)?.key ?? key) : key, value: part }];
  });
}

/** Seconds since 1970, or an ISO date. */
function dateOf(text: string): string | undefined {
  if (/^\d{9,11}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? text : undefined;
}
