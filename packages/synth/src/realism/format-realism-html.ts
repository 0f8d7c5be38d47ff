import { type Html, html, htmlPage, pngDataUri } from "@cmb/core";
import { backgroundSection } from "./background-section.js";
import type { DistributionComparison, QuantilePair } from "./compare-distributions.js";
import type { Sheet } from "./contact-sheet.js";
import { quantilePlot } from "./quantile-plot.js";
import { MEASURES, type Measure } from "./real-distributions.js";
import type { GroupComparison, Realism, RealismReport } from "./realism-report.js";
import { REALISM_STYLE, REALISM_STYLE_HASH } from "./realism-style.js";

const NOTICE = "Research use only; not a medical device.";

const NAMES: Readonly<Record<Measure, { readonly title: string; readonly unit: string }>> = {
  radiusMm: { title: "Apparent radius", unit: "mm" },
  depth: { title: "Depth, 1 − P10/P90", unit: "" },
  fullDepth: { title: "Depth, 1 − min/max", unit: "" },
  elongation: { title: "Elongation", unit: "" },
  flatness: { title: "Flatness", unit: "" },
  majorAxisMm: { title: "Major axis", unit: "mm" },
  maximumDiameterMm: { title: "Largest diameter", unit: "mm" },
};

/**
 * A realism report as one HTML page that holds everything it shows: tables, quantile–quantile plots, spectra and a
 * contact sheet of each class of objects. It runs no script, asks no host for anything and has no dates.
 *
 * @param realism - from {@link realismReport}
 * @returns the page
 * @since 0.1.0
 */
export async function formatRealismHtml({ report, sheets }: Realism): Promise<string> {
  const pictures: Html[] = [];
  for (const sheet of sheets) pictures.push(await sheetFigure(sheet));
  const body = html`<header><h1>Realism of simulated scans</h1><p class="notice">${NOTICE}</p></header>
<main>${overview(report)}
${report.groups.map((group) => groupSection(group, report.tolerance))}
${countSection(report)}
${report.backgrounds === undefined ? html`` : backgroundSection(report.backgrounds)}
<section><h2>Contact sheets</h2>
<p>Each picture is 20 mm wide, the patient's right on the left. Of each object the axial plane is above the coronal one; between slices nothing is interpolated. Microbleeds are shown where they can be told from noise, mimics always.</p>
${pictures}</section></main>
<footer>Made by @cmb/synth. ${NOTICE}</footer>`;
  return htmlPage("Realism of simulated scans", body, { css: REALISM_STYLE, hash: REALISM_STYLE_HASH });
}

function overview({ scans, tolerance, groups, classes }: RealismReport): Html {
  const percent = Math.round(100 * tolerance);
  const rows = groups.map(
    ({ name, microbleeds, measures: { radiusMm, depth }, isWithin }) =>
      html`<tr><th scope="row">${name}</th><td class="n">${microbleeds}</td><td class="n">${radiusMm?.realCount ?? "none"}</td>${worst(radiusMm)}${worst(depth)}<td>${verdict(isWithin)}</td></tr>`,
  );
  return html`<section><h2>Overview</h2><p>${scans} simulated scans. Each visible microbleed was measured as the real ones were: image and mask resampled to 0.5 mm, then PyRadiomics' definitions within the mask. A group is within when every quantile from p10 to p90 of radius and depth lies within ${percent} % of the real one.</p>
<div class="scroll"><table><thead><tr><th>Group</th><th class="n">simulated</th><th class="n">real</th><th class="n">radius, worst ratio</th><th class="n">depth, worst ratio</th><th>within ${percent} %</th></tr></thead><tbody>${rows}</tbody></table></div>
<div class="scroll"><table><caption>What was simulated</caption><thead><tr><th>Class</th><th class="n">objects</th><th class="n">visible</th></tr></thead><tbody>${classes.map((one) => html`<tr><th scope="row">${one.class}</th><td class="n">${one.objects}</td><td class="n">${one.visible}</td></tr>`)}</tbody></table></div></section>`;
}

function verdict(isWithin: boolean | undefined): string {
  if (isWithin === undefined) return "nothing to compare";
  return isWithin ? "yes" : "no";
}

function worst(comparison: DistributionComparison | undefined): Html {
  const judged = (comparison?.quantiles ?? []).filter(({ probability }) => probability >= 0.1 && probability <= 0.9);
  const [first] = [...judged].sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  if (first === undefined) return html`<td class="n">none</td>`;
  return html`<td class="n">${first.ratio.toFixed(2)} at p${Math.round(100 * first.probability)}</td>`;
}

function groupSection(group: GroupComparison, tolerance: number): Html {
  const compared = MEASURES.flatMap((measure) => {
    const comparison = group.measures[measure];
    return comparison === undefined || comparison.quantiles.length === 0 ? [] : [{ ...NAMES[measure], comparison }];
  });
  if (compared.length === 0) return html``;
  const head = compared[0]?.comparison.quantiles.map(({ probability }) => `p${Math.round(100 * probability)}`) ?? [];
  const cell = ({ ratio, real, synthetic, chance }: QuantilePair): Html =>
    html`<td class="n${Math.abs(ratio - 1) > tolerance ? " out" : ""}">${synthetic.toFixed(2)} / ${real.toFixed(2)} = ${ratio.toFixed(2)} [${chance.map((bound) => bound.toFixed(2)).join(", ")}]</td>`;
  const rows = compared.map(
    ({ title, comparison }) =>
      html`<tr><th scope="row">${title}</th>${comparison.quantiles.map(cell)}<td class="n">${comparison.wasserstein.toFixed(3)} (${comparison.wassersteinByChance.toFixed(3)})</td><td class="n">${comparison.kolmogorovSmirnov.toFixed(2)}</td></tr>`,
  );
  return html`<section><h2>${group.name}: ${group.microbleeds} simulated microbleeds</h2>
<div class="plots">${compared.map(({ title, unit, comparison }) => html`<figure>${quantilePlot({ title, unit, comparison, tolerance })}</figure>`)}</div>
<div class="scroll"><table><caption>Simulated / real = ratio [what nine of ten draws of these counts from the real distribution give]; bold where the ratio is more than ${Math.round(100 * tolerance)} % off. W is the Wasserstein distance (and what chance exceeds once in twenty), KS the Kolmogorov–Smirnov figure. The real values are known by eleven quantiles.</caption><thead><tr><th>Measure</th>${head.map((name) => html`<th class="n">${name}</th>`)}<th class="n">W</th><th class="n">KS</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

function countSection({ counts }: RealismReport): Html {
  if (counts === undefined) return html``;
  const rows = counts.classes.map(({ from, to, real, synthetic }) => {
    const name = to === Number.POSITIVE_INFINITY ? `${from} and more` : from === to ? `${from}` : `${from} to ${to}`;
    return html`<tr><th scope="row">${name}</th><td class="n">${(100 * synthetic).toFixed(1)} %</td><td class="n">${(100 * real).toFixed(1)} %</td></tr>`;
  });
  return html`<section><h2>Counts</h2><div class="scroll"><table><caption>Microbleeds in scans that have any: ${counts.scans - counts.scansWithout} simulated of ${counts.scans}, 206 real ones of five collections. Largest distance of the cumulated shares ${counts.kolmogorovSmirnov.toFixed(2)}.</caption><thead><tr><th>Microbleeds</th><th class="n">simulated</th><th class="n">real</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

async function sheetFigure({ class: name, image, objects }: Sheet): Promise<Html> {
  const visible = objects.filter((object) => object.visible).length;
  return html`<figure><h3>${name}</h3><img alt="${objects.length} pictures of the class ${name}" width="${image.width}" height="${image.height}" src="${await pngDataUri(image)}"><figcaption>${objects.length} shown, ${visible} of them visible by the rule of the truth.</figcaption></figure>`;
}
