import type { Position } from '@interloper/plan';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import type { PackageDiagnostic } from '../package.js';

/** How a kind of document is spoken of when something is wrong with it. */
export interface DocumentTerms {
  /** The code of a text that is no YAML, and of one that is not of the shape. */
  readonly codes: { readonly syntax: string; readonly shape: string };
  /** Where a user reads what the document holds. */
  readonly help: string;
}

/** What a document holds, or what is wrong with it. */
export type Checked<T> =
  | { readonly value: T; readonly positionOf: (path: readonly PropertyKey[]) => Position }
  | { readonly diagnostics: readonly PackageDiagnostic[] };

/** Reads a YAML text and checks its shape; `file` is for the messages, which say the place of each mistake. */
export function readCheckedYaml<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  { codes, help }: DocumentTerms,
): Checked<T> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    return {
      diagnostics: problems.map((problem) => ({
        code: codes.syntax,
        severity: 'error',
        file,
        position: positionAt(lines, problem.pos[0]),
        message: `Not valid YAML: ${problem.message}`,
      })),
    };
  }
  const positionOf = (path: readonly PropertyKey[]): Position => positionAt(lines, offsetOf(document, path));
  // A shape of zod is what makes the document's unknown content known.
  const checked = schema.safeParse(document.toJS({ maxAliasCount: 100 }) as unknown);
  if (checked.success) return { value: checked.data, positionOf };
  return {
    diagnostics: checked.error.issues.map((issue) => ({
      code: codes.shape,
      severity: 'error',
      file,
      position: positionOf(issue.path),
      message: `${issue.path.length === 0 ? 'The document' : issue.path.map(String).join('.')}: ${issue.message}`,
      help,
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
