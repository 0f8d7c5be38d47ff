/** The style sheet of the page of a realism report. @internal */
export const REALISM_STYLE = `
:root { color-scheme: light; }
body { margin: 1.5rem auto; max-width: 72rem; padding: 0 1rem; background: #fff; color: #111; font: 15px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 0.3rem; font-size: 1.6rem; }
h2 { margin: 2.2rem 0 0.6rem; border-bottom: 2px solid #111; font-size: 1.25rem; }
h3 { margin: 1.4rem 0 0.4rem; font-size: 1.05rem; }
p { margin: 0.4rem 0; max-width: 50rem; }
.notice { border: 1px solid #111; padding: 0.2rem 0.6rem; display: inline-block; font-weight: bold; }
.scroll { overflow-x: auto; margin: 0.6rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: 0.85rem; color: #333; padding-bottom: 0.25rem; }
th, td { padding: 0.15rem 0.8rem 0.15rem 0; border-bottom: 1px solid #ccc; text-align: left; font-weight: normal; vertical-align: top; }
thead th { border-bottom: 1px solid #111; border-top: 1px solid #111; }
td.n, th.n { text-align: right; white-space: nowrap; }
.out { font-weight: bold; }
.plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr)); gap: 0.5rem; }
figure { margin: 0.6rem 0; }
figcaption { font-size: 0.8rem; color: #333; }
svg { display: block; width: 100%; height: auto; max-width: 20rem; }
svg.wide { max-width: 40rem; }
svg text { font-family: system-ui, sans-serif; fill: #111; }
.tick { font-size: 11px; }
.label { font-size: 12px; font-weight: 600; }
.axis { fill: none; stroke: #111; }
.band { fill: #cfe0f2; stroke: none; }
.equal { stroke: #555; stroke-dasharray: 4 3; }
.dot { fill: #1b4f8a; stroke: #fff; }
.real { fill: none; stroke: #111; stroke-width: 2.5; }
.simulated { fill: none; stroke: #b3470e; stroke-width: 1.2; }
img { display: block; max-width: 100%; height: auto; }
footer { margin-top: 2.5rem; border-top: 1px solid #111; padding-top: 0.5rem; font-size: 0.85rem; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; } h2, h3 { break-after: avoid; } figure, tr { break-inside: avoid; } }
`;

/** SHA-256 of {@link REALISM_STYLE} as a content-security policy names it. @internal */
export const REALISM_STYLE_HASH = "sha256-0fDpZsdw9NkNBTqcUv4EZfIe/inxMg1XrL8FwecKoJQ=";
