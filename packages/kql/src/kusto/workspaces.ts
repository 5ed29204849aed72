import type { Span } from '@interloper/plan';
import { kustoLibrary } from './library.js';
import type { SyntaxNode } from './library.js';
import { argumentsOf, children, classOf, elements, nameOf, optionalPart, part } from './syntax.js';

/** A rule without the places it names, and what these were. */
export interface AtHome {
  /** As long as the rule: what was left out is blank, so that places in it are those in the rule. */
  readonly text: string;
  readonly places: readonly { readonly written: string; readonly span: Span }[];
}

/** Functions that name where a table lies. */
const PLACES: ReadonlySet<string> = new Set(['workspace', 'app', 'resource', 'cluster', 'database']);

/**
 * `workspace("soc").SigninLogs` as `SigninLogs`: there is one workspace here, whose tables are the logs. Where a union
 * asks several workspaces for the same rows, they are asked for once.
 * https://learn.microsoft.com/azure/azure-monitor/logs/cross-workspace-query
 */
export function atHome(written: string): AtHome {
  if (!/\b(?:workspace|app|resource|cluster|database)\s*\(/.test(written))
    return { text: written, places: [] };
  const { Syntax } = kustoLibrary().KustoCode.Parse(written);
  const found: Found = { places: [], unions: [], lets: [] };
  collect(Syntax, found);
  const ours = found.places.filter(({ selector }) => !isShadowed(selector, found.lets));
  const text = blanked(
    written,
    ours.map(({ node, selector }) => ({ start: node.TextStart, end: selector.TextStart })),
  );
  return {
    text: blanked(
      text,
      found.unions.flatMap((node) => repeatedLegs(node, text, ours)),
    ),
    places: ours.map(({ node, selector }) => {
      const span = { start: node.TextStart, end: selector.TextStart };
      return { written: written.slice(span.start, span.end).replace(/\.\s*$/, ''), span };
    }),
  };
}

interface Place {
  readonly node: SyntaxNode;
  readonly selector: SyntaxNode;
}

interface Found {
  readonly places: Place[];
  readonly unions: SyntaxNode[];
  readonly lets: { readonly name: string; readonly end: number }[];
}

function collect(node: SyntaxNode, found: Found): void {
  const kind = classOf(node);
  if (kind === 'PathExpression') {
    const selector = part(node, 'Selector');
    const owner = placeOf(part(node, 'Expression'));
    const known = found.lets.some(({ name }) => name === owner);
    if (owner !== undefined && !known && placeOf(selector) === undefined)
      found.places.push({ node, selector });
  }
  if (kind === 'UnionOperator') found.unions.push(node);
  if (kind === 'LetStatement' || kind === 'PatternStatement') {
    found.lets.push({ name: nameOf(part(node, 'Name')), end: node.TextStart + node.Width });
  }
  for (const child of children(node)) if (!child.IsToken) collect(child, found);
}

/** The function that names the place, undefined when the node is none. */
function placeOf(node: SyntaxNode): string | undefined {
  if (classOf(node) === 'PathExpression') {
    return placeOf(part(node, 'Selector')) === undefined ? undefined : placeOf(part(node, 'Expression'));
  }
  if (classOf(node) !== 'FunctionCallExpression') return undefined;
  const name = nameOf(part(node, 'Name'));
  const isPlace =
    PLACES.has(name) && argumentsOf(node).every((argument) => typeof argument.LiteralValue === 'string');
  return isPlace ? name : undefined;
}

/** A `let` of the same name is no table of a workspace. */
function isShadowed(selector: SyntaxNode, lets: Found['lets']): boolean {
  const named = optionalPart(selector, 'Name');
  const name =
    classOf(selector) === 'FunctionCallExpression' && named !== undefined ? nameOf(named) : nameOf(selector);
  return lets.some((item) => item.name === name && item.end <= selector.TextStart);
}

/** The legs of a union that read as one before them once the workspaces are left out, with the comma before each. */
function repeatedLegs(union: SyntaxNode, text: string, places: readonly Place[]): readonly Span[] {
  const legs = elements(union, 'Expressions').map((node) => ({
    start: node.TextStart,
    end: node.TextStart + node.Width,
    elsewhere: places.some(
      (place) => place.node.TextStart >= node.TextStart && place.node.TextStart < node.TextStart + node.Width,
    ),
  }));
  const plain = ({ start, end }: Span): string => text.slice(start, end).replace(/\s+/g, ' ').trim();
  return legs.flatMap((leg, index) => {
    const before = legs.slice(0, index);
    const last = before.at(-1);
    const repeated = before.some((item) => (item.elsewhere || leg.elsewhere) && plain(item) === plain(leg));
    return repeated && last !== undefined ? [{ start: last.end, end: leg.end }] : [];
  });
}

function blanked(text: string, spans: readonly Span[]): string {
  return spans.reduce(
    (all, { start, end }) =>
      all.slice(0, start) + all.slice(start, end).replace(/[^\r\n]/g, ' ') + all.slice(end),
    text,
  );
}
