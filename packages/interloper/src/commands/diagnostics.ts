import { positionOf } from '@interloper/plan';
import type { Diagnostic } from '@interloper/plan';
import { renderDiagnostic } from '@interloper/report';
import type { DiagnosticPlace, Screen } from '@interloper/report';

/** The lines of a rule's diagnostics, each with its place in the rule's text. */
export function diagnosticLines(
  name: string,
  text: string,
  diagnostics: readonly Diagnostic[],
  screen: Screen,
): readonly string[] {
  return diagnostics.flatMap((diagnostic) => {
    const place = placeOf(text, diagnostic);
    return renderDiagnostic(name, { ...diagnostic, ...(place === undefined ? {} : { place }) }, screen);
  });
}

/** Where a diagnostic stands; undefined when it concerns the whole rule. */
function placeOf(text: string, { span }: Diagnostic): DiagnosticPlace | undefined {
  if (span === undefined) return undefined;
  const { line, column } = positionOf(text, span.start);
  const start = span.start - (column - 1);
  const end = text.indexOf('\n', start);
  const whole = text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
  return { line, column, text: whole, length: Math.min(span.end, start + whole.length) - span.start };
}
