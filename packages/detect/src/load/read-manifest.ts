import type { Position } from '@interloper/plan';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { PackageDiagnostic } from '../package.js';
import { manifestSchema } from './manifest.js';
import type { Manifest } from './manifest.js';

/** Reads and checks the text of a `detection.yml`; `file` is for the messages. */
export function readManifest(
  text: string,
  file: string,
): { readonly manifest?: Manifest; readonly diagnostics: readonly PackageDiagnostic[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    return {
      diagnostics: problems.map((problem) => ({
        code: 'RUN0201',
        severity: 'error',
        file,
        position: positionAt(lines, problem.pos[0]),
        message: `Not valid YAML: ${problem.message}`,
      })),
    };
  }
  // A shape of zod is what makes the document's unknown content known.
  const checked = manifestSchema.safeParse(document.toJS({ maxAliasCount: 100 }) as unknown);
  if (checked.success) return { manifest: checked.data, diagnostics: [] };
  return {
    diagnostics: checked.error.issues.map((issue) => ({
      code: 'RUN0202',
      severity: 'error',
      file,
      position: positionAt(lines, offsetOf(document, issue.path)),
      message: `${issue.path.length === 0 ? 'The document' : issue.path.map(String).join('.')}: ${issue.message}`,
      help: 'docs/adding-a-detection.md lists the keys and what they hold.',
    })),
  };
}

/** Where the value of a path begins; where a key is missing, its nearest parent. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range !== undefined && node.range !== null) return node.range[0];
  }
  return 0;
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
