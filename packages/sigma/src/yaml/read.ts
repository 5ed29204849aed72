import type { Diagnostic, Span } from '@interloper/plan';
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { Document, Node, Pair, Scalar } from 'yaml';
import { problems } from '../diagnostics.js';
import type { YamlEntry, YamlNode, YamlScalar } from './tree.js';

/** An alias may stand for a large part of the text: so many nodes are read in all before the text is refused. */
const MOST_NODES = 100_000;

/** The documents of a YAML text with the place of every value, and what is wrong with the text as YAML. */
export interface YamlText {
  readonly documents: readonly YamlNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads YAML 1.2 (core schema: `No` and `on` are text, as the Sigma specification's reference to YAML 1.2.2 has it).
 * Empty documents are left out.
 */
export function readYaml(text: string): YamlText {
  const diagnostics: Diagnostic[] = [];
  const documents: YamlNode[] = [];
  const parsed = parseAllDocuments(text, {
    intAsBigInt: true,
    prettyErrors: false,
    uniqueKeys: false,
  });
  for (const document of Array.isArray(parsed) ? parsed : []) {
    for (const error of document.errors) {
      diagnostics.push(
        problems.invalidYaml(firstLine(error.message), { start: error.pos[0], end: error.pos[1] }),
      );
    }
    if (document.errors.length > 0 || document.contents === null) continue;
    const reader: Reader = { text, document, left: MOST_NODES, depth: 0, diagnostics };
    const node = convert(document.contents, reader);
    if (node !== undefined && !(node.kind === 'scalar' && node.value === null)) documents.push(node);
  }
  return { documents, diagnostics };
}

interface Reader {
  readonly text: string;
  readonly document: Document;
  left: number;
  depth: number;
  readonly diagnostics: Diagnostic[];
}

function convert(node: Node, reader: Reader): YamlNode | undefined {
  reader.left -= 1;
  if (reader.left === 0) reader.diagnostics.push(problems.yamlTooLarge(spanOf(node)));
  if (reader.left <= 0 || reader.depth > 100) return undefined;
  reader.depth += 1;
  const result = convertInner(node, reader);
  reader.depth -= 1;
  return result;
}

function convertInner(node: Node, reader: Reader): YamlNode | undefined {
  if (isAlias(node)) {
    const target = node.resolve(reader.document);
    return target === undefined ? undefined : convert(target, reader);
  }
  if (isMap(node)) return convertMap(node.items as readonly Pair<Node, Node | null>[], spanOf(node), reader);
  if (isSeq(node)) {
    const items = (node.items as readonly Node[]).map((item) => convert(item, reader));
    return { kind: 'list', items: items.filter((item) => item !== undefined), span: spanOf(node) };
  }
  return isScalar(node) ? convertScalar(node, reader) : undefined;
}

function convertMap(pairs: readonly Pair<Node, Node | null>[], span: Span, reader: Reader): YamlNode {
  const entries: YamlEntry[] = [];
  const merged: YamlEntry[] = [];
  for (const pair of pairs) {
    const key = isScalar(pair.key) ? keyText(plainValue(pair.key.value)) : undefined;
    const keySpan = spanOf(pair.key);
    if (key === undefined) {
      reader.diagnostics.push(problems.keyNotText(keySpan));
      continue;
    }
    const value = pair.value === null ? undefined : convert(pair.value, reader);
    if (key === '<<' && value?.kind === 'map') merged.push(...value.entries);
    else {
      if (entries.some((entry) => entry.key === key)) {
        reader.diagnostics.push(problems.duplicateKey(key, keySpan));
      }
      const empty: YamlScalar = { kind: 'scalar', value: null, span: keySpan };
      entries.push({ key, keySpan, value: value ?? empty });
    }
  }
  // A key of the map itself wins over one that `<<` brings.
  const added = merged.filter((entry) => !entries.some((own) => own.key === entry.key));
  return { kind: 'map', entries: [...entries, ...added], span };
}

function convertScalar(node: Scalar, reader: Reader): YamlScalar {
  const span = spanOf(node);
  const value = plainValue(node.value);
  if (typeof value !== 'string') return { kind: 'scalar', value, span };
  const within = reader.text.slice(span.start, span.end).indexOf(value);
  return within === -1
    ? { kind: 'scalar', value, span }
    : { kind: 'scalar', value, span, textStart: span.start + within };
}

function keyText(value: YamlScalar['value']): string {
  return value === null ? '' : String(value);
}

function plainValue(value: unknown): YamlScalar['value'] {
  if (typeof value === 'bigint') {
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function spanOf(node: Node): Span {
  const range = node.range ?? [0, 0, 0];
  return { start: range[0], end: range[1] };
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? message;
}
