import type { ContextRow, ContextTable } from '../context-table.js';
import { addressRange } from '../address-range.js';
import { ContextProblem } from '../problem.js';
import { threatIndicators } from './dataset.js';
import type { Indicator } from './indicator.js';
import { readList, readTorExits } from './read-list.js';
import { readMisp } from './read-misp.js';
import { readStix } from './read-stix.js';
import type { ReadIndicators } from './read-stix.js';
import { recogniseIndicators } from './recognise.js';
import type { IndicatorFormat } from './recognise.js';

const READERS: Readonly<Record<IndicatorFormat, (text: string, file: string) => ReadIndicators>> = {
  stix: readStix,
  misp: readMisp,
  tor: readTorExits,
  list: (text) => readList(text),
};

/** Reads a file of indicators, whatever its kind. Throws `ContextProblem` when it is none. */
export function readIndicators(text: string, file: string): ContextTable {
  const format = recogniseIndicators(text, true) ?? (/^\s*[[{]/.test(text) ? undefined : 'list');
  if (format === undefined)
    throw new ContextProblem(
      `${file} holds no indicators: it is no list of addresses or domains, no STIX bundle and no MISP export`,
    );
  const { indicators, bad, remarks } = READERS[format](text, file);
  if (indicators.length === 0 && bad.length > 0)
    throw new ContextProblem(
      `${file} holds no indicators: ${bad[0]?.cause ?? ''} (line ${bad[0]?.line ?? 0})`,
    );
  return {
    dataset: threatIndicators.dataset,
    columns: threatIndicators.columns,
    rows: indicators.map(rowOf),
    bad,
    remarks,
  };
}

function rowOf(indicator: Indicator): ContextRow {
  const { observableKey: key, observableValue: value } = indicator;
  const range = value === undefined ? undefined : addressRange(value);
  const single = range !== undefined && range.first === range.last;
  const flag = (is: boolean | undefined): string => (is === true ? 'true' : 'false');
  return {
    _record: String(indicator.place),
    whole: 'true',
    id: indicator.id,
    observable_key: key,
    // `203.0.113.7/32` is that address: rules compare it with those of logs, which have no prefix.
    observable_value: single ? value?.trim().split('/')[0] : value,
    kind: kindOf(key, range !== undefined),
    first_address: range?.first,
    last_address: range?.last,
    single: range === undefined ? undefined : flag(single),
    pattern: indicator.pattern,
    name: indicator.name,
    description: indicator.description,
    confidence: indicator.confidence === undefined ? undefined : String(indicator.confidence),
    tags: indicator.tags === undefined ? undefined : JSON.stringify(indicator.tags),
    threat_types: indicator.threatTypes?.join(', '),
    traffic_light: indicator.trafficLight,
    created: indicator.created,
    modified: indicator.modified,
    valid_from: indicator.validFrom,
    valid_until: indicator.validUntil,
    revoked: flag(indicator.revoked),
    disabled: flag(indicator.disabled),
    provider: indicator.provider,
    data: indicator.data,
  };
}

/** What kind of value a key of STIX has. */
function kindOf(key: string | undefined, isAddress: boolean): string | undefined {
  if (key === undefined) return undefined;
  if (isAddress) return 'address';
  const [object = ''] = key.split(':');
  return { 'domain-name': 'domain', url: 'url', file: 'hash', 'email-addr': 'mail', 'email-message': 'mail' }[
    object
  ];
}
