import type { Coverage, Gap } from '@interloper/detect';
import type { Paint, Screen } from '../terminal/paint.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';
import { languageName } from './accounts.js';
import { count, grouped } from './values.js';

const WORDS: Readonly<Record<Coverage['outcome'], string>> = {
  fired: 'fired',
  quiet: 'quiet',
  notEvaluable: 'not evaluable',
};

/** Which rule ran in which language with which outcome, and the fields that were not there to judge by. */
export function renderCoverage(coverage: readonly Coverage[], screen: Screen): readonly string[] {
  const of = (outcome: Coverage['outcome']): number =>
    coverage.filter((each) => each.outcome === outcome).length;
  const summary = `Coverage: ${count(coverage.length, 'rule')}: ${of('fired')} fired, ${of('quiet')} quiet, ${of('notEvaluable')} not evaluable`;
  return [
    ...wrapIndented(summary, screen.width, '', '  ').map(screen.paint.bold),
    ...coverage.flatMap((each) => [
      ...renderRule(each, screen),
      ...each.gaps.flatMap((gap) => renderGap(gap, screen)),
    ]),
  ];
}

const INDENT = '                 ';

function renderRule(each: Coverage, screen: Screen): readonly string[] {
  const head = `  ${WORDS[each.outcome].padEnd(INDENT.length - 2)}`;
  const matches = each.outcome === 'fired' ? `: ${count(each.matches, 'match', 'matches')}` : '';
  const reason =
    each.reason === undefined ? '' : `${each.outcome === 'notEvaluable' ? ': ' : '. '}${each.reason}`;
  const text = visible(`${each.detection} in ${languageName(each.query)}${matches}${reason}`);
  const [first = '', ...more] = wrapIndented(text, screen.width, head, INDENT);
  return [paintOutcome(each.outcome, head, screen.paint) + first.slice(head.length), ...more];
}

function renderGap(gap: Gap, screen: Screen): readonly string[] {
  const all = gap.rowsWithout === gap.rows;
  const share = all
    ? `is in none of ${count(gap.rows, 'row')}`
    : `is missing from ${grouped(gap.rowsWithout)} of ${count(gap.rows, 'row')}`;
  const where = gap.inputs.length === 0 ? '' : `: ${listed(gap.inputs)}`;
  const text = visible(
    `no ${gap.table}.${gap.field}: it ${share}; what rests on it is not evaluable there${where}`,
  );
  return wrapIndented(text, screen.width, `${INDENT}- `, `${INDENT}  `).map(screen.paint.yellow);
}

/** The first three inputs and how many more. */
function listed(inputs: readonly string[]): string {
  const shown = inputs.slice(0, 3).join(', ');
  return inputs.length > 3 ? `${shown} and ${grouped(inputs.length - 3)} more` : shown;
}

function paintOutcome(outcome: Coverage['outcome'], text: string, paint: Paint): string {
  return { fired: paint.red, quiet: paint.green, notEvaluable: paint.yellow }[outcome](text);
}
