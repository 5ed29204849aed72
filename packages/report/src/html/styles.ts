/** The style sheet. `light-dark` follows the colour scheme, which the reader's choice of theme sets. */
export const styles = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1b1f27; --soft: #586070; --line: #dde1e8; --track: #eceff4;
  --link: #1a56b8; --critical: #9b1230; --high: #c2410c; --medium: #956200; --low: #3d6b8f;
  --passed: #2563a8; --failed: #8a93a3; --on: #ffffff; --chip: #eef1f6;
}
@supports (color: light-dark(#000, #fff)) {
  :root {
    --page: light-dark(#f6f7f9, #12151b); --card: light-dark(#ffffff, #1a1f28); --ink: light-dark(#1b1f27, #e8ebf1);
    --soft: light-dark(#586070, #a3acbb); --line: light-dark(#dde1e8, #313948); --track: light-dark(#eceff4, #262d39);
    --link: light-dark(#1a56b8, #8ab8ff); --critical: light-dark(#9b1230, #ff7a93); --high: light-dark(#c2410c, #ff9a62);
    --medium: light-dark(#956200, #ecc15a); --low: light-dark(#3d6b8f, #8fc0e6); --passed: light-dark(#2563a8, #6aa9f0);
    --failed: light-dark(#8a93a3, #7d8797); --on: light-dark(#ffffff, #14171d); --chip: light-dark(#eef1f6, #2a3240);
  }
}
:root:has(#theme-light:checked) { color-scheme: light; }
:root:has(#theme-dark:checked) { color-scheme: dark; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; } .skip:focus { left: 24px; top: 8px; background: var(--card); padding: 4px 10px; border-radius: 4px; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
header.page, main { max-width: 1080px; margin: 0 auto; padding: 0 24px; }
header.page { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: flex-end; gap: 8px 24px; padding-top: 28px; }
main { padding-bottom: 64px; }
h1, h2, h3, h4, h5, h6, p, dl, dd, ul, ol, figure { margin: 0; }
h1 { font-size: 28px; line-height: 1.2; }
h2 { font-size: 21px; margin: 40px 0 12px; padding-top: 8px; }
h3 { font-size: 16px; margin: 24px 0 8px; }
h4 { font-size: 15px; margin: 24px 0 8px; }
h5 { font-size: 15px; }
h6 { font-size: 13px; margin: 16px 0 4px; text-transform: uppercase; letter-spacing: .04em; color: var(--soft); }
a { color: var(--link); }
code { font: .92em/1.45 ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
small { font-size: 12.5px; color: var(--soft); font-weight: 400; }
.brand { font-weight: 650; color: var(--soft); letter-spacing: .02em; }
.meta, figcaption, .note { color: var(--soft); font-size: 13px; }
.theme { border: 0; margin: 0; padding: 0; font-size: 13px; color: var(--soft); display: flex; flex-wrap: wrap; gap: 2px 10px; white-space: nowrap; }
.theme legend { float: left; padding: 0; margin-right: 10px; }
.theme label { display: inline-flex; align-items: center; gap: 4px; cursor: pointer; }
.theme input { margin: 0; }
.print-all { padding-left: 10px; border-left: 1px solid var(--line); }
nav { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 4px 20px; border-bottom: 1px solid var(--line); padding: 8px 0 10px; }
nav a { text-decoration: none; }
.lead { font-size: 17px; max-width: 72ch; }
.tiles { display: grid; grid-template-columns: repeat(7, 1fr); gap: 10px; margin: 18px 0 8px; }
.tile { background: var(--card); border: 1px solid var(--line); border-top: 4px solid var(--line); border-radius: 8px; padding: 8px 12px; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.tile dt { font-size: 12.5px; color: var(--soft); }
.tile dd { font-size: 24px; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile.none dd { color: var(--soft); font-weight: 400; }
.tile.critical { border-top-color: var(--critical); } .tile.high { border-top-color: var(--high); }
.tile.medium { border-top-color: var(--medium); } .tile.low { border-top-color: var(--low); }
.story { list-style: none; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 8px 0; }
.story > li { padding: 12px 16px; border-top: 1px solid var(--line); }
.story > li:first-child { border-top: 0; }
.story h4 { margin: 0; } .story .chips { margin: 4px 0; }
.steps-told { list-style: none; padding: 0; margin: 8px 0 0; }
#summary > h3 + p { max-width: 80ch; margin-bottom: 8px; }
.steps-told > li { display: grid; grid-template-columns: 44px 92px minmax(0, 1fr); gap: 0 10px; padding: 3px 0; font-size: 14px; }
.steps-told .word { color: var(--soft); }
.steps-told strong { font-weight: 600; } .steps-told small { display: block; }
.plain { list-style: none; padding: 0; }
.ranking { list-style: none; padding: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
.ranking li { display: grid; grid-template-columns: 28px minmax(0, 1fr) 210px 180px; gap: 4px 16px; padding: 10px 16px; align-items: start; border-top: 1px solid var(--line); }
.ranking > li:first-child { border-top: 0; }
.ranking .chips li { display: list-item; padding: 0 8px; border: 0; }
.ranking .who a { font-weight: 600; }
.ranking .when { font-size: 13px; }
.rank { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; }
.grade { display: flex; align-items: center; gap: 10px; min-width: 200px; }
.badge { display: inline-block; border-radius: 4px; padding: 1px 8px; font-size: 12px; font-weight: 650; color: var(--on); text-transform: uppercase; letter-spacing: .03em; vertical-align: 1px; }
.badge.critical { background: var(--critical); } .badge.high { background: var(--high); }
.badge.medium { background: var(--medium); } .badge.low { background: var(--low); }
.score { flex: 1; min-width: 0; display: flex; align-items: center; gap: 8px; }
svg.bar { flex: 1; min-width: 0; }
.score .number { font-weight: 650; font-variant-numeric: tabular-nums; min-width: 3ch; flex: none; text-align: right; }
.chips { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 4px; }
.chips li { background: var(--chip); border-radius: 4px; padding: 0 8px; font-size: 12.5px; }
.account { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 18px 20px; margin: 0 0 20px; }
.account > header { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: 6px 16px; margin-bottom: 10px; }
.account > header h3 { margin: 0; font-size: 18px; }
.facts { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 16px; font-size: 14px; }
.facts dt { color: var(--soft); }
figure { margin: 18px 0 0; }
#summary figure { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 14px 16px; margin: 0; }
figcaption { margin-top: 4px; }
svg { display: block; overflow: visible; }
svg .track { fill: var(--track); }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg text { fill: var(--soft); font-size: 12px; }
svg .lane { font-size: 12px; line-height: 18px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
svg .fill.critical, svg .dot.critical { fill: var(--critical); stroke: var(--critical); }
svg .fill.high, svg .dot.high { fill: var(--high); stroke: var(--high); }
svg .fill.medium, svg .dot.medium { fill: var(--medium); stroke: var(--medium); }
svg .fill.low, svg .dot.low { fill: var(--low); stroke: var(--low); }
svg .fill { stroke: none !important; }
svg .dot line { stroke-width: 4; stroke-linecap: round; }
svg .dot circle { stroke: var(--card); stroke-width: 1.5; }
svg .cell.passed { fill: var(--passed); }
svg .cell.failed { fill: none; stroke: var(--failed); stroke-width: 1.5; }
.key { display: inline-block; width: 12px; height: 12px; border-radius: 2px; vertical-align: -1px; }
.key.passed { background: var(--passed); } .key.failed { border: 1.5px solid var(--failed); }
.alert { border-left: 4px solid var(--line); padding: 2px 0 2px 14px; margin: 0 0 16px; }
.alert.critical { border-color: var(--critical); } .alert.high { border-color: var(--high); }
.alert.medium { border-color: var(--medium); } .alert.low { border-color: var(--low); }
.why { display: flex; gap: 10px; margin: 6px 0; font-size: 13px; color: var(--soft); }
.why > span { flex: none; }
.why .chips { color: var(--ink); }
.evidence { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 6px 20px; margin: 6px 0; }
.evidence dt { font-size: 12px; color: var(--soft); }
.evidence dd { font-size: 13.5px; }
time { white-space: nowrap; }
details { margin: 6px 0; }
summary { cursor: pointer; color: var(--link); font-size: 14px; }
details.todo { border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; }
details.todo > summary { color: var(--ink); font-weight: 600; }
ul.references { list-style: none; padding: 0; font-size: 13px; color: var(--soft); }
details p, details ul { margin: 6px 0; }
.filled { margin: 10px 0; background: var(--chip); border-radius: 6px; padding: 8px 12px; }
.missing { color: var(--soft); font-style: italic; }
.steps { list-style: none; padding: 0; }
.steps > li { display: grid; grid-template-columns: 18px minmax(0, 1fr); gap: 10px; padding: 8px 0; border-top: 1px solid var(--line); break-inside: avoid; }
.steps input { margin: 4px 0 0; width: 16px; height: 16px; }
.steps p { margin: 0; }
.steps .step { color: var(--soft); margin-right: 4px; }
.steps dl { display: grid; grid-template-columns: 76px minmax(0, 1fr); gap: 0 10px; font-size: 13.5px; margin-top: 2px; }
.steps dt { color: var(--soft); }
.playbook code { background: var(--chip); border-radius: 3px; padding: 0 4px; }
pre { background: var(--chip); border-radius: 6px; padding: 10px 12px; white-space: pre-wrap; }
table { width: 100%; border-collapse: collapse; background: var(--card); border: 1px solid var(--line); border-radius: 8px; font-size: 14px; margin: 8px 0; }
th, td { text-align: left; vertical-align: top; padding: 6px 12px; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: 13px; }
th.number, td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.fired td:last-child { font-weight: 600; }
td.address { white-space: nowrap; }
.hash { color: var(--soft); font-size: 11.5px; }
.scroll { overflow-x: auto; }
section > ul, section > table { margin: 8px 0; }
section > ul { padding-left: 20px; }
@media screen and (max-width: 820px) {
  .tiles { grid-template-columns: repeat(12, 1fr); } .tile { grid-column: span 3; } .tile:nth-child(n + 5) { grid-column: span 4; }
  .ranking li { grid-template-columns: 22px minmax(0, 1fr); gap: 6px 8px; }
  .ranking .grade, .ranking .when { grid-column: 2; }
  .ranking .when small { margin-left: 10px; }
  .ranking .when br { display: none; }
}
@media screen and (max-width: 560px) {
  .steps-told > li { grid-template-columns: 44px minmax(0, 1fr); } .steps-told .told { grid-column: 1 / -1; }
  header.page, main { padding-left: 14px; padding-right: 14px; }
  h1 { font-size: 23px; }
  .tile { padding: 6px 8px; } .tile dd { font-size: 20px; }
  .account { padding: 14px; } .account > header h3 { font-size: 16px; }
  .scroll table { min-width: 480px; }
  .account > header .grade { width: 100%; }
  .evidence { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .facts { grid-template-columns: minmax(0, 1fr); } .facts dd { margin-bottom: 6px; }
  .steps dl { grid-template-columns: minmax(0, 1fr); } .steps dd { margin-bottom: 4px; }
  table.stacked thead { display: none; }
  table.stacked tr { display: block; border-top: 1px solid var(--line); padding: 8px 12px; }
  table.stacked tbody tr:first-child { border-top: 0; }
  table.stacked td { display: inline; border: 0; padding: 0 10px 0 0; text-align: left; white-space: normal; }
  table.stacked td:first-child { display: block; font-weight: 600; } table.stacked td:first-child * { font-weight: 400; }
  table.stacked td[data-title]:not(:first-child)::before { content: attr(data-title) ": "; color: var(--soft); font-weight: 400; }
}
@media print {
  :root, :root:has(#theme-dark:checked) { color-scheme: light; }
  body { background: #fff; font-size: 11pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  header.page, main { max-width: none; padding-left: 0; padding-right: 0; }
  .theme, nav { display: none; }
  .account { border: 0; border-top: 2px solid var(--line); border-radius: 0; padding: 12px 0; }
  .alert, figure, .tile, .ranking > li, .steps-told > li, tr { break-inside: avoid; }
  h2, h3, h4, h5, h6, summary, .account > header, .account > .facts, .story .chips { break-after: avoid; }
  .account > header, .facts, .tiles { break-inside: avoid; }
  .ranking li { grid-template-columns: 22px minmax(0, 1fr) 190px 130px; padding: 6px 10px; }
  .tile { padding: 4px 8px; }
  .print-all { display: none; }
  :root:has(#print-all:checked) details::details-content { content-visibility: visible; block-size: auto; }
}
`;
