import type { Alert } from '@interloper/detect';
import { addressesOf } from '../scan/addresses.js';
import { count } from '../scan/values.js';
import { alertsOf } from './charts.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import type { HtmlReport } from './report.js';
import { period } from './signs.js';
import { anchorOf } from './anchors.js';

/** So many addresses are listed; the text says how many more there are. */
const MOST_ADDRESSES = 20;

interface SharedAddress {
  readonly address: string;
  readonly accounts: readonly { readonly name: string; readonly rank: number }[];
  readonly alerts: readonly Alert[];
}

/** Addresses in the evidence of several accounts: what ties one intrusion together. */
export function renderSharedAddresses(report: HtmlReport): Markup | undefined {
  const shared = sharedAddresses(report);
  if (shared.length === 0) return undefined;
  const more = shared.length - MOST_ADDRESSES;
  return html`<h3>Addresses that several accounts have in common</h3>
    <table class="stacked">
      <thead>
        <tr>
          <th scope="col">address</th>
          <th scope="col">accounts</th>
          <th scope="col">alerts</th>
        </tr>
      </thead>
      <tbody>
        ${shared.slice(0, MOST_ADDRESSES).map(renderAddress)}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="note">${count(more, 'more address', 'more addresses')}.</p>` : undefined}`;
}

function renderAddress({ address, accounts, alerts }: SharedAddress): Markup {
  const times = alerts.flatMap(({ time, lastTime }) => [time, lastTime]).toSorted();
  return html`<tr>
    <td class="address" data-title="address"><code>${address}</code></td>
    <td data-title="accounts">
      <ul class="plain">
        ${accounts.map(({ name, rank }) => html`<li><a href="#${anchorOf(rank)}">${name}</a></li>`)}
      </ul>
    </td>
    <td data-title="alerts">${alerts.length}: ${period(times[0] ?? '', times.at(-1) ?? '')}</td>
  </tr>`;
}

/** Those of most accounts first. */
function sharedAddresses({ accounts, alerts }: HtmlReport): readonly SharedAddress[] {
  const found = new Map<string, { accounts: { name: string; rank: number }[]; alerts: Alert[] }>();
  for (const [index, account] of accounts.entries()) {
    const own = alertsOf(account, alerts);
    for (const address of addressesOf(own)) {
      const known = found.get(address) ?? { accounts: [], alerts: [] };
      found.set(address, known);
      known.accounts.push({ name: account.account, rank: index + 1 });
      known.alerts.push(...own.filter((alert) => addressesOf([alert]).includes(address)));
    }
  }
  return [...found]
    .map(([address, each]) => ({ address, ...each }))
    .filter((each) => each.accounts.length > 1)
    .toSorted((left, right) => right.accounts.length - left.accounts.length);
}
