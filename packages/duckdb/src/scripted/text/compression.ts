import { gunzipSync, gzipSync, inflateSync, deflateSync } from 'node:zlib';
import { scripted } from '../scripted-function.js';

/** What a compressed text may grow to: a few bytes can be made to fill a machine. */
const LARGEST = 64 * 1024 * 1024;

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function unpacked(base64: string, unpack: (bytes: Buffer) => Buffer): string {
  if (!BASE64.test(base64)) return '';
  try {
    return unpack(Buffer.from(base64, 'base64')).toString('utf8');
  } catch {
    return '';
  }
}

/** Compressed text in base64; what cannot be unpacked gives empty text. */
export const compressions = [
  scripted('gunzipText', ['text'], 'text', (text) =>
    unpacked(text, (bytes) => gunzipSync(bytes, { maxOutputLength: LARGEST })),
  ),
  scripted('inflateText', ['text'], 'text', (text) =>
    unpacked(text, (bytes) => inflateSync(bytes, { maxOutputLength: LARGEST })),
  ),
  // Stored as it is, by a system that is not told: what Kusto makes of short texts.
  scripted('gzipText', ['text'], 'text', (text) => {
    const bytes = gzipSync(text, { level: 0 });
    bytes.set([0, 255], 8);
    return bytes.toString('base64');
  }),
  scripted('deflateText', ['text'], 'text', (text) => deflateSync(text, { level: 0 }).toString('base64')),
];
