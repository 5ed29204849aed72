import type { Nodes, Table, TableCell } from 'mdast';
import { isSteps, parseDocument } from '../playbook/document.js';
import { displayWidth, pad } from './display-width.js';
import { flow } from './flow.js';
import type { Piece } from './flow.js';
import type { Screen } from './paint.js';
import { renderTable } from './table.js';
import { visible } from './visible.js';

/**
 * Markdown for a terminal. Commands and queries are not broken into lines, so that they can be copied; the steps of a
 * playbook, a table of wide cells, stand one under the other.
 *
 * @param fill what becomes of each text and command before it is shown
 */
export function renderMarkdown(
  markdown: string,
  screen: Screen,
  fill: (text: string) => string = (text) => text,
): readonly string[] {
  const lines = parseDocument(markdown).children.flatMap((block) => [
    '',
    ...renderBlock(block, { screen, fill, indent: '' }),
  ]);
  return lines.slice(1);
}

interface Rendering {
  readonly screen: Screen;
  readonly fill: (text: string) => string;
  readonly indent: string;
}

function renderBlock(node: Nodes, rendering: Rendering): readonly string[] {
  const { screen, fill, indent } = rendering;
  switch (node.type) {
    case 'heading':
      return flowed(node.children, rendering).map(screen.paint.bold);
    case 'paragraph':
      return flowed(node.children, rendering);
    case 'code':
      return fill(node.value)
        .split('\n')
        .map((line) => `${indent}    ${visible(line)}`);
    case 'list':
      return node.children.flatMap((item, index) => {
        const mark = node.ordered === true ? `${(node.start ?? 1) + index}. ` : '- ';
        const inner = { ...rendering, indent: indent + ' '.repeat(mark.length) };
        const [first = '', ...more] = item.children.flatMap((child) => renderBlock(child, inner));
        return [indent + mark + first.slice(inner.indent.length), ...more];
      });
    case 'blockquote':
      return node.children.flatMap((child) => renderBlock(child, { ...rendering, indent: `${indent}  ` }));
    case 'table':
      return isSteps(node) ? renderSteps(node, rendering) : renderCells(node, rendering);
    case 'thematicBreak':
      return [`${indent}${'─'.repeat(3)}`];
    default:
      return flowed([node], rendering);
  }
}

/** Steps: each row under its number, the other columns by their titles. */
function renderSteps({ children: [head, ...rows] }: Table, rendering: Rendering): readonly string[] {
  const { fill, indent } = rendering;
  const titles = (head?.children ?? []).map((cell) => textOf(cell.children, fill)).slice(2);
  return rows.flatMap(({ children: [number, step, ...others] }, index) => {
    const mark = `${indent}${textOf(number?.children ?? [], fill).padStart(2)}. `;
    return [...(index === 0 ? [] : ['']), ...renderRow({ mark, titles }, [step, ...others], rendering)];
  });
}

/** A row's first cell behind a mark, the others below it by their titles. */
function renderRow(
  { mark, titles }: { readonly mark: string; readonly titles: readonly string[] },
  [head, ...others]: readonly (TableCell | undefined)[],
  { screen, fill }: Rendering,
): readonly string[] {
  const inner = ' '.repeat(mark.length);
  const column = Math.max(0, ...titles.map(displayWidth));
  return [
    ...flow(piecesOf(head?.children ?? [], fill), screen.width, mark, inner),
    ...others.flatMap((cell, at) => {
      const title = `${inner}${pad(titles[at] ?? '', column)}  `;
      const pieces = cellPieces(cell?.children ?? [], fill);
      const [first = '', ...more] = flow(pieces, screen.width, title, ' '.repeat(title.length));
      return first === '' ? [] : [screen.paint.dim(title) + first.slice(title.length), ...more];
    }),
  ];
}

/** A cell that is one command stands bare: it is copied as a line. */
function cellPieces(children: readonly Nodes[], fill: (text: string) => string): readonly Piece[] {
  const [only, ...others] = children;
  if (only?.type === 'inlineCode' && others.length === 0)
    return [{ text: visible(fill(only.value)), whole: true }];
  return piecesOf(children, fill);
}

/** A table where it fits without breaking a cell; else its rows one under the other. */
function renderCells(table: Table, rendering: Rendering): readonly string[] {
  const { screen, fill, indent } = rendering;
  const [head = [], ...rows] = table.children.map((row) =>
    row.children.map((cell) => textOf(cell.children, fill)),
  );
  const widths = head.map((_, at) => Math.max(...[head, ...rows].map((row) => displayWidth(row[at] ?? ''))));
  const width = widths.reduce((sum, each) => sum + each + 2, indent.length - 2);
  if (width <= screen.width)
    return renderTable(
      head.map((name) => ({ name })),
      rows,
      screen,
      indent,
    );
  const [, ...others] = table.children;
  return others.flatMap((row, index) => [
    ...(index === 0 ? [] : ['']),
    ...renderRow({ mark: `${indent}- `, titles: head.slice(1) }, row.children, rendering),
  ]);
}

function flowed(children: readonly Nodes[], { screen, fill, indent }: Rendering): readonly string[] {
  return flow(piecesOf(children, fill), screen.width, indent, indent);
}

function textOf(children: readonly Nodes[], fill: (text: string) => string): string {
  return piecesOf(children, fill)
    .map(({ text }) => text)
    .join('');
}

function piecesOf(children: readonly Nodes[], fill: (text: string) => string): readonly Piece[] {
  return children.flatMap((node): readonly Piece[] => {
    switch (node.type) {
      case 'text':
      case 'html':
        return [{ text: lineOf(fill(node.value)) }];
      case 'inlineCode':
        return [{ text: `\`${visible(fill(node.value))}\``, whole: true }];
      case 'break':
        return [{ text: ' ' }];
      case 'link': {
        const inner = piecesOf(node.children, fill);
        const isBare = inner.map(({ text }) => text).join('') === node.url;
        return isBare ? inner : [...inner, { text: ` (${visible(node.url)})` }];
      }
      default:
        return 'children' in node ? piecesOf(node.children, fill) : [];
    }
  });
}

/** A paragraph may have line breaks of its own: they are spaces. */
function lineOf(text: string): string {
  return visible(text.replaceAll('\n', ' '));
}
