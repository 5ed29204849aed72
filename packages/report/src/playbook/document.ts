import type { Root, Table, TableRow } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

/** The Markdown of a detection's texts: CommonMark with tables. */
export function parseDocument(markdown: string): Root {
  return fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
}

/** A table with a numbered first column is the steps of a playbook; another one is a table. */
export function isSteps({ children: [, ...rows] }: Table): boolean {
  return rows.length > 0 && rows.every((row) => /^\d+$/.test(firstCellOf(row)));
}

function firstCellOf({ children: [first] }: TableRow): string {
  return (first?.children ?? []).map((child) => ('value' in child ? child.value : '')).join('');
}
