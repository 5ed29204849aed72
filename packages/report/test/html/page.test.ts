import { createHash } from 'node:crypto';
import { html as namespaces, parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import { renderHtmlReport, reportMark } from '@interloper/report';
import { detection, hostile, hostileNames, signIns } from '../hostile-report.js';

type Element = DefaultTreeAdapterTypes.Element;
type Node = DefaultTreeAdapterTypes.ChildNode | DefaultTreeAdapterTypes.Document;

const page = renderHtmlReport({ ...hostile, detections: [detection], signIns });
const { elements, text, errors } = read(page);

describe('a report', () => {
  test('is HTML without an error of the parser, and begins with its mark', () => {
    expect(errors).toEqual([]);
    expect(page.startsWith(reportMark)).toBe(true);
  });

  test('has no script, no handler, no inline style and nothing to fetch', () => {
    const forbidden = new Set([
      'script',
      'img',
      'link',
      'iframe',
      'object',
      'embed',
      'base',
      'form',
      'use',
      'image',
    ]);
    expect(elements.map(({ tagName }) => tagName).filter((name) => forbidden.has(name))).toEqual([]);
    const attributes = elements.flatMap(({ attrs }) => attrs);
    expect(
      attributes.filter(({ name }) => name === 'src' || name === 'style' || name.startsWith('on')),
    ).toEqual([]);
    const links = attributes.filter(({ name }) => name === 'href').map(({ value }) => value);
    expect(links.length).toBeGreaterThan(0);
    expect(links.filter((link) => !link.startsWith('#'))).toEqual([]);
    expect(styleText()).not.toMatch(/url\(|@import/);
  });

  test('forbids in its policy what it does not have, and allows its own style sheet', () => {
    const policy = elements.find(
      ({ attrs }) => attributeOf(attrs, 'http-equiv') === 'Content-Security-Policy',
    );
    const hash = createHash('sha256').update(styleText()).digest('base64');
    expect(attributeOf(policy?.attrs ?? [], 'content')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  test('links lead to something, and no id is there twice', () => {
    const ids = elements.flatMap(({ attrs }) => attributeOf(attrs, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = elements.flatMap(({ attrs }) => attributeOf(attrs, 'href')?.slice(1) ?? []);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  test('shows hostile names as text, with what acts on a reader made visible', () => {
    const shown = [
      '</style><svg onload=alert(1)>\\u202e\\x07',
      hostileNames[0],
      hostileNames[1],
      hostileNames[2],
    ];
    for (const name of shown) expect(text).toContain(name);
    expect(['\u202e', '\u0007'].filter((each) => page.includes(each))).toEqual([]);
  });

  test('numbers what the result holds', () => {
    const withClass = (name: string): readonly Element[] =>
      elements.filter(({ attrs }) => (attributeOf(attrs, 'class') ?? '').split(' ').includes(name));
    expect(withClass('account')).toHaveLength(hostile.accounts.length);
    // The excluded one is told at the end, and is no alert of its account.
    expect(withClass('alert')).toHaveLength(hostile.alerts.length - 1);
    expect(text).toContain('egress <of> "ours"');
    expect(withClass('tile').map((tile) => collect(tile).replaceAll(/\s+/g, ' ').trim())).toEqual([
      'critical 1',
      'high 4',
      'medium 0',
      'low 0',
      'alerts 5 and 1 excluded',
      'rules evaluated 1 of 2',
      'records read 1,350',
    ]);
    for (const each of hostile.inputs) expect(text).toContain(each.sha256 ?? '');
    expect(text).toContain('no <log>');
    expect(text).toContain('<AWSCloudTrail>: 310 rows');
  });

  test('draws sign-ins by country', () => {
    expect(text).toContain('Sign-ins: Portugal: 2 passed, 1 failed');
    const cells = elements.filter(({ attrs }) => attributeOf(attrs, 'class') === 'cell passed');
    expect(cells).toHaveLength(hostileNames.length);
  });

  test('has landmarks, one title, headings without gaps, and names for what is drawn and asked', () => {
    const tags = elements.map(({ tagName }) => tagName);
    for (const only of ['nav', 'main', 'h1']) expect(tags.filter((tag) => tag === only)).toHaveLength(1);
    const levels = elements.flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? []).map(Number);
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    const nameless = elements.filter(
      ({ tagName, attrs }) =>
        (tagName === 'svg' &&
          attributeOf(attrs, 'aria-hidden') !== 'true' &&
          (attributeOf(attrs, 'role') !== 'img' || attributeOf(attrs, 'aria-label') === undefined)) ||
        (tagName === 'th' && attributeOf(attrs, 'scope') === undefined),
    );
    expect(nameless.map(({ tagName, attrs }) => [tagName, attrs])).toEqual([]);
    expect(attributeOf(elements.find(({ tagName }) => tagName === 'html')?.attrs ?? [], 'lang')).toBe('en');
  });

  test('tells what happened to the accounts at high or above, from the first bad event on', () => {
    const [first, second] = hostile.accounts;
    const [sample] = hostile.alerts;
    if (first === undefined || second === undefined || sample === undefined) throw new Error('no sample');
    const at = (id: string, time: string, address: string) => ({
      ...sample,
      id,
      time,
      lastTime: time,
      why: ['MassClone', 'RiskEvent:leakedCredentials'],
      evidence: { IPAddress: address },
    });
    const told = read(
      renderHtmlReport({
        ...hostile,
        accounts: [
          {
            ...first,
            account: 'late@tailspin.example',
            firstSeen: '2026-03-05T09:00:00Z',
            alerts: ['c', 'b', 'a'],
          },
          { ...second, account: 'early@tailspin.example', firstSeen: '2026-03-04T09:00:00Z', alerts: ['d'] },
          { ...second, account: 'lookalike@tailspin.example', severity: 'medium', alerts: ['e'] },
        ],
        alerts: [
          at('c', '2026-03-07T01:00:00Z', '203.0.113.9'),
          at('b', '2026-03-06T01:00:00Z', '203.0.113.8'),
          at('a', '2026-03-05T09:00:00Z', '203.0.113.7'),
          at('d', '2026-03-04T09:00:00Z', '203.0.113.9'),
          at('e', '2026-03-04T09:00:00Z', '203.0.113.5'),
        ],
        detections: [detection],
      }),
    );
    const named = (name: string): readonly string[] =>
      told.elements
        .filter(({ attrs }) => attributeOf(attrs, 'class') === name)
        .map((each) => collect(each).replaceAll(/\s+/g, ' ').trim());
    const [story = ''] = named('story');
    expect(story.indexOf('early@')).toBeGreaterThanOrEqual(0);
    expect(story.indexOf('early@')).toBeLessThan(story.indexOf('late@'));
    expect(story).not.toContain('lookalike@');
    expect(story).toContain(
      'first 5 Mar 09:00 Password spray <Sign-ins> · mass clone, risk event: leakedCredentials · from 203.0.113.7',
    );
    expect(story.match(/(first|then|last) \d+ Mar/g)).toEqual([
      'first 4 Mar',
      'first 5 Mar',
      'then 6 Mar',
      'last 7 Mar',
    ]);
    // What ties the two together.
    expect(told.text.replaceAll(/\s+/g, ' ')).toMatch(
      /have in common .* 203\.0\.113\.9 late@tailspin\.example ?early@tailspin\.example 2: 2026-03-04 09:00:00 UTC to 2026-03-07/,
    );
  });

  test('says that a scan without a rule is not the same as nothing to find', () => {
    const blind = renderHtmlReport({
      ...hostile,
      accounts: [],
      alerts: [],
      coverage: hostile.coverage.filter(({ outcome }) => outcome === 'notEvaluable'),
      detections: [],
    });
    expect(read(blind).text).toContain('No rule could be evaluated on this data');
    expect(read(blind).errors).toEqual([]);
  });

  test('is written of a run without any time', () => {
    const run = { ...hostile.run, now: null, from: null, to: null };
    const empty = renderHtmlReport({
      ...hostile,
      run,
      accounts: [],
      alerts: [],
      coverage: [],
      detections: [],
    });
    expect(read(empty).errors).toEqual([]);
    expect(empty).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe('a playbook in a report', () => {
  const steps = elements.filter(
    ({ tagName, attrs }) =>
      tagName === 'input' && attributeOf(attrs, 'aria-label')?.endsWith('done') === true,
  );

  test('is a checklist: a box for each row of its tables and item of its lists', () => {
    expect(steps).toHaveLength(3 * hostile.accounts.length);
  });

  test('has its variables filled in, but no command with what a shell would act on', () => {
    const commands = elements.filter(({ tagName }) => tagName === 'code').map((code) => collect(code));
    expect(commands).toContain('block 198.51.100.3');
    expect(commands).toContain('block 2001:db8::7');
    expect(commands).toContain('Revoke -UserId $user');
    expect(commands.filter((command) => command.includes('rm -rf'))).toEqual([]);
    expect(text).toContain('not filled in: it has characters on which a shell would act');
  });

  test('has the name of an IAM user for the ARN that logs give', () => {
    const [first] = hostile.accounts;
    const [alert] = hostile.alerts;
    if (first === undefined || alert === undefined) throw new Error('the sample has an account');
    const name = 'arn:aws:iam::111122223333:user/ops/maren';
    const one = renderHtmlReport({
      ...hostile,
      accounts: [{ ...first, account: name }],
      alerts: [{ ...alert, account: name }],
      detections: [detection],
    });
    const { text: told, elements: found } = read(one);
    expect(found.filter(({ tagName }) => tagName === 'code').map((code) => collect(code))).toContain(
      'Revoke -UserId maren',
    );
    expect(told).toContain(`Tell ${name}.`);
    expect(told).toContain('the evidence does not say');
  });
});

function styleText(): string {
  const [style, ...others] = elements.filter(({ tagName }) => tagName === 'style');
  expect(others).toEqual([]);
  return style === undefined ? '' : collect(style);
}

function read(source: string): { elements: readonly Element[]; text: string; errors: readonly string[] } {
  const found: string[] = [];
  const tree = parse(source, {
    onParseError: ({ code, startLine }) => found.push(`${code} in line ${startLine}`),
  });
  const all: Element[] = [];
  const walk = (node: Node): void => {
    if ('tagName' in node) all.push(node);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(tree);
  expect(
    all.every(({ namespaceURI }) => [namespaces.NS.HTML, namespaces.NS.SVG].includes(namespaceURI)),
  ).toBe(true);
  return { elements: all, text: collect(tree), errors: found };
}

function collect(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(collect).join('') : '';
}

function attributeOf(attributes: Element['attrs'], wanted: string): string | undefined {
  return attributes.find(({ name }) => name === wanted)?.value;
}
