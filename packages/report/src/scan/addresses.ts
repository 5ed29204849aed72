import { isIP } from 'node:net';
import type { Alert } from '@interloper/detect';
import { textOf } from './values.js';

/** The addresses that alerts' evidence names, each once, in order. */
export function addressesOf(alerts: readonly Alert[]): readonly string[] {
  const found = alerts.flatMap(({ evidence }) =>
    Object.entries(evidence).flatMap(([column, value]) => addressesIn(column, textOf(value))),
  );
  return [...new Set(found)];
}

/** The addresses that a value names; none in a column that is not about addresses. */
export function addressesIn(column: string, text: string): readonly string[] {
  return ADDRESS_COLUMN.test(column) ? text.split(BETWEEN).map(withoutPort).filter(isAddress) : [];
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
