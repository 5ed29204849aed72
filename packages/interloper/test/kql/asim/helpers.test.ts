import type { Json } from '@interloper/sql';
import { describe, expect, test } from 'vitest';
import { openEngine } from '../run.js';

const answerOf = openEngine();

describe('helper functions', () => {
  // https://learn.microsoft.com/azure/sentinel/normalization-functions, with the lists of IANA that it names
  test.each<readonly [expression: string, value: Json]>([
    ['_ASIM_LookupDnsQueryType(28)', 'AAAA'],
    ['_ASIM_LookupDnsQueryType(257)', 'CAA'],
    ['_ASIM_LookupDnsQueryType(65300)', 'Reserved for Private Use'],
    ['_ASIM_LookupDnsQueryType(4711)', 'Unassigned'],
    ['_ASIM_LookupDnsResponseCode(3)', 'NXDOMAIN'],
    ['_ASIM_LookupDnsResponseCode(16)', 'BADVERS'],
    ['_ASIM_LookupICMPType(8)', 'Echo'],
    ['_ASIM_LookupICMPType(7)', 'Unassigned'],
    ['_ASIM_LookupNetworkProtocol(17)', 'UDP'],
    ['_ASIM_LookupNetworkProtocol(132)', 'SCTP'],
    ['_ASIM_LookupNetworkProtocol(143)', 'Ethernet'],
    ['_ASIM_LookupNetworkProtocol(61)', 'Unassigned'],
    ["_ASIM_GetUsernameType('ola@tailspin.example')", 'UPN'],
    [String.raw`_ASIM_GetUsernameType(@'TAILSPIN\ola')`, 'Windows'],
    ["_ASIM_GetUsernameType('CN=Ola,OU=Travel')", 'DN'],
    ["_ASIM_GetUsernameType('ola')", 'Simple'],
    ["_ASIM_GetUserType('DESK-7$', '')", 'Machine'],
    ["_ASIM_GetUserType('ola', 'S-1-0-0')", ''],
    ["_ASIM_GetUserType('ola', 'S-1-5-21-1-2-3-1001')", 'Regular'],
    ["_ASIM_GetWindowsUserType('ola', 'S-1-5-21-1-2-3-500')", 'Admin'],
    ["_ASIM_GetWindowsUserType('', 'S-1-5-18')", 'System'],
    ["ASIM_GetWindowsUserType('DESK-7$', '')", 'Machine'],
    ["_ASIM_GetSourceBySourceType('any')", []],
  ])('%s', async (expression, value) => {
    expect((await answerOf(`print value = ${expression}`)).rows).toEqual([[value]]);
  });

  test.each<readonly [name: string, prefix: string, host: string]>([
    ['_ASIM_ResolveFQDN', '', 'ExtractedHostname'],
    ['_ASIM_ResolveSrcFQDN', 'Src', 'SrcHostname'],
    ['_ASIM_ResolveDstFQDN', 'Dst', 'DstHostname'],
    ['_ASIM_ResolveDvcFQDN', 'Dvc', 'DvcHostname'],
  ])('%s', async (name, prefix, host) => {
    const { columns, rows } = await answerOf(
      `datatable(TimeGenerated: datetime, Name: string) [
         datetime(2026-03-12), 'desk7.travel.tailspin.example', datetime(2026-03-12), 'desk7'
       ] | invoke ${name}('Name') | project Name, ${host}, ${prefix}Domain, ${prefix}DomainType, ${prefix}FQDN`,
    );
    expect(columns.every((column) => column.endsWith(':string'))).toBe(true);
    expect(rows).toEqual([
      [
        'desk7.travel.tailspin.example',
        'desk7',
        'travel.tailspin.example',
        'FQDN',
        'desk7.travel.tailspin.example',
      ],
      ['desk7', 'desk7', '', '', ''],
    ]);
  });

  test.each<readonly [name: string, code: number, columns: readonly string[], row: readonly Json[]]>([
    ['_ASIM_ResolveDnsQueryType', 15, ['DnsQueryType', 'DnsQueryTypeName'], [15, 'MX']],
    ['_ASIM_ResolveDnsResponseCode', 5, ['DnsResponseCode', 'DnsResponseCodeName'], [5, 'REFUSED']],
    ['_ASIM_ResolveICMPType', 11, ['NetworkIcmpCode', 'NetworkIcmpType'], [11, 'Time Exceeded']],
    ['_ASIM_ResolveNetworkProtocol', 6, ['NetworkProtocolNumber', 'NetworkProtocol'], [6, 'TCP']],
  ])('%s', async (name, code, columns, row) => {
    const { rows } = await answerOf(
      `datatable(TimeGenerated: datetime, Code: int) [datetime(2026-03-12), ${code}]
       | invoke ${name}('Code') | project ${columns.join(', ')}`,
    );
    expect(rows).toEqual([row]);
  });
});

test('a function is bound anew for other arguments and other rows', async () => {
  const rule = (table: string, field: string): string =>
    `${table} | invoke _ASIM_ResolveSrcFQDN('${field}') | project SrcHostname, SrcDomain`;
  const one =
    "datatable(TimeGenerated: datetime, A: string, B: string) [datetime(2026-03-12), 'a.one', 'b.two']";
  const other = "datatable(TimeGenerated: datetime, B: string) [datetime(2026-03-12), 'b.three']";
  expect((await answerOf(rule(one, 'A'))).rows).toEqual([['a', 'one']]);
  expect((await answerOf(rule(one, 'B'))).rows).toEqual([['b', 'two']]);
  expect((await answerOf(rule(other, 'B'))).rows).toEqual([['b', 'three']]);
  expect((await answerOf(rule(other, 'A'))).rows).toEqual([['', '']]);
  expect((await answerOf(rule(one, 'A'))).rows).toEqual([['a', 'one']]);
});
