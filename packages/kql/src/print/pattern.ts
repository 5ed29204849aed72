import { CannotSay } from '@interloper/plan';
import { PERL } from '../regex-unicode.js';

/** What RE2's own classes take; Kusto's `\d`, `\w` and `\s` take the signs of all alphabets. */
const ASCII: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };

const WHOLE: readonly (readonly [string, string])[] = Object.entries(PERL).flatMap(([letter, inside]) => [
  [`[${inside}]`, `\\${letter}`] as const,
  [`[^${inside}]`, `\\${letter.toUpperCase()}`] as const,
]);

/** A pattern of the plan, which is RE2's, in Kusto's words. */
export function kustoPattern(pattern: string): string {
  const parts: string[] = [];
  let inClass = false;
  for (let at = 0; at < pattern.length;) {
    const rest = pattern.slice(at);
    const whole = inClass ? undefined : WHOLE.find(([said]) => rest.startsWith(said));
    const inside = inClass
      ? Object.entries(PERL).find(([, said]) => said.length > 8 && rest.startsWith(said))
      : undefined;
    if (whole !== undefined) {
      parts.push(whole[1]);
      at += whole[0].length;
    } else if (inside !== undefined) {
      parts.push(`\\${inside[0]}`);
      at += inside[1].length;
    } else if (rest.startsWith('\\p{Nd}')) {
      parts.push('\\d');
      at += 6;
    } else if (inClass && /^\[:\^?\w+:\]/.test(rest)) {
      const named = rest.slice(0, rest.indexOf(':]') + 2);
      parts.push(named);
      at += named.length;
    } else if (rest.startsWith('\\')) {
      parts.push(escapeText(rest.charAt(1), inClass));
      at += 2;
    } else {
      const sign = rest.charAt(0);
      const opens = sign === '[' && !inClass;
      if (sign === ']' && inClass) inClass = false;
      // Classes inside classes and operations on them are Kusto's alone.
      const means = inClass && (sign === '[' || /^(?:&&|~~|--)/.test(rest));
      parts.push(means ? `\\${sign}` : sign);
      at += 1;
      if (!opens) continue;
      inClass = true;
      const first = /^\^?\]?/.exec(pattern.slice(at))?.[0] ?? '';
      parts.push(first.replace(']', '\\]'));
      at += first.length;
    }
  }
  return parts.join('');
}

function escapeText(sign: string, inClass: boolean): string {
  const ascii = ASCII[sign];
  if (ascii !== undefined) return inClass ? ascii : `[${ascii}]`;
  const turned = ASCII[sign.toLowerCase()];
  if (turned === undefined) return `\\${sign}`;
  if (inClass) throw new CannotSay(`the class \\${sign} inside another`);
  return `[^${turned}]`;
}
