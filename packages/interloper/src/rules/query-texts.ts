import type { LanguageId, PlacedText, Span } from '@interloper/plan';
import { emptyDocument } from './written-rule.js';
import type { RuleDocument, WrittenRule } from './written-rule.js';

/** A rule's text, or each of the queries that stand in it one after the other. */
export async function queryTexts(language: LanguageId, text: string): Promise<RuleDocument> {
  const spans = await spansOf(language, text);
  if (spans.length < 2) return { ...emptyDocument, rules: [{ language, text, remarks: [] }] };
  const rules = spans.map((span, index): WrittenRule => ({
    language,
    name: `query ${index + 1}`,
    text: placedPart(text, span),
    remarks: [],
  }));
  return { ...emptyDocument, rules };
}

/** The queries in the code blocks of a Markdown page, called by the page's title and the headings above them. */
export async function markdownQueries(page: string): Promise<RuleDocument> {
  const found: { readonly language: LanguageId; readonly span: Span; readonly heading: string }[] = [];
  for (const { language, span, heading } of codeBlocks(page)) {
    const text = page.slice(span.start, span.end);
    const label = language.toLowerCase();
    const kind = LANGUAGES[label] ?? (BORROWED.has(label) ? queryLanguage(text) : undefined);
    if (kind === undefined) continue;
    for (const { start, end } of await spansOf(kind, text)) {
      found.push({
        language: kind,
        span: { start: span.start + start, end: span.start + end },
        heading,
      });
    }
  }
  const title = /^#[ \t]+(.+)$/m.exec(page)?.[1]?.trim();
  const rules = found.map(({ language, span, heading }, index): WrittenRule => {
    const parts = [title, heading === title ? undefined : heading].filter((part) => part !== undefined);
    const name = parts.length === 0 ? `query ${index + 1}` : parts.join(': ');
    const same = found.filter((each, at) => at < index && each.heading === heading).length;
    return {
      language,
      name: same === 0 ? name : `${name} (${same + 1})`,
      text: placedPart(page, span),
      remarks: [],
    };
  });
  return rules.length === 0
    ? { ...emptyDocument, reasons: ['it has no code block with a query'] }
    : { ...emptyDocument, rules };
}

const LANGUAGES: Readonly<Record<string, LanguageId>> = {
  kql: 'kql',
  kusto: 'kql',
  csl: 'kql',
  kustoquerylanguage: 'kql',
  spl: 'spl',
  splunk: 'spl',
};

/** How blocks are labelled for want of the language; `C#` for its colours. */
const BORROWED: ReadonlySet<string> = new Set(['', 'text', 'txt', 'sql', 'c#', 'csharp', 'cs']);

/** The language of a text that shows it: a query in KQL or SPL; undefined for other text. */
export function queryLanguage(text: string): LanguageId | undefined {
  if (/^\s*(?:search\s|(?:index|sourcetype|source|eventtype)\s*=|\|\s*\w+|`\w+[`(])/i.test(text))
    return 'spl';
  const code = text.replaceAll(/^[ \t]*\/\/.*$/gm, '').trim();
  const begins = /^(?:let\s+\w+\s*=|\(?\s*[\w*']+(?:\([^)]*\))?\s*\)?\s*(?:\||$)|union\s|datatable\s*\()/i;
  return begins.test(code) ? 'kql' : undefined;
}

interface CodeBlock {
  readonly language: string;
  readonly span: Span;
  readonly heading: string;
}

function* codeBlocks(page: string): Generator<CodeBlock> {
  const parts =
    /^[ \t]*(?:(`{3,}|~{3,})[ \t]*([\w+#-]*)[^\n]*\n([\s\S]*?)^[ \t]*\1|#{1,6}[ \t]+(.+?)[ \t]*$)/gm;
  let heading = '';
  for (const { index, 0: all, 2: language, 3: code, 4: title } of page.matchAll(parts)) {
    if (title !== undefined) heading = title;
    if (code === undefined) continue;
    const start = index + all.indexOf('\n') + 1;
    yield { language: language ?? '', span: { start, end: start + code.length }, heading };
  }
}

async function spansOf(language: LanguageId, text: string): Promise<readonly Span[]> {
  const alone = [{ start: 0, end: text.length }];
  if (language !== 'kql' || !/\n[ \t]*\r?\n/.test(text)) return alone;
  return (await import('@interloper/kql')).separateQueries(text);
}

/** A part of a file as a text of its own. */
function placedPart(text: string, { start, end }: Span): PlacedText {
  const places = Array.from({ length: end - start }, (_, index) => start + index);
  return { text: text.slice(start, end), starts: places, ends: places.map((place) => place + 1) };
}
