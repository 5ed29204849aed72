import { Buffer } from 'node:buffer';
import { problems } from '../diagnostics.js';
import { mapValues } from './modifier.js';
import type { Modifier, Modifiers, ModifierUse } from './modifier.js';
import { hasWildcard, plainText } from './pattern.js';
import { asText } from './read-value.js';
import type { Encoding, Value } from './value.js';

/** Modifiers on the encoding of a value (modifiers appendix, Encoding). */
export const encoding: Modifiers = {
  wide: utf16('utf16le', 'The value in UTF-16, low byte first.'),
  utf16le: utf16('utf16le', 'The value in UTF-16, low byte first.'),
  utf16be: utf16('utf16be', 'The value in UTF-16, high byte first.'),
  utf16: utf16('utf16', 'The value in UTF-16 with a byte order mark.'),
  base64: {
    support: 'supported',
    doc: 'The value encoded as Base64.',
    apply: (state, use) =>
      mapValues(state, (value) => encoded(value, use, (bytes) => [bytes.toString('base64')])),
  },
  base64offset: {
    support: 'supported',
    doc: 'The value as it looks inside Base64 text, at each of the three offsets.',
    apply: (state, use) => mapValues(state, (value) => encoded(value, use, atOffsets)),
  },
};

function utf16(form: Encoding, doc: string): Modifier {
  return {
    support: 'supported',
    doc,
    apply: (state, use) =>
      mapValues(state, (original) => {
        const value = asText(original);
        if (value.kind !== 'text') {
          use.report(problems.modifierNeeds(use.name, 'text', value.span));
          return [];
        }
        if (value.encoding !== 'utf8') {
          use.report(problems.modifiersClash(use.name, 'another encoding', use.span));
          return [];
        }
        const { raw: _changed, ...rest } = value;
        return [{ ...rest, encoding: form }];
      }),
  };
}

function encoded(
  original: Value,
  use: ModifierUse,
  encode: (bytes: Buffer) => readonly string[],
): readonly Value[] {
  const value = asText(original);
  if (value.kind !== 'text') {
    use.report(problems.modifierNeeds(use.name, 'text', value.span));
    return [];
  }
  if (hasWildcard(value.parts)) {
    use.report(problems.wildcardInEncoding(use.name, value.span));
    return [];
  }
  const texts = encode(bytesOf(plainText(value.parts), value.encoding));
  return texts.map((text) => ({ kind: 'text', parts: [text], encoding: 'utf8', span: value.span }));
}

/** The bytes of a text. */
export function bytesOf(text: string, form: Encoding): Buffer {
  if (form === 'utf8') return Buffer.from(text, 'utf8');
  const little = Buffer.from(text, 'utf16le');
  if (form === 'utf16le') return little;
  return form === 'utf16be' ? little.swap16() : Buffer.concat([Buffer.from([0xff, 0xfe]), little]);
}

/**
 * Base64 keeps three bytes in four characters. At offset n the value's bytes follow n unknown ones: the characters
 * that also depend on those, or on unknown bytes after the value, are cut away.
 */
function atOffsets(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    return whole.slice(first, last);
  });
}
