import { createHash } from 'node:crypto';
import { scripted } from '../scripted-function.js';
import { xxhash64 } from './xxhash.js';

const utf8 = new TextEncoder();

/** XXH64 of text is that of its UTF-8 bytes; of a whole number or a count of ticks, of its eight bytes. */
export const hashes = [
  scripted('sha512', ['text'], 'text', (text) => createHash('sha512').update(text, 'utf8').digest('hex')),
  scripted('xxhashText', ['text'], 'long', (text) => xxhash64(utf8.encode(text))),
  scripted('xxhashLong', ['long'], 'long', (value) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigInt64(0, value, true);
    return xxhash64(new Uint8Array(view.buffer));
  }),
];
