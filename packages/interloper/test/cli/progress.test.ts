import { describe, expect, test } from 'vitest';
import { plain } from '@interloper/report';
import { bytesText, startProgress } from '../../src/terminal/progress.js';

/** A terminal that keeps what is written on standard error, and a clock that is set by hand. */
function at(live: boolean) {
  const written: string[] = [];
  const clock = { now: 0 };
  const screen = { width: 40, paint: plain };
  const progress = startProgress(
    {
      out: async () => Promise.resolve(),
      err: (text) => {
        written.push(text);
      },
      outScreen: screen,
      errScreen: screen,
      live,
      signal: new AbortController().signal,
    },
    () => clock.now,
  );
  return { written, clock, progress };
}

describe('startProgress', () => {
  test('says nothing of work that is over within a second', () => {
    const { written, clock, progress } = at(true);
    progress.update('reading');
    clock.now = 900;
    progress.update('reading');
    progress.finish();
    expect(written).toEqual([]);
  });

  test('rewrites one line on a terminal, cut to its width, and takes it away', () => {
    const { written, clock, progress } = at(true);
    clock.now = 1500;
    progress.update('reading a\u001b[2J file with a name that is too long for the line');
    clock.now = 1550;
    progress.update('too soon');
    progress.finish();
    expect(written).toHaveLength(2);
    expect(written[0]?.startsWith('\r\u001b[Kreading a\\x1b[2J file')).toBe(true);
    expect(written[0]?.length).toBeLessThanOrEqual(40 + 4);
    expect(written[1]).toBe('\r\u001b[K');
  });

  test('writes a line now and then elsewhere', () => {
    const { written, clock, progress } = at(false);
    clock.now = 4900;
    progress.update('reading');
    clock.now = 6000;
    progress.update('reading');
    clock.now = 15_000;
    progress.update('reading');
    clock.now = 16_000;
    progress.update('comparing');
    progress.finish();
    expect(written).toEqual(['reading · 6 s\n', 'comparing · 16 s\n']);
  });
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [790_000_000, '790 MB'],
  [2_000_000_000, '2.0 GB'],
])('bytesText(%i) is %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
