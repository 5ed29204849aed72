import { expect, test } from 'vitest';
import { Interrupted, listenForInterruption } from '../../src/terminal/interruption.js';

// Of the signals that are listened for, the one that no test runner listens for as well.
test('a signal aborts the work with its exit status, and afterwards nobody listens', () => {
  const before = process.listenerCount('SIGHUP');
  const { signal, ignore } = listenForInterruption();
  expect(process.listenerCount('SIGHUP')).toBe(before + 1);
  expect(signal.aborted).toBe(false);
  process.emit('SIGHUP', 'SIGHUP');
  ignore();
  expect(signal.aborted).toBe(true);
  const reason: unknown = signal.reason;
  expect(reason).toBeInstanceOf(Interrupted);
  // 128 + 1, as shells have it.
  expect(reason).toMatchObject({ status: 129 });
  expect(process.listenerCount('SIGHUP')).toBe(before);
});
