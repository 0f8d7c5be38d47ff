/** The style sheet of the page of results: light, for screen, A4 and Letter. @internal */
export const EVALUATION_STYLE = `
:root { color-scheme: light; }
body { margin: 1.5rem auto; max-width: 62rem; padding: 0 1rem; background: #fff; color: #111; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 0.3rem; font-size: 1.6rem; }
h2 { margin: 2.4rem 0 0.6rem; border-bottom: 2px solid #111; font-size: 1.25rem; overflow-wrap: anywhere; }
h3 { margin: 1.6rem 0 0.4rem; font-size: 1.05rem; }
h4 { margin: 1.2rem 0 0.3rem; font-size: 1rem; }
p { margin: 0.4rem 0; max-width: 50rem; }
.notice { border: 1px solid #111; padding: 0.2rem 0.6rem; display: inline-block; font-weight: bold; }
.small { font-size: 0.85rem; color: #333; }
.warning { font-weight: bold; }
nav ul { columns: 2; }
ul { margin: 0.4rem 0; padding-left: 1.3rem; }
dl { display: grid; grid-template-columns: minmax(9rem, 17rem) 1fr; gap: 0.2rem 1rem; margin: 0.5rem 0; max-width: 56rem; }
dt { color: #333; }
dd { margin: 0; }
.scroll { overflow-x: auto; margin: 0.6rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { position: sticky; left: 0; box-sizing: border-box; max-width: min(60rem, calc(100vw - 2rem)); caption-side: top; text-align: left; font-size: 0.85rem; color: #333; padding-bottom: 0.25rem; }
th, td { padding: 0.18rem 0.9rem 0.18rem 0; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; font-weight: normal; }
thead th { border-bottom: 1px solid #111; border-top: 1px solid #111; vertical-align: bottom; }
tbody tr:last-child > * { border-bottom: 1px solid #111; }
td.n, th.n { text-align: right; }
tbody th { min-width: 6.5rem; }
.strong { font-weight: bold; }
table.forest td, table.forest th { vertical-align: middle; }
table.forest td.n { white-space: nowrap; }
td.forest, th.forest { padding: 0; width: 200px; min-width: 200px; }
th.forest { position: relative; }
th.forest span:first-child { position: absolute; left: 2px; bottom: 2px; }
th.forest span:last-child { position: absolute; right: 2px; bottom: 2px; }
td.forest svg { display: block; width: 200px; height: 22px; }
figure { margin: 0.6rem 0; max-width: 40rem; }
figcaption { font-size: 0.85rem; color: #333; }
figure svg { display: block; width: 100%; height: auto; }
svg text { font-family: system-ui, sans-serif; fill: #111; }
.tick { font-size: 12px; }
.label { font-size: 13px; }
.axis { fill: none; stroke: #111; stroke-width: 1.2; }
.grid { fill: none; stroke: #ddd; stroke-width: 1; }
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.bound { fill: none; stroke: #555; stroke-width: 1.2; stroke-dasharray: 4 3; }
.band { stroke: none; fill-opacity: 0.16; }
.dot { stroke: #fff; stroke-width: 1; }
.open { fill: #1b4f8a; fill-opacity: 0.25; stroke: #1b4f8a; }
.bar { fill: #ccc; }
.series0 { stroke: #1b4f8a; }
.dot.series0, .band.series0 { fill: #1b4f8a; }
.series1 { stroke: #b3470e; }
.dot.series1, .band.series1 { fill: #b3470e; }
.line.series1 { stroke-dasharray: 8 3; }
.series2 { stroke: #3c7a3c; }
.dot.series2, .band.series2 { fill: #3c7a3c; }
.line.series2 { stroke-dasharray: 12 3 2 3; }
.line.held { stroke-dasharray: 0.1 5; stroke-linecap: round; }
.dot, .band { stroke-width: 1; }
.band.series0, .band.series1, .band.series2 { stroke: none; }
.dot.series0, .dot.series1, .dot.series2 { stroke: #fff; }
.dot.held { fill: #fff; stroke-width: 1.5; }
.dot.held.series0 { stroke: #1b4f8a; }
.dot.held.series1 { stroke: #b3470e; }
.dot.held.series2 { stroke: #3c7a3c; }
.halo { stroke: #fff; stroke-width: 3px; paint-order: stroke; }
.whisker { fill: none; stroke: #1b4f8a; stroke-width: 1.5; }
.mark { fill: #1b4f8a; }
.finding { margin: 1rem 0 1.4rem; break-inside: avoid; }
.pictures { display: grid; grid-template-columns: 1.15fr 1fr 1fr 1fr; gap: 0.35rem; align-items: start; }
.pictures figure { margin: 0; }
.pictures figcaption { text-align: center; font-size: 0.75rem; }
.pictures svg { max-height: 24rem; }
.pictures svg text { fill: #fff; stroke: #000; stroke-width: 0.1em; paint-order: stroke; font-weight: 600; text-anchor: middle; }
.pictures .casing { fill: none; stroke: #000; stroke-width: 3px; vector-effect: non-scaling-stroke; }
.pictures .mark { fill: none; stroke: #ffe14d; stroke-width: 1.5px; vector-effect: non-scaling-stroke; }
.scale line { stroke: #fff; stroke-width: 1.5px; vector-effect: non-scaling-stroke; }
.scale line.casing { stroke: #000; stroke-width: 3.5px; }
details { margin: 0.4rem 0; }
summary { cursor: pointer; }
summary:focus-visible, pre:focus-visible, a:focus-visible { outline: 3px solid #1b4f8a; outline-offset: 2px; }
.copy pre { user-select: all; overflow-x: auto; background: #f4f4f4; border: 1px solid #ccc; padding: 0.5rem; font-size: 0.8rem; }
footer { margin-top: 2.5rem; border-top: 1px solid #111; padding-top: 0.5rem; }
@media (max-width: 40rem) {
  dl { display: block; }
  dd { margin: 0 0 0.5rem 1rem; }
  nav ul { columns: 1; }
}
@page { margin: 14mm; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  table { font-size: 8pt; }
  th, td { padding-right: 0.5rem; }
  h2, h3, h4, caption, thead { break-after: avoid; }
  figure, tr, dl { break-inside: avoid; }
  figure { max-width: 13cm; }
  .scroll { overflow: visible; }
  .copy, nav, details:not([open]):not(.case) { display: none; }
  caption, figcaption, .small { font-size: 8pt; }
  caption { position: static; max-width: none; }
  td.forest, th.forest, td.forest svg { width: 130px; min-width: 130px; }
  a { color: inherit; text-decoration: none; }
}
`;

/** SHA-256 of {@link EVALUATION_STYLE} as a content-security policy names it. @internal */
export const EVALUATION_STYLE_HASH = "sha256-ZYRJSoDZDnI5dplQX4h5COqPorJOG8H5xz1P3JtxF3Q=";
