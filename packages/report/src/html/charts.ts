import { compareSeverity } from '@interloper/detect';
import type { Account, Alert } from '@interloper/detect';
import { count, timeOf } from '../scan/values.js';
import type { Markup } from './markup.js';
import type { HtmlReport, SignInCount, SignIns } from './report.js';
import { millisecondsOf } from './signs.js';
import { renderTimeline } from './timeline.js';
import type { Lane, Mark } from './timeline.js';

interface Span {
  readonly from: number;
  readonly to: number;
}

/** So many accounts, and countries of an account, have a lane; the text says how many more there are. */
export const MOST_LANES = 12;

/** All ranked accounts on one axis: when each was seen doing what speaks against it. */
export function renderOverview(report: HtmlReport): Markup | undefined {
  const span = spanOf(report);
  if (span === undefined || report.accounts.length < 2) return undefined;
  const lanes = report.accounts.slice(0, MOST_LANES).map((account) => ({
    name: account.account,
    marks: marksOf(alertsOf(account, report.alerts)),
  }));
  return renderTimeline({ label: 'Alerts of each account over time', ...span, lanes });
}

/** One account: its alerts by detection, then its sign-ins by country. */
export function renderAccountTimeline(account: Account, report: HtmlReport): Markup | undefined {
  const span = spanOf(report);
  if (span === undefined) return undefined;
  const lanes = [...alertLanes(account, report.alerts), ...countryLanes(account, report.signIns)];
  return renderTimeline({ label: `Alerts and sign-ins of ${account.account} over time`, ...span, lanes });
}

/** The time around the alerts, when they are close together compared with what was replayed. */
export function renderCloseUp(account: Account, report: HtmlReport): Markup | undefined {
  const span = spanOf(report);
  const [from, to] = [millisecondsOf(account.firstSeen), millisecondsOf(account.lastSeen)];
  const alerts = alertsOf(account, report.alerts);
  if (span === undefined || alerts.length < 2 || to - from < SHORTEST) return undefined;
  if ((to - from) * CLOSE > span.to - span.from) return undefined;
  const edge = (to - from) / 20;
  const lanes = alertLanes(account, report.alerts);
  return renderTimeline({
    label: `Alerts of ${account.account} close up`,
    from: from - edge,
    to: to + edge,
    lanes,
  });
}

const CLOSE = 12;
/** Milliseconds: below a minute there is nothing to see from close up. */
const SHORTEST = 60_000;

/** Alerts of an account that count, in order of time. */
export function alertsOf(account: Account, alerts: readonly Alert[]): readonly Alert[] {
  const own = new Set(account.alerts);
  return alerts.filter(({ id, excluded }) => own.has(id) && excluded === undefined);
}

/** The countries of an account's sign-ins, most sign-ins first. */
export function countriesOf(account: Account, signIns: SignIns | undefined): readonly Country[] {
  const byCountry = new Map<string, SignInCount[]>();
  for (const each of signIns?.counts ?? []) {
    if (each.account !== account.account) continue;
    const name = countryName(each.country);
    const known = byCountry.get(name);
    if (known === undefined) byCountry.set(name, [each]);
    else known.push(each);
  }
  return [...byCountry]
    .map(([name, counts]) => ({
      name,
      passed: counts.reduce((sum, { passed }) => sum + passed, 0),
      failed: counts.reduce((sum, { failed }) => sum + failed, 0),
      counts: piecesOf(counts),
    }))
    .toSorted((left, right) => right.passed + right.failed - left.passed - left.failed);
}

/** An account's names have counts of their own: they add up to one for each piece of time. */
function piecesOf(counts: readonly SignInCount[]): readonly SignInCount[] {
  const byStart = new Map<string, SignInCount>();
  for (const each of counts) {
    const { passed = 0, failed = 0 } = byStart.get(each.from) ?? {};
    byStart.set(each.from, { ...each, passed: passed + each.passed, failed: failed + each.failed });
  }
  return [...byStart.values()];
}

interface Country {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly counts: readonly SignInCount[];
}

const REGIONS = new Intl.DisplayNames('en', { type: 'region' });

function countryName(text: string): string {
  if (text === '') return 'country not known';
  return /^[A-Z]{2}$/.test(text) ? (REGIONS.of(text) ?? text) : text;
}

function countryLanes(account: Account, signIns: SignIns | undefined): readonly Lane[] {
  if (signIns === undefined) return [];
  const countries = countriesOf(account, signIns).slice(0, MOST_LANES);
  const most = Math.max(
    1,
    ...countries.flatMap(({ counts }) => counts.map(({ passed, failed }) => passed + failed)),
  );
  return countries.map(({ name, passed, failed, counts }) => ({
    name: `Sign-ins: ${name}: ${signInsText(passed, failed)}`,
    marks: counts.map((each): Mark => {
      const from = millisecondsOf(each.from);
      return {
        kind: 'cell',
        from,
        to: from + signIns.piece,
        tone: each.passed > 0 ? 'passed' : 'failed',
        // The few are seen beside the many.
        weight: 0.35 + 0.65 * Math.sqrt((each.passed + each.failed) / most),
        title: `from ${timeOf(each.from)}: ${signInsText(each.passed, each.failed)}, ${name}`,
      };
    }),
  }));
}

function signInsText(passed: number, failed: number): string {
  return failed === 0 ? `${passed} passed` : `${passed} passed, ${failed} failed`;
}

function alertLanes(account: Account, alerts: readonly Alert[]): readonly Lane[] {
  const byTitle = new Map<string, Alert[]>();
  for (const alert of alertsOf(account, alerts)) {
    const known = byTitle.get(alert.title);
    if (known === undefined) byTitle.set(alert.title, [alert]);
    else known.push(alert);
  }
  return [...byTitle].map(([name, own]) => ({ name, marks: marksOf(own) }));
}

/** The worst is drawn last, over the others. */
function marksOf(alerts: readonly Alert[]): readonly Mark[] {
  return alerts.toSorted((left, right) => compareSeverity(left.severity, right.severity)).map(alertMark);
}

function alertMark({ time, lastTime, severity, title, matches }: Alert): Mark {
  const when = time === lastTime ? timeOf(time) : `${timeOf(time)} to ${timeOf(lastTime)}`;
  return {
    kind: 'dot',
    from: millisecondsOf(time),
    to: millisecondsOf(lastTime),
    tone: severity,
    title: `${title}: ${severity}, ${when}, ${count(matches, 'match', 'matches')}`,
  };
}

/** What was replayed, with the events that began before it. */
function spanOf({ run, alerts }: HtmlReport): Span | undefined {
  const times = [run.from, run.to, run.now, ...alerts.flatMap(({ time, lastTime }) => [time, lastTime])]
    .map((time) => (time === null ? Number.NaN : millisecondsOf(time)))
    .filter((time) => !Number.isNaN(time));
  if (times.length === 0) return undefined;
  const [from, to] = times.reduce<readonly [number, number]>(
    ([least, most], time) => [Math.min(least, time), Math.max(most, time)],
    [Infinity, -Infinity],
  );
  return { from, to };
}
