import type { Agreement } from '@interloper/detect';
import type { Screen } from '../terminal/paint.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import { languageName } from './accounts.js';
import { grouped, timeOf } from './values.js';

/** So many differences of a detection are listed; more are counted. */
const LISTED = 10;

/** Whether the languages of each detection found the same, and where they did not. */
export function renderAgreement(agreement: readonly Agreement[], screen: Screen): readonly string[] {
  return [
    screen.paint.bold('Agreement between languages'),
    ...agreement.flatMap((each) => renderOne(each, screen)),
  ];
}

function renderOne(
  { detection, languages, equal, differences }: Agreement,
  screen: Screen,
): readonly string[] {
  const names = languages.map(languageName).join(', ');
  const verdict =
    languages.length < 2
      ? 'nothing to compare'
      : equal
        ? `${names} found the same`
        : `${names} differ in ${grouped(differences.length)} of the events they found`;
  const listed = differences.slice(0, LISTED).map(({ account, time, foundBy }) => {
    const found = languages.map((language) => `${languageName(language)} ${foundBy[language] ?? 'nothing'}`);
    return `${account} at ${timeOf(time)}: ${found.join(', ')}`;
  });
  const more = differences.length - listed.length;
  return [
    ...wrapIndented(visible(`${detection}: ${verdict}`), screen.width, '  ', '    '),
    ...listed.flatMap((line) => wrapIndented(visible(line), screen.width, '    ', '      ')),
    ...(more > 0 ? [`    and ${grouped(more)} more`] : []),
  ];
}
