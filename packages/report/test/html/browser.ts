import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';

/** A page in a browser without a window, spoken to by the Chrome DevTools Protocol over a pipe. */
export interface Browser {
  readonly open: (url: string, width: number) => Promise<void>;
  /** The value of an expression in the page, as plain data. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** The medium, and what the reader's system prefers. */
  readonly emulate: (media: 'screen' | 'print', prefers: Readonly<Record<string, string>>) => Promise<void>;
  /** The page as a printed document. */
  readonly print: () => Promise<Buffer>;
  /** Addresses that were asked for, and what the browser complained of, since the page was opened. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** The browser of this machine: `CHROMIUM` names one, else the usual names are looked for. */
export const chromium = [process.env['CHROMIUM'], 'chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => name !== undefined && spawnSync(name, ['--version'], { timeout: 30_000 }).status === 0,
);

const message = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.record(z.string(), z.unknown()).optional(),
  result: z.record(z.string(), z.unknown()).optional(),
  error: z.object({ message: z.string() }).optional(),
});
type Message = z.infer<typeof message>;

/** Starts a browser and attaches to a page. */
export async function openBrowser(command: string): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'report-browser-'));
  const child = spawn(
    command,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--remote-debugging-pipe',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const [, , , input, output] = child.stdio;
  const waiting = new Map<number, (answer: Message) => void>();
  const events: Message[] = [];
  const listeners = new Set<(event: Message) => void>();
  const requests: string[] = [];
  const complaints: string[] = [];
  let number = 0;
  let session: string | undefined;

  readMessages(output as Readable, (text) => {
    const said = message.parse(JSON.parse(text));
    if (said.id !== undefined) {
      waiting.get(said.id)?.(said);
      waiting.delete(said.id);
      return;
    }
    events.push(said);
    note(said, requests, complaints);
    for (const listener of listeners) listener(said);
  });

  const ask = async (method: string, params: object = {}): Promise<Record<string, unknown>> => {
    number += 1;
    const id = number;
    const answer = new Promise<Message>((resolve) => waiting.set(id, resolve));
    const text = JSON.stringify({
      id,
      method,
      params,
      ...(session === undefined ? {} : { sessionId: session }),
    });
    (input as Writable).write(`${text}\0`);
    const { error, result = {} } = await answer;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const happened = async (method: string): Promise<void> =>
    new Promise((resolve) => {
      const listener = (event: Message): void => {
        if (event.method !== method) return;
        listeners.delete(listener);
        resolve();
      };
      listeners.add(listener);
    });

  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  session = z.string().parse((await ask('Target.attachToTarget', { targetId, flatten: true }))['sessionId']);
  for (const domain of ['Page', 'Network', 'Log', 'Runtime']) await ask(`${domain}.enable`);

  return {
    requests,
    complaints,
    open: async (url, width) => {
      await ask('Emulation.setDeviceMetricsOverride', {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: width < 600,
      });
      requests.length = 0;
      complaints.length = 0;
      const loaded = happened('Page.loadEventFired');
      await ask('Page.navigate', { url });
      await loaded;
    },
    evaluate: async (expression) => {
      const { result } = await ask('Runtime.evaluate', { expression, returnByValue: true });
      return z.object({ value: z.unknown().optional() }).parse(result).value;
    },
    emulate: async (media, prefers) => {
      const features = Object.entries(prefers).map(([name, value]) => ({ name: `prefers-${name}`, value }));
      await ask('Emulation.setEmulatedMedia', { media, features });
    },
    print: async () => {
      const { data } = await ask('Page.printToPDF', { printBackground: true });
      return Buffer.from(z.string().parse(data), 'base64');
    },
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      session = undefined;
      await ask('Browser.close');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function note({ method, params = {} }: Message, requests: string[], complaints: string[]): void {
  if (method === 'Network.requestWillBeSent')
    requests.push(z.object({ request: z.object({ url: z.string() }) }).parse(params).request.url);
  if (method === 'Log.entryAdded')
    complaints.push(z.object({ entry: z.object({ text: z.string() }) }).parse(params).entry.text);
}

/** Messages end with a null. */
function readMessages(from: Readable, take: (text: string) => void): void {
  let rest = '';
  from.setEncoding('utf8').on('data', (piece: string) => {
    const [first = '', ...others] = piece.split('\0');
    rest += first;
    for (const other of others) {
      take(rest);
      rest = other;
    }
  });
}
