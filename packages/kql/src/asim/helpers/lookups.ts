import { quoted } from '../asim-parser.js';
import { dnsQueryTypes, dnsResponseCodes, icmpTypes, networkProtocols } from './codes.js';
import type { StoredFunction } from '../stored-function.js';

/** A list of IANA: how its functions are called, and what they set. */
interface CodeList {
  readonly name: string;
  readonly codes: Readonly<Record<string, string>>;
  /** The columns that the function for `invoke` sets: the code and its name. */
  readonly columns: readonly [code: string, name: string];
  /** Codes that anybody may use. */
  readonly ownUse?: readonly [from: number, to: number];
}

const lists: readonly CodeList[] = [
  {
    name: 'DnsQueryType',
    codes: dnsQueryTypes,
    columns: ['DnsQueryType', 'DnsQueryTypeName'],
    ownUse: [65_280, 65_534],
  },
  {
    name: 'DnsResponseCode',
    codes: dnsResponseCodes,
    columns: ['DnsResponseCode', 'DnsResponseCodeName'],
    ownUse: [3841, 4095],
  },
  { name: 'ICMPType', codes: icmpTypes, columns: ['NetworkIcmpCode', 'NetworkIcmpType'] },
  { name: 'NetworkProtocol', codes: networkProtocols, columns: ['NetworkProtocolNumber', 'NetworkProtocol'] },
];

/** The name of a code, in KQL. */
function nameOf(code: string, { codes, ownUse }: CodeList): string {
  const listed = `tostring(dynamic(${JSON.stringify(codes)})[tostring(${code})])`;
  const own =
    ownUse === undefined
      ? ''
      : `${code} between (${ownUse[0]} .. ${ownUse[1]}), 'Reserved for Private Use', `;
  return `case(isnotempty(${listed}), ${listed}, ${own}'Unassigned')`;
}

/**
 * `_ASIM_Lookup…` of a number, and `_ASIM_Resolve…` of a column for `invoke`.
 * https://learn.microsoft.com/azure/sentinel/normalization-functions#enrichment-lookup-functions
 */
export const lookups: readonly StoredFunction[] = lists.flatMap((list) => {
  const [code, name] = list.columns;
  return [
    {
      name: `_ASIM_Lookup${list.name}`,
      parameters: '(code:int)',
      body: () => `{ ${nameOf('code', list)} }`,
    },
    {
      name: `_ASIM_Resolve${list.name}`,
      parameters: '(T:(*), field:string)',
      body: () =>
        `{ T | extend ${code} = toint(column_ifexists(field, 0)) | extend ${name} = ${nameOf(code, list)} }`,
    },
  ];
});

/** https://learn.microsoft.com/azure/sentinel/normalization-functions#device-resolution-functions */
export const hostnames: readonly StoredFunction[] = [
  ['_ASIM_ResolveFQDN', 'ExtractedHostname', ''],
  ['_ASIM_ResolveSrcFQDN', 'SrcHostname', 'Src'],
  ['_ASIM_ResolveDstFQDN', 'DstHostname', 'Dst'],
  ['_ASIM_ResolveDvcFQDN', 'DvcHostname', 'Dvc'],
].map(([name = '', host = '', prefix = '']) => ({
  name,
  parameters: '(T:(*), field:string)',
  body: () => `{
    T
    | extend _name_to_resolve = tostring(column_ifexists(field, ''))
    | extend
        ${host} = tostring(split(_name_to_resolve, '.')[0]),
        ${prefix}Domain = extract(${quoted(String.raw`^[^.]*\.(.*)$`)}, 1, _name_to_resolve),
        ${prefix}FQDN = iff(_name_to_resolve contains '.', _name_to_resolve, ''),
        ${prefix}DomainType = iff(_name_to_resolve contains '.', 'FQDN', '')
    | project-away _name_to_resolve }`,
}));
