/** How long work may go on after it was asked to stop. */
const PATIENCE_MS = 600;

const STATUS: Readonly<Record<string, number>> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };

/** The user (or the system) asked the program to stop. */
export class Interrupted extends Error {
  constructor(readonly status: number) {
    super('interrupted');
  }
}

/**
 * Fires at the first Ctrl-C (or SIGTERM, SIGHUP). What does not stop by itself soon after is ended, as it is at a
 * second Ctrl-C; temporary files go in either case, because their removal hangs on the process's `exit`.
 */
export function listenForInterruption(): { readonly signal: AbortSignal; readonly ignore: () => void } {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const stop = (name: NodeJS.Signals): void => {
    const status = STATUS[name] ?? 130;
    if (controller.signal.aborted) end(status);
    controller.abort(new Interrupted(status));
    timer = setTimeout(end, PATIENCE_MS, status).unref();
  };
  for (const name of Object.keys(STATUS) as NodeJS.Signals[]) process.on(name, stop);
  return {
    signal: controller.signal,
    ignore: () => {
      clearTimeout(timer);
      for (const name of Object.keys(STATUS) as NodeJS.Signals[]) process.off(name, stop);
    },
  };
}

function end(status: number): never {
  process.stderr.write('\ninterrupted\n');
  process.exit(status);
}
