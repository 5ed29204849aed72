import { activityServices, createRandom } from '@interloper/emulate';
import type { Random } from '@interloper/emulate';

/** A Sigma text of the benchmark: one detection, or a correlation with the rules that it counts. */
export interface ComposedRule {
  readonly name: string;
  readonly text: string;
}

/**
 * So many Sigma rules over CloudTrail, as rule sets have them: most name a service and its calls and ask for more (who,
 * from where, by which program, with which parameters, whether it failed), some look at one field of every event, every
 * tenth is a correlation. A longer list begins with the shorter one.
 */
export function composeRules(count: number): readonly ComposedRule[] {
  const random = createRandom('bench/sigma');
  return Array.from({ length: count }, (_, index): ComposedRule => {
    const name = `bench-rule-${index}`;
    const text =
      index % 10 === 9 ? correlation(name, index, random) : rule(name, name, guid(index, 0), random, false);
    return { name, text };
  });
}

/** A selection or filter: lines of YAML below its name. */
type Lines = readonly string[];

function rule(name: string, title: string, id: string, random: Random, selective: boolean): string {
  const parts: [string, Lines][] = [];
  const wide = !selective && random.chance(0.06);
  parts.push(['selection', wide ? wideSelection(random) : callSelection(random)]);
  // Rules that hold most events are few: nobody keeps them.
  const isCommon = random.chance(0.02);
  const strong = selective ? random.integer(2) : isCommon ? 0 : wide ? 2 : 1;
  const kinds = [
    ...shuffled(telling, random).slice(0, strong),
    ...shuffled(common, random).slice(0, random.integer(2)),
  ];
  kinds.forEach((make, index) => parts.push([`selection_${index}`, make(random)]));
  const alternatives = !selective && random.chance(0.15) ? [telling, common] : [];
  alternatives.forEach((list, index) => parts.push([`option_${index}`, random.pick(list)(random)]));
  const filters = random.chance(0.35) ? 1 + random.integer(2) : 0;
  for (let index = 0; index < filters; index += 1) {
    parts.push([`filter_main_${index}`, random.pick(exclusions)(random)]);
  }
  const condition = [
    kinds.length > 0 ? 'all of selection*' : 'selection',
    ...(alternatives.length > 0 ? ['1 of option_*'] : []),
    ...(filters > 0 ? ['not 1 of filter_main_*'] : []),
  ].join(' and ');
  return [
    `title: ${title}`,
    `id: ${id}`,
    `name: ${name}`,
    'status: test',
    `level: ${random.pick(['low', 'medium', 'high', 'critical'])}`,
    'tags: [attack.initial-access, attack.t1078.004]',
    'logsource:',
    '  product: aws',
    '  service: cloudtrail',
    'detection:',
    ...parts.flatMap(([part, lines]) => [`  ${part}:`, ...lines.map((line) => `    ${line}`)]),
    `  condition: ${condition}`,
    '',
  ].join('\n');
}

function correlation(name: string, index: number, random: Random): string {
  const type = random.pick(['event_count', 'event_count', 'value_count', 'temporal'] as const);
  const bases = Array.from({ length: type === 'temporal' ? 2 : 1 }, (_, part) => ({
    name: `${name.replaceAll('-', '_')}_base_${part}`,
    id: guid(index, part + 1),
  }));
  const condition =
    type === 'value_count'
      ? ['  condition:', '    field: sourceIPAddress', `    gte: ${5 + random.integer(20)}`]
      : type === 'event_count'
        ? ['  condition:', `    gte: ${10 + random.integer(90)}`]
        : [];
  const text = [
    `title: ${name}`,
    `id: ${guid(index, 0)}`,
    `name: ${name}`,
    'status: test',
    'level: high',
    'tags: [attack.initial-access, attack.t1078.004]',
    'correlation:',
    `  type: ${type}`,
    '  rules:',
    ...bases.map((base) => `    - ${base.name}`),
    '  group-by:',
    '    - userIdentity.arn',
    `  timespan: ${random.pick(['5m', '15m', '1h'])}`,
    ...condition,
    '',
  ].join('\n');
  return [text, ...bases.map((base) => rule(base.name, base.name, base.id, random, true))].join('---\n');
}

function callSelection(random: Random): Lines {
  const service = random.pick(activityServices);
  // What rules look for changes something; what reads is the commoner half of the trail.
  const names = random.chance(0.8) ? service.writes : service.reads;
  const source = `eventSource: ${service.source}`;
  const [first = '', ...rest] = shuffled(names, random);
  const shape = random.next();
  if (shape < 0.45) return [source, `eventName: ${first}`];
  if (shape < 0.75)
    return [source, 'eventName:', ...[first, ...rest.slice(0, 1 + random.integer(4))].map(item)];
  if (shape < 0.85) return [source, `eventName|startswith: ${first.replace(/(?<=[a-z])[A-Z].*$/, '')}`];
  if (shape < 0.9)
    return [`eventSource: '${service.source.slice(0, 3)}*'`, `eventName: '*${first.slice(-8)}'`];
  if (shape < 0.95) return [`eventName|contains: ${first.slice(2)}`];
  return [source, `eventName|re: '^(${[first, ...rest.slice(0, 2)].join('|')})$'`];
}

function wideSelection(random: Random): Lines {
  return random.pick<() => Lines>([
    () => [`userAgent|contains: ${random.pick(['kali', 'parrot', 'pacu', 'TruffleHog', 'S3 Browser'])}`],
    () => ['userIdentity.type: Root'],
    () => [`errorCode: ${random.pick(['AccessDenied', 'Client.UnauthorizedOperation', 'NoSuchBucket'])}`],
    () => [`sourceIPAddress|cidr: ${network(random)}`],
    () => [
      `requestParameters|contains: ${random.pick(['"0.0.0.0/0"', 'payroll', '444455556666', 'public-read'])}`,
    ],
    () => [
      `userIdentity.arn|endswith: /${random.pick(['backup', 'ci-deploy', 'emil.olsen', 'sofia.moreau'])}`,
    ],
  ])();
}

/** What few events have. */
const telling: readonly ((random: Random) => Lines)[] = [
  (random) => [
    'errorCode:',
    ...['AccessDenied', 'AccessDeniedException', 'Client.UnauthorizedOperation']
      .slice(0, 1 + random.integer(3))
      .map(item),
  ],
  (random) => [
    `userAgent|contains: ${random.pick(['kali', 'Boto3', 'Terraform', 'curl', 'aws-cli/1', 'PowerShell', 'Firefox'])}`,
  ],
  (random) => [
    'userAgent|contains:',
    ...shuffled(['kali', 'pacu', 'TruffleHog', 'python-requests', 'curl', 'S3 Browser'], random)
      .slice(0, 3)
      .map(item),
  ],
  (random) => [
    `userAgent|re: '${random.pick([String.raw`aws-cli/1\.\d+`, 'Chrome/1[23][0-4]', '(?i)kali|parrot', String.raw`nodejs#20\.\d+`])}'`,
  ],
  (random) => [`sourceIPAddress|cidr: ${network(random)}`],
  (random) => ['sourceIPAddress|cidr:', ...[network(random), network(random)].map(item)],
  (random) => [
    `requestParameters|contains: ${random.pick(['payroll', 'AdministratorAccess', '0.0.0.0/0', '444455556666', 'password', 'cloudtrail-logs', 'NONE'])}`,
  ],
  (random) => [
    'requestParameters|contains|all:',
    ...shuffled(['"fromPort":22', '0.0.0.0/0', 'prod', 'backup', 'group'], random).slice(0, 2).map(item),
  ],
  (random) => [
    `userIdentity.arn|contains: ${random.pick([':assumed-role/', 'admin', 'ci-deploy', 'terraform', ':user/maren'])}`,
  ],
  (random) => [
    `userIdentity.userName: ${random.pick(['backup', 'ci-deploy', 'maren.okada', 'tomas.lind', 'priya.silva'])}`,
  ],
];

/** What many events have. */
const common: readonly ((random: Random) => Lines)[] = [
  (random) => [`userIdentity.type: ${random.pick(['Root', 'IAMUser', 'AssumedRole', 'AWSService'])}`],
  () => ["errorCode: 'Access*'"],
  () => ['errorCode: null'],
  (random) => [`awsRegion: ${random.pick(['us-east-1', 'eu-west-1', 'ap-southeast-2', 'sa-east-1'])}`],
  (random) => [
    `userIdentity.sessionContext.attributes.mfaAuthenticated: '${random.pick(['true', 'false'])}'`,
  ],
  (random) => [`userIdentity.accessKeyId|startswith: ${random.pick(['AKIA', 'ASIA'])}`],
];

const exclusions: readonly ((random: Random) => Lines)[] = [
  () => ['userIdentity.type: AWSService'],
  () => ['sourceIPAddress|endswith: .amazonaws.com'],
  (random) => [`userAgent|contains: ${random.pick(['Terraform', 'console.amazonaws.com', 'AWS Internal'])}`],
  (random) => [`userIdentity.arn|contains: ${random.pick(['terraform', 'deploy', 'readonly-audit'])}`],
  (random) => [`sourceIPAddress|cidr: ${network(random)}`],
  () => ['errorCode|exists: true'],
  () => ['userIdentity.invokedBy: cloudformation.amazonaws.com'],
];

function network(random: Random): string {
  const base = random.pick(['198.51.100', '203.0.113', '192.0.2']);
  return random.chance(0.2)
    ? `2001:db8:${random.integer(40).toString(16)}::/48`
    : `${base}.${random.integer(16) * 16}/28`;
}

function item(value: string): string {
  return `  - '${value}'`;
}

function guid(index: number, part: number): string {
  return `00000000-0000-4000-8000-${String(index * 10 + part).padStart(12, '0')}`;
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((entry) => ({ entry, key: random.next() }))
    .toSorted((left, right) => left.key - right.key)
    .map(({ entry }) => entry);
}
