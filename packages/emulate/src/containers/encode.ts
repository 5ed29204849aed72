import { Buffer } from 'node:buffer';

/** How text becomes bytes: PowerShell writes UTF-16LE, portals put a mark before UTF-8. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'utf-16le';

/** The bytes of a text; `utf-8-bom` and `utf-16le` begin with a byte order mark. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-8-bom':
      return Buffer.from(`\uFEFF${text}`, 'utf8');
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
  }
}
