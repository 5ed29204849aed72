import { cutEnd, visible } from '@interloper/report';
import type { Terminal } from './terminal.js';

/** Tells how far long work has come. */
export interface ProgressLine {
  /** What is done now: one short line. */
  readonly update: (text: string) => void;
  /** Takes the line away. */
  readonly finish: () => void;
}

/** Work that is over sooner says nothing; then how often the line is written. Lines in a log file stay: fewer. */
const LIVE = { silentMs: 1000, everyMs: 100 };
const PLAIN = { silentMs: 5000, everyMs: 10_000 };

/** On a terminal one line that is rewritten; elsewhere a line now and then. */
export function startProgress(terminal: Terminal, clock: () => number = Date.now): ProgressLine {
  const started = clock();
  let last = started;
  let shown = false;
  const draw = (text: string, now: number): void => {
    last = now;
    shown = true;
    const seconds = Math.round((now - started) / 1000);
    const line = cutEnd(`${visible(text)} · ${seconds} s`, terminal.errScreen.width - 1);
    terminal.err(terminal.live ? `\r\u001b[K${line}` : `${line}\n`);
  };
  const { silentMs, everyMs } = terminal.live ? LIVE : PLAIN;
  let latest = '';
  const tick = (): void => {
    const now = clock();
    if (latest === '' || now - started < silentMs || (shown && now - last < everyMs)) return;
    draw(latest, now);
  };
  // The engine works for seconds without a word: the seconds go on meanwhile.
  const timer = setInterval(tick, 250);
  timer.unref();
  return {
    update: (text) => {
      latest = text;
      tick();
    },
    finish: () => {
      clearInterval(timer);
      if (shown && terminal.live) terminal.err('\r\u001b[K');
      latest = '';
    },
  };
}

/** `1.5 GB`: decimal units, as disks are sold. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${value < 10 && step > 0 ? value.toFixed(1) : Math.round(value)} ${units[step] ?? ''}`;
}
