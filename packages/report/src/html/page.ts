import { createHash } from 'node:crypto';
import { timeOf } from '../scan/values.js';
import { renderAccountPages } from './accounts.js';
import { renderCoverageSection } from './coverage.js';
import { renderInputsSection } from './inputs.js';
import { html, trusted } from './markup.js';
import type { HtmlReport } from './report.js';
import { styles } from './styles.js';
import { renderSummary } from './summary.js';

/** How a report begins: what tells it from other files. */
export const reportMark = '<!doctype html>\n<!-- a report of interloper scan -->\n';

/**
 * A scan's result as one HTML page that needs nothing else: no script, no address that a browser would fetch, and a
 * policy that forbids both. Light and dark by the reader's choice, else the system's.
 */
export function renderHtmlReport(report: HtmlReport): string {
  const { run } = report;
  const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'; base-uri 'none'; form-action 'none'`;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="${policy}" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <meta name="robots" content="noindex" />
      <title>Compromised accounts: ${run.now === null ? 'no time' : timeOf(run.now)}</title>
      ${trusted(`<style>${styles}</style>`)}
    </head>
    <body>
      <a class="skip" href="#summary">Skip to the summary</a>
      <header class="page">
        <div>
          <p class="brand">Interloper</p>
          <h1>Compromised cloud accounts</h1>
          <p class="meta">as of ${timeOf(run.now)}</p>
        </div>
        <fieldset class="theme">
          <legend>View</legend>
          <label><input type="radio" name="theme" id="theme-system" checked /> system</label>
          <label><input type="radio" name="theme" id="theme-light" /> light</label>
          <label><input type="radio" name="theme" id="theme-dark" /> dark</label>
          <label class="print-all"><input type="checkbox" id="print-all" /> print what is folded</label>
        </fieldset>
        <nav aria-label="Sections">
          <a href="#summary">Summary</a> <a href="#accounts">Accounts</a>
          <a href="#coverage">What was looked for</a>
          <a href="#inputs">Inputs</a>
        </nav>
      </header>
      <main>
        ${renderSummary(report)} ${renderAccountPages(report)} ${renderCoverageSection(report)}
        ${renderInputsSection(report)}
      </main>
    </body>
  </html>`;
  return `${reportMark}${page.markup}\n`;
}
