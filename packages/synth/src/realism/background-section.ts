import { type Html, html } from "@cmb/core";
import type { BackgroundComparison, ComparedBackground } from "./background-comparison.js";
import type { BackgroundDistance } from "./compare-backgrounds.js";
import { spectrumPlot } from "./spectrum-plot.js";

/** The part of the page that compares backgrounds. @internal */
export function backgroundSection({ scans }: BackgroundComparison): Html {
  const names = scans.map(({ name }) => name);
  return html`<section><h2>Backgrounds</h2>
<p>${scans.length} real ${scans.length === 1 ? "scan" : "scans"} of few heads: this shows gross differences, and says nothing of how real scans vary. Over squares of 24 mm of tissue: the spectrum as root mean square of log₁₀ of the ratio of power densities; local means, deviations and skewness of blocks of 6 mm and gradients as Wasserstein distances, where 1 is the interquartile range of the real scan.</p>
${scans.map((one, n) =>
  scanPart(
    one,
    names.filter((_, other) => other !== n),
    n,
  ),
)}</section>`;
}

function scanPart(compared: ComparedBackground, others: readonly string[], index: number): Html {
  const { name, note, real, synthetic, toSynthetic, toReal } = compared;
  const elsewhere = toReal.filter((_, n) => n !== index);
  const rows = [
    ...toSynthetic.map((distance, n) =>
      distanceRow(`simulated ${n + 1}, ${synthetic[n]?.patches ?? 0} squares`, distance),
    ),
    ...elsewhere.map((distance, n) => distanceRow(others[n] ?? "", distance)),
  ];
  return html`<h3>${name}</h3><p>${note}. ${real.patches} squares of tissue, pixels of ${real.pixelMm.map((mm) => mm.toFixed(2)).join(" × ")} mm.</p>
<figure>${spectrumPlot(compared)}<figcaption>Black: real. Orange: simulated.</figcaption></figure>
<div class="scroll"><table><caption>Distance of other scans to ${name}</caption><thead><tr><th>Scan</th><th class="n">spectrum, decades</th><th class="n">mean</th><th class="n">deviation</th><th class="n">skewness</th><th class="n">gradient</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function distanceRow(name: string, { spectrumDecades, local }: BackgroundDistance): Html {
  const values = [spectrumDecades, local.mean, local.deviation, local.skewness, local.gradientPerMm];
  return html`<tr><th scope="row">${name}</th>${values.map((value) => html`<td class="n">${Number.isNaN(value) ? "none" : value.toFixed(2)}</td>`)}</tr>`;
}
