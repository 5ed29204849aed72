import type { Paint, Screen } from '../terminal/paint.js';
import { cutEnd, cutStart, displayWidth } from '../terminal/display-width.js';
import { visible } from '../terminal/visible.js';
import { wrapIndented } from '../terminal/wrap.js';

/** What a rule's author must know, and where in the rule. */
export interface ShownDiagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly help?: string;
  readonly place?: DiagnosticPlace;
}

/** Counted from 1. */
export interface DiagnosticPlace {
  readonly line: number;
  readonly column: number;
  /** The whole line. */
  readonly text: string;
  /** How many UTF-16 units of the line it concerns. */
  readonly length: number;
}

/** `file:line:column: error KQL0201: message`, the line with a caret under the place, and what to do. */
export function renderDiagnostic(
  name: string,
  diagnostic: ShownDiagnostic,
  screen: Screen,
): readonly string[] {
  const { place, severity, code, help } = diagnostic;
  const where = place === undefined ? name : `${name}:${place.line}:${place.column}`;
  const head = `${visible(where)}: ${severity} ${visible(code)}: `;
  const [first = '', ...more] = wrapIndented(
    `${head}${visible(diagnostic.message)}`,
    screen.width,
    '',
    '    ',
  );
  return [
    paintSeverity(severity, first, screen.paint),
    ...more,
    ...(place === undefined ? [] : renderPlace(place, screen)),
    ...(help === undefined
      ? []
      : wrapIndented(`help: ${visible(help)}`, screen.width, '    ', '    ').map(screen.paint.cyan)),
  ];
}

/** The part of the line around the place that fits, the caret under it; cut ends are shown as `…`. */
function renderPlace(place: DiagnosticPlace, screen: Screen): readonly string[] {
  const gutter = `${String(place.line).padStart(5)} | `;
  const room = Math.max(10, screen.width - gutter.length - 2);
  const before = visible(place.text.slice(0, place.column - 1));
  const marked = visible(place.text.slice(place.column - 1, place.column - 1 + Math.max(1, place.length)));
  const after = visible(place.text.slice(place.column - 1 + Math.max(1, place.length)));
  const head = cutStart(before, Math.floor(room / 2));
  const middle = cutEnd(marked === '' ? ' ' : marked, room - displayWidth(head));
  const tail = cutEnd(after, room - displayWidth(head) - displayWidth(middle));
  const caret = '^'.repeat(Math.max(1, displayWidth(middle)));
  return [
    screen.paint.dim(gutter) + `${head}${middle}${tail}`.trimEnd(),
    `${' '.repeat(gutter.length - 2)}${screen.paint.dim('| ')}${' '.repeat(displayWidth(head))}${screen.paint.red(caret)}`,
  ];
}

function paintSeverity(severity: ShownDiagnostic['severity'], text: string, paint: Paint): string {
  return { error: paint.red, warning: paint.yellow, info: paint.dim }[severity](text);
}
