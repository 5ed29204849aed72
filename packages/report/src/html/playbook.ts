import type { Nodes, Table, TableRow } from 'mdast';
import { isSteps, parseDocument } from '../playbook/document.js';
import { filledIn } from '../playbook/fill-in.js';
import type { FillIn } from '../playbook/fill-in.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';

/**
 * A playbook as a checklist: each row of its tables, and each item of its lists, has a box. Variables are filled in,
 * and what they were filled with stands above. Markdown's own HTML is shown, not used.
 */
export function renderPlaybook(markdown: string, fillIns: readonly FillIn[]): Markup {
  const blocks = parseDocument(markdown).children.filter(
    (node) => !(node.type === 'heading' && node.depth === 1),
  );
  return html`${renderFillIns(fillIns)}
    <div class="playbook">${blocks.map((node) => render(node, fillIns))}</div>`;
}

function renderFillIns(fillIns: readonly FillIn[]): Markup | undefined {
  if (fillIns.length === 0) return undefined;
  return html`<dl class="facts filled">
    ${fillIns.map(({ name, values, withheld }) => {
      const [first, ...others] = values;
      if (first === undefined)
        return html`<dt>$${name}</dt>
          <dd class="missing">the evidence does not say</dd>`;
      const more = others.length === 0 ? '' : `; also ${others.join(', ')}`;
      const kept = withheld === undefined ? '' : ` (not filled in: ${withheld})`;
      return html`<dt>$${name}</dt>
        <dd>${first}${kept}${more}</dd>`;
    })}
  </dl>`;
}

function render(node: Nodes, fillIns: readonly FillIn[]): Markup | undefined {
  const inner = (of: { readonly children: readonly Nodes[] }): readonly (Markup | undefined)[] =>
    of.children.map((child) => render(child, fillIns));
  switch (node.type) {
    case 'text':
      return html`${filledIn(node.value, fillIns)}`;
    case 'inlineCode':
      return html`<code>${filledIn(node.value, fillIns)}</code>`;
    case 'code':
      return html`<pre><code>${lines(filledIn(node.value, fillIns))}</code></pre>`;
    case 'html':
      return html`${node.value}`;
    case 'heading':
      return html`<h6>${inner(node)}</h6>`;
    case 'paragraph':
      return html`<p>${inner(node)}</p>`;
    case 'emphasis':
      return html`<em>${inner(node)}</em>`;
    case 'strong':
      return html`<strong>${inner(node)}</strong>`;
    case 'link':
      return html`${inner(node)} <span class="address">(${node.url})</span>`;
    case 'blockquote':
      return html`<blockquote>${inner(node)}</blockquote>`;
    case 'list':
      return html`<ul class="steps">
        ${node.children.map(
          (item) =>
            html`<li>
              <input type="checkbox" aria-label="done" />
              <div>${inner(item)}</div>
            </li>`,
        )}
      </ul>`;
    case 'table':
      return renderSteps(node, fillIns);
    case 'break':
      return html`<br />`;
    case 'thematicBreak':
      return html`<hr />`;
    default:
      return 'children' in node ? html`${inner(node)}` : 'value' in node ? html`${node.value}` : undefined;
  }
}

/** Line breaks of a block are kept: everything else that acts is shown. */
function lines(text: string): readonly Markup[] {
  return text.split('\n').map((line) => html`${line}<br />`);
}

function renderSteps(table: Table, fillIns: readonly FillIn[]): Markup {
  const [head, ...rows] = table.children;
  if (head === undefined) return html``;
  const titles = head.children.map((cell) => html`${cell.children.map((child) => render(child, fillIns))}`);
  const cells = (row: TableRow): readonly Markup[] =>
    row.children.map((cell) => html`${cell.children.map((child) => render(child, fillIns))}`);
  if (!isSteps(table))
    return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            ${titles.map((title) => html`<th scope="col">${title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${cells(row).map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  return html`<ol class="steps">
    ${rows.map((row) => {
      const [number, step, ...others] = cells(row);
      return html`<li>
        <input type="checkbox" aria-label="step ${number} done" />
        <div>
          <p><span class="step">${number}</span> ${step}</p>
          <dl>
            ${others.map(
              (cell, index) =>
                html`<dt>${titles[index + 2]}</dt>
                  <dd>${cell}</dd>`,
            )}
          </dl>
        </div>
      </li>`;
    })}
  </ol>`;
}
