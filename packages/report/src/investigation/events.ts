import type { InvestigatedEvent, Investigation } from '@interloper/detect';
import { count, grouped } from '../scan/values.js';
import type { Screen } from '../terminal/paint.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import { shortAgent } from './agent.js';
import { momentOf } from './moment.js';

/** The events in order of time, one to a line, with the numbers of the alerts that they are evidence of. */
export function renderEvents({ timeline, hidden, alerts }: Investigation, screen: Screen): readonly string[] {
  const numbers = new Map(alerts.map(({ id }, index) => [id, index + 1]));
  const title = `Events: ${grouped(timeline.length)} of ${grouped(timeline.length + hidden)}`;
  const key =
    alerts.length === 0 ? [] : ['  [1] evidence of that alert; ~ same address, session or key as evidence'];
  const which = alerts.length === 0 ? 'the newest are' : 'those nearest to the alerts are';
  return [
    '',
    screen.paint.bold(title),
    ...key.map(screen.paint.dim),
    ...timeline.flatMap((event) => renderEvent(event, numbers, screen)),
    ...(hidden === 0
      ? []
      : wrapIndented(
          `and ${count(hidden, 'more event')}: ${which} shown; --limit N shows more, --since and --until choose`,
          screen.width,
          '  ',
          '  ',
        ).map(screen.paint.yellow)),
  ];
}

function renderEvent(
  event: InvestigatedEvent,
  numbers: ReadonlyMap<string, number>,
  { width, paint }: Screen,
): readonly string[] {
  const { time, source, action, result, reason, address, country, agent, application, targets } = event;
  const marks = event.alerts.map((id) => `[${numbers.get(id) ?? id}]`).join('');
  const mark = marks === '' && event.suspect ? '~' : marks;
  const where = [address, country].filter((part) => part !== null).join(' ');
  const names = new Set(targets.map(({ name }) => name));
  const onto = [...names]
    .map((name) => `${targets.find((each) => each.name === name)?.kind ?? ''} ${name}`)
    .join(', ');
  const parts = [
    source,
    action ?? 'something',
    [result, reason].filter((part) => part !== null).join(' '),
    where,
    [application, onto === '' || names.has(application ?? '') ? null : onto]
      .filter((part) => part !== null)
      .join(' → '),
    agent === null ? '' : shortAgent(agent),
  ].filter((part) => part !== '');
  const text = visible(parts.join(' · '));
  const lines = wrapIndented(text, width, `  ${momentOf(time)}  ${mark.padEnd(4)} `, ' '.repeat(6));
  return marks === '' ? (event.suspect ? lines.map(paint.yellow) : lines) : lines.map(paint.red);
}
