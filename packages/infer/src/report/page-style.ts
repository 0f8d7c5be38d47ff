/** The style sheet of the HTML report: dark pictures on white, readable on A4 and Letter. @since 0.1.0 */
export const PAGE_STYLE = `
:root { color-scheme: light; }
body { margin: 1.5rem auto; max-width: 60rem; padding: 0 1rem; background: #fff; color: #000; font: 15px/1.45 system-ui, sans-serif; }
h1 { margin: 0; font-size: 1.6rem; }
h2 { margin: 2rem 0 0.5rem; border-bottom: 1px solid #000; font-size: 1.2rem; }
h3 { margin: 0 0 0.25rem; font-size: 1rem; }
p { margin: 0.4rem 0; }
.source { margin: 0.1rem 0; font-size: 1.05rem; overflow-wrap: anywhere; }
.notice { border: 1px solid #000; padding: 0.2rem 0.6rem; display: inline-block; font-weight: bold; }
.answer { margin: 1rem 0 0.5rem; font-size: 1.25rem; font-weight: bold; }
.small { font-size: 0.85rem; color: #333; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 0.15rem 0.7rem 0.15rem 0; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; }
thead th { border-bottom: 1px solid #000; vertical-align: bottom; }
td.n, th.n { text-align: right; }
td.n { white-space: nowrap; }
td.code { font-family: ui-monospace, monospace; font-size: 0.85em; overflow-wrap: anywhere; }
.error, .warning { font-weight: bold; }
ul { margin: 0.4rem 0; padding-left: 1.3rem; }
figure { margin: 0; }
figcaption { font-size: 0.75rem; color: #333; text-align: center; }
.finding { margin: 1rem 0 1.4rem; break-inside: avoid; }
.pictures { display: grid; grid-template-columns: 1.15fr 1fr 1fr 1fr; gap: 0.35rem; align-items: start; }
.pictures .context { grid-row: span 2; }
.overview { display: grid; grid-template-columns: repeat(3, 1fr); gap: 0.5rem; align-items: start; }
svg { display: block; width: 100%; max-height: 24rem; }
svg text { fill: #ffe14d; stroke: #000; stroke-width: 0.1em; paint-order: stroke; font-weight: 600; text-anchor: middle; font-family: system-ui, sans-serif; }
.letters text { fill: #fff; }
svg .number { text-anchor: start; font-weight: bold; }
.casing { fill: none; stroke: #000; stroke-width: 3px; vector-effect: non-scaling-stroke; }
.mark, .outline { fill: none; stroke: #ffe14d; stroke-width: 1.5px; vector-effect: non-scaling-stroke; }
.outline { stroke-width: 1.2px; stroke-linecap: square; }
.casing.thin { stroke-width: 2.4px; stroke-linecap: square; }
.scale line { stroke: #fff; stroke-width: 1.5px; vector-effect: non-scaling-stroke; }
.scale line.casing { stroke: #000; stroke-width: 3.5px; }
.scale text { fill: #fff; }
footer { margin-top: 2rem; border-top: 1px solid #000; padding-top: 0.5rem; }
@page { margin: 14mm; }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  table { font-size: 8.5pt; }
  th, td { padding-right: 0.5rem; }
  h2, h3, thead { break-after: avoid; }
  tr { break-inside: avoid; }
  a { color: inherit; text-decoration: none; }
}
`;

/** SHA-256 of {@link PAGE_STYLE} as a content-security policy names it: the page allows this style and no other. @since 0.1.0 */
export const PAGE_STYLE_HASH = "sha256-Vu5p0dJ/LnMIqSeP64iNUy5L5PxKy96n5tiB/UcYakU=";
