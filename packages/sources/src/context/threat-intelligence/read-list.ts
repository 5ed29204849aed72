import type { BadEntry } from '../context-table.js';
import type { Indicator } from './indicator.js';
import { observableOf, patternOf } from './observable.js';
import type { ReadIndicators } from './read-stix.js';

/**
 * Reads a list of one value a line: addresses, networks, domains, URLs, hashes, mail addresses. `#`, `;` and `//` begin
 * comments; what stands behind the value on its line does not count.
 */
export function readList(text: string, provider = 'list'): ReadIndicators {
  const indicators: Indicator[] = [];
  const bad: BadEntry[] = [];
  linesOf(text).forEach((line, index) => {
    const content = contentOf(line);
    if (content === '') return;
    const [first = ''] = content.split(/[\s,;|]/, 1);
    const observable = observableOf(first.replaceAll(/^["']|["']$/g, ''));
    if (observable === undefined) {
      bad.push({
        line: index + 1,
        cause: 'it begins with no address, network, domain, URL, hash or mail address',
        excerpt: line.slice(0, 200),
      });
      return;
    }
    indicators.push({
      id: `${provider}:${observable.key}:${observable.value}`,
      observableKey: observable.key,
      observableValue: observable.value,
      pattern: patternOf(observable),
      provider,
      place: index + 1,
    });
  });
  return { indicators, bad, remarks: [] };
}

/** Reads the Tor Project's list of exits: `ExitAddress 203.0.113.9 2026-03-01 10:00:00` below each `ExitNode`. */
export function readTorExits(text: string): ReadIndicators {
  const indicators: Indicator[] = [];
  const bad: BadEntry[] = [];
  let node: string | undefined;
  linesOf(text).forEach((line, index) => {
    const [word = '', value = '', day, clock] = line.trim().split(/\s+/);
    if (word === 'ExitNode') node = value;
    if (word === '' || ['ExitNode', 'Published', 'LastStatus', '@type', 'Downloaded'].includes(word)) return;
    const observable = word === 'ExitAddress' ? observableOf(value) : undefined;
    if (observable === undefined) {
      bad.push({
        line: index + 1,
        cause: 'it is no line of a list of Tor exits',
        excerpt: line.slice(0, 200),
      });
      return;
    }
    const seen = day === undefined || clock === undefined ? undefined : `${day}T${clock}Z`;
    indicators.push({
      id: `tor:${observable.value}`,
      observableKey: observable.key,
      observableValue: observable.value,
      pattern: patternOf(observable),
      name: 'Tor exit',
      description: node === undefined ? 'Tor exit' : `Tor exit ${node}`,
      tags: ['tor'],
      threatTypes: ['anonymization'],
      ...(seen === undefined ? {} : { created: seen, modified: seen }),
      provider: 'Tor Project',
      place: index + 1,
    });
  });
  return { indicators, bad, remarks: [] };
}

export function linesOf(text: string): readonly string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

/** A line without its comment. A URL holds `//`, so that one only begins a comment at the start of a line. */
export function contentOf(line: string): string {
  const trimmed = line.trim();
  if (/^(?:#|;|\/\/|!)/.test(trimmed)) return '';
  return trimmed.replace(/\s+[#;].*$/, '').trim();
}
