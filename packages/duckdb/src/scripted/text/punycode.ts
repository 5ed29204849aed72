import { scripted } from '../scripted-function.js';

const [BASE, LEAST, MOST, SKEW, DAMP, FIRST_BIAS, FIRST] = [36, 1, 26, 38, 700, 72, 128];

/** Text of punycode, undefined when it is none. https://www.rfc-editor.org/rfc/rfc3492#section-6.2 */
function decode(encoded: string): string | undefined {
  const cut = encoded.lastIndexOf('-');
  const output = Array.from(cut > 0 ? encoded.slice(0, cut) : '', (letter) => letter.codePointAt(0) ?? 0);
  if (output.some((point) => point >= FIRST)) return undefined;
  let [point, index, bias] = [FIRST, 0, FIRST_BIAS];
  let at = cut > 0 ? cut + 1 : 0;
  while (at < encoded.length) {
    const start = index;
    let weight = 1;
    for (let step = BASE; ; step += BASE) {
      const digit = digitOf(encoded.charCodeAt(at));
      at += 1;
      if (digit === undefined) return undefined;
      index += digit * weight;
      const edge = threshold(step, bias);
      if (digit < edge) break;
      weight *= BASE - edge;
      if (weight > Number.MAX_SAFE_INTEGER / BASE) return undefined;
    }
    bias = adapt(index - start, output.length + 1, start === 0);
    point += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (point > 0x10ffff) return undefined;
    output.splice(index, 0, point);
    index += 1;
  }
  return String.fromCodePoint(...output);
}

/** Punycode of text. https://www.rfc-editor.org/rfc/rfc3492#section-6.3 */
function encode(text: string): string {
  const points = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  const plain = points.filter((point) => point < FIRST);
  let output = String.fromCodePoint(...plain) + (plain.length > 0 ? '-' : '');
  let [point, delta, bias, done] = [FIRST, 0, FIRST_BIAS, plain.length];
  while (done < points.length) {
    const current = point;
    const next = Math.min(...points.filter((candidate) => candidate >= current));
    delta += (next - point) * (done + 1);
    point = next;
    for (const candidate of points) {
      if (candidate < point) delta += 1;
      if (candidate !== point) continue;
      let left = delta;
      for (let step = BASE; ; step += BASE) {
        const edge = threshold(step, bias);
        if (left < edge) break;
        output += letterOf(edge + ((left - edge) % (BASE - edge)));
        left = Math.floor((left - edge) / (BASE - edge));
      }
      output += letterOf(left);
      bias = adapt(delta, done + 1, done === plain.length);
      delta = 0;
      done += 1;
    }
    delta += 1;
    point += 1;
  }
  return output;
}

function threshold(step: number, bias: number): number {
  return step <= bias ? LEAST : step >= bias + MOST ? MOST : step - bias;
}

function adapt(delta: number, count: number, first: boolean): number {
  let left = first ? Math.floor(delta / DAMP) : delta >> 1;
  left += Math.floor(left / count);
  let step = 0;
  for (; left > ((BASE - LEAST) * MOST) >> 1; step += BASE) left = Math.floor(left / (BASE - LEAST));
  return step + Math.floor(((BASE - LEAST + 1) * left) / (left + SKEW));
}

function digitOf(code: number): number | undefined {
  if (code >= 48 && code <= 57) return code - 22;
  const letter = code | 32;
  return letter >= 97 && letter <= 122 ? letter - 97 : undefined;
}

function letterOf(digit: number): string {
  return String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
}

const isPlain = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** What stands between the labels of a domain: RFC 3490, section 3.1. */
const DOTS = /[.\u3002\uff0e\uff61]/;

export const punycodes = [
  scripted('punycodeDecode', ['text'], 'text', (text) => decode(text) ?? ''),
  scripted('punycodeEncode', ['text'], 'text', (text) => encode(text)),
  scripted('domainDecode', ['text'], 'text', (domain) => {
    const labels = domain.split('.').map((label) => (/^xn--/i.test(label) ? decode(label.slice(4)) : label));
    return labels.includes(undefined) ? '' : labels.join('.');
  }),
  scripted('domainEncode', ['text'], 'text', (domain) =>
    domain
      .split(DOTS)
      .map((label) => (isPlain(label) ? label : `xn--${encode(label)}`))
      .join('.'),
  ),
];
