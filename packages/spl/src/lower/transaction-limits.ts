import { diagnostic } from '../diagnostics.js';
import type { CommandOf } from '../syntax/tree.js';
import type { Lowering } from './state.js';
import { report } from './state.js';
import { ticksOfSpan } from './time-modifier.js';
import type { Limits } from './transaction-program.js';
import { looksNumeric } from './values.js';

/** Search Reference: transaction, "maxspan", "maxpause" and "maxevents"; undefined where an option is refused. */
export function limitsOf(it: CommandOf<'transaction'>, lowering: Lowering): Limits | undefined {
  let limits: Limits = { span: undefined, pause: undefined, events: undefined };
  let known = true;
  for (const { name, value, span } of it.options) {
    const written = value.text;
    if (DEFAULTS[name]?.test(written) === true || name === 'mvlist' || name === 'nullstr') continue;
    if (name === 'maxpause' || name === 'maxspan') {
      const ticks = ticksOfSpan(looksNumeric(written) ? `${written}s` : written);
      if (ticks !== undefined) {
        limits = { ...limits, [name === 'maxpause' ? 'pause' : 'span']: ticks };
        continue;
      }
      report(lowering, diagnostic('SPL0105', [name, written, 'a span such as 5m'], { span }));
    } else if (name === 'maxevents' && /^[1-9]\d*$/.test(written)) {
      limits = { ...limits, events: Number(written) };
      continue;
    } else report(lowering, diagnostic('SPL0504', [`transaction ${name}=${written}`], { span }));
    known = false;
  }
  return known ? limits : undefined;
}

/** Values of options that change nothing. */
const DEFAULTS: Readonly<Record<string, RegExp>> = {
  maxspan: /^-1$/,
  maxpause: /^-1$/,
  keepevicted: /^(?:f|false|0)$/i,
  keeporphans: /^(?:f|false|0)$/i,
  connected: /^(?:t|true|1)$/i,
  unifyends: /^(?:f|false|0)$/i,
  mvraw: /^(?:f|false|0)$/i,
};
