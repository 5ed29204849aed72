import { isIP } from 'node:net';
import type { Alert } from '@interloper/detect';
import { textOf } from './values.js';

/** The addresses that alerts' evidence names, each once, in order. */
export function addressesOf(alerts: readonly Alert[]): readonly string[] {
  const found = alerts.flatMap(({ evidence }) =>
    Object.entries(evidence).flatMap(([column, value]) =>
      ADDRESS_COLUMN.test(column) ? textOf(value).split(BETWEEN).map(withoutPort).filter(isAddress) : [],
    ),
  );
  return [...new Set(found)];
}

/** `IPAddress`, `CallerIpAddress`, `src_ip`, `sourceIPAddress`, `client`, `Source` … */
const ADDRESS_COLUMN = /ip|addr|source|src|client/i;
const BETWEEN = /[\s,;"[\]]+/;

function withoutPort(text: string): string {
  return /^(?<address>\d+\.\d+\.\d+\.\d+):\d+$/.exec(text)?.groups?.['address'] ?? text;
}

function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}
