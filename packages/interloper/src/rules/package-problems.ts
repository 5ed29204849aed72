import type { PackageDiagnostic } from '@interloper/detect';

/** What is wrong in files of detections and exclusions: a line each, with the place and what to do. */
export function problemLines(diagnostics: readonly PackageDiagnostic[]): string {
  return diagnostics
    .map(({ code, file, position, message, help }) => {
      const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
      return `${place}: ${code}: ${message}${help === undefined ? '' : ` ${help}`}`;
    })
    .join('\n');
}
