import { isIP } from 'node:net';
import { problems } from '../diagnostics.js';
import { mapValues } from './modifier.js';
import type { Modifiers } from './modifier.js';

/** Addresses (modifiers appendix, IP Modifiers). */
export const network: Modifiers = {
  cidr: {
    support: 'supported',
    doc: 'The field is an address in the network (IPv4 or IPv6); a bare address is a network of one.',
    needsField: true,
    apply: (state, use) =>
      mapValues(state, (value) => {
        if (value.kind === 'placeholder') return [{ ...value, network: true }];
        const raw = value.kind === 'text' ? value.raw : undefined;
        const name = /^%([^%\s]+)%$/u.exec(raw ?? '')?.[1];
        if (name !== undefined && state.item.modifiers.some(({ text }) => text === 'expand'))
          return [
            {
              kind: 'placeholder',
              name,
              place: 'whole',
              before: '',
              after: '',
              network: true,
              span: value.span,
            },
          ];
        if (raw === undefined) {
          use.report(problems.modifierNeeds(use.name, 'text that no other modifier has changed', value.span));
          return [];
        }
        const whole = wholeNetwork(raw.trim());
        if (whole === undefined) {
          use.report(problems.invalidNetwork(raw, value.span));
          return [];
        }
        return [{ kind: 'network', network: whole, span: value.span }];
      }),
  },
};

/** A network with its prefix; undefined when the text is none. */
function wholeNetwork(text: string): string | undefined {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || address.includes('%')) return undefined;
  const widest = version === 4 ? 32 : 128;
  if (prefix === undefined) return `${address}/${widest}`;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= widest ? `${address}/${Number(prefix)}` : undefined;
}
