import { csvText } from '../containers/csv.js';
import { gitHubActor } from '../github/draft.js';
import { alderFinch, engineers, vpnExit } from './cast.js';

/** What Alder & Finch knows beside its logs: CSV by the name of the watchlist. */
export function watchlists(): Readonly<Record<string, string>> {
  const uma = `uma.novak@${alderFinch.domain}`;
  return {
    travel: table('user from to country', [[uma, '2026-03-17', '2026-03-20', 'SG']]),
    'corporate-egress': table('cidr label', [
      ...alderFinch.offices.map(({ ipAddress, place }) => [`${ipAddress}/32`, `office ${place.city}`]),
      [`${vpnExit.ipAddress}/32`, 'VPN exit Toronto'],
    ]),
    'service-accounts': table('account type owner source purpose', [
      ['backup-export', 'service principal', 'kofi.adeyemi', '198.51.100.202', 'copies drawings every night'],
      ['alderfinch-ci', 'GitHub user', 'kofi.adeyemi', 'hosted runners', 'nightly builds'],
    ]),
    'account-aliases': table(
      'account alias',
      engineers.map((person) => [person.principalName, gitHubActor(person).login]),
    ),
  };
}

function table(columns: string, rows: readonly (readonly string[])[]): string {
  return csvText([columns.split(' '), ...rows], '\n');
}
