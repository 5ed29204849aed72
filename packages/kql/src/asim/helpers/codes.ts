/** Names by number, written from `from` on; `-` where there is none. */
function numbered(words: string, from = 0): Readonly<Record<string, string>> {
  const names = words.trim().split(/\s+/);
  return Object.fromEntries(
    names.flatMap((name, index) => (name === '-' ? [] : [[String(from + index), name] as const])),
  );
}

/** https://www.iana.org/assignments/dns-parameters/dns-parameters.xhtml#dns-parameters-4 */
export const dnsQueryTypes: Readonly<Record<string, string>> = {
  ...numbered(`
    Reserved A NS MD MF CNAME SOA MB MG MR NULL WKS PTR HINFO MINFO MX TXT RP AFSDB X25 ISDN RT NSAP NSAP-PTR SIG KEY
    PX GPOS AAAA LOC NXT EID NIMLOC SRV ATMA NAPTR KX CERT A6 DNAME SINK OPT APL DS SSHFP IPSECKEY RRSIG NSEC DNSKEY
    DHCID NSEC3 NSEC3PARAM TLSA SMIMEA Unassigned HIP NINFO RKEY TALINK CDS CDNSKEY OPENPGPKEY CSYNC`),
  ...numbered('SPF UINFO UID GID UNSPEC NID L32 L64 LP EUI48 EUI64', 99),
  ...numbered('TKEY TSIG IXFR AXFR MAILB MAILA All URI CAA AVC DOA', 249),
  ...numbered('TA DLV', 32_768),
  65535: 'Reserved',
};

/** https://www.iana.org/assignments/dns-parameters/dns-parameters.xhtml#dns-parameters-6 */
export const dnsResponseCodes: Readonly<Record<string, string>> = {
  ...numbered(
    'NOERROR FORMERR SERVFAIL NXDOMAIN NOTIMP REFUSED YXDOMAIN YXRRSET NXRRSET NOTAUTH NOTZONE DSOTYPENI',
  ),
  ...numbered('BADVERS BADKEY BADTIME BADMODE BADNAME BADALG BADTRUNC BADCOOKIE', 16),
};

/** https://www.iana.org/assignments/icmp-parameters/icmp-parameters.xhtml#icmp-parameters-types */
export const icmpTypes: Readonly<Record<string, string>> = {
  0: 'Echo Reply',
  3: 'Destination Unreachable',
  4: 'Source Quench (Deprecated)',
  5: 'Redirect',
  6: 'Alternate Host Address (Deprecated)',
  8: 'Echo',
  9: 'Router Advertisement',
  10: 'Router Solicitation',
  11: 'Time Exceeded',
  12: 'Parameter Problem',
  13: 'Timestamp',
  14: 'Timestamp Reply',
  15: 'Information Request (Deprecated)',
  16: 'Information Reply (Deprecated)',
  17: 'Address Mask Request (Deprecated)',
  18: 'Address Mask Reply (Deprecated)',
  19: 'Reserved (for Security)',
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [String(20 + index), 'Reserved (for Robustness Experiment)']),
  ),
  30: 'Traceroute (Deprecated)',
  31: 'Datagram Conversion Error (Deprecated)',
  32: 'Mobile Host Redirect (Deprecated)',
  33: 'IPv6 Where-Are-You (Deprecated)',
  34: 'IPv6 I-Am-Here (Deprecated)',
  35: 'Mobile Registration Request (Deprecated)',
  36: 'Mobile Registration Reply (Deprecated)',
  37: 'Domain Name Request (Deprecated)',
  38: 'Domain Name Reply (Deprecated)',
  39: 'SKIP (Deprecated)',
  40: 'Photuris',
  41: 'ICMP messages utilized by experimental mobility protocols such as Seamoby',
  42: 'Extended Echo Request',
  43: 'Extended Echo Reply',
  253: 'RFC3692-style Experiment 1',
  254: 'RFC3692-style Experiment 2',
  255: 'Reserved',
};

/** https://www.iana.org/assignments/protocol-numbers/protocol-numbers.xhtml */
export const networkProtocols: Readonly<Record<string, string>> = {
  ...numbered(`
    HOPOPT ICMP IGMP GGP IPv4 ST TCP CBT EGP IGP BBN-RCC-MON NVP-II PUP - EMCON XNET CHAOS UDP MUX DCN-MEAS HMP PRM
    XNS-IDP TRUNK-1 TRUNK-2 LEAF-1 LEAF-2 RDP IRTP ISO-TP4 NETBLT MFE-NSP MERIT-INP DCCP 3PC IDPR XTP DDP IDPR-CMTP
    TP++ IL IPv6 SDRP IPv6-Route IPv6-Frag IDRP RSVP GRE DSR BNA ESP AH I-NLSP - NARP MOBILE TLSP SKIP IPv6-ICMP
    IPv6-NoNxt IPv6-Opts - CFTP - SAT-EXPAK KRYPTOLAN RVD IPPC - SAT-MON VISA IPCV CPNX CPHB WSN PVP BR-SAT-MON SUN-ND
    WB-MON WB-EXPAK ISO-IP VMTP SECURE-VMTP VINES TTP NSFNET-IGP DGP TCF EIGRP OSPFIGP Sprite-RPC LARP MTP AX.25 IPIP -
    SCC-SP ETHERIP ENCAP - GMTP IFMP PNNI PIM ARIS SCPS QNX A/N IPComp SNP Compaq-Peer IPX-in-IP VRRP PGM - L2TP DDX
    IATP STP SRP UTI SMP - PTP - FIRE CRTP CRUDP SSCOPMCE IPLT SPS PIPE SCTP FC RSVP-E2E-IGNORE - UDPLite MPLS-in-IP
    manet HIP Shim6 WESP ROHC Ethernet`),
  13: 'ARGUS (deprecated)',
  53: 'SWIPE (deprecated)',
  95: 'MICP (deprecated)',
  122: 'SM (deprecated)',
  124: 'ISIS over IPv4',
  135: 'Mobility Header',
  255: 'Reserved',
};
