import { type Html, html } from "@cmb/core";
import type { Microbleed, Report } from "../report.js";
import { findingPictures, type PicturedScan } from "./finding-pictures.js";
import { fixed } from "./format-quantity.js";

/**
 * The microbleeds of a report: a table of their measures, then the pictures of each.
 *
 * @param report - with at least one microbleed
 * @param scan - what it was found in
 * @returns two `section` elements
 * @since 0.1.0
 */
export async function findingsSection(report: Report, scan: PicturedScan): Promise<Html> {
  const pictured: Html[] = [];
  for (const microbleed of report.microbleeds) pictured.push(await findingCard(microbleed, scan));
  return html`<section><h2>Microbleeds</h2>
<table><thead><tr><th class="n">No.</th><th>Certainty</th><th class="n">Score</th><th class="n">Diameter<br>mm</th><th class="n">Volume<br>mm³</th><th class="n">Contrast</th><th class="n">Elongation</th><th class="n">Position (R, A, S)<br>mm</th><th class="n">Voxel<br>i, j, k</th><th>Region</th></tr></thead>
<tbody>${report.microbleeds.map((microbleed) => findingRow(microbleed, report))}</tbody></table>
<p class="small">Score: 0 to 1, how sure the model is. Diameter: of the ball with the same volume. Contrast: 1 − darkest value over local background. Elongation: second over first axis, 1 is round, 0 a line. Positions: right, anterior and superior are positive. Voxels count from 0.</p></section>
<section><h2>Pictures</h2>${pictured}</section>`;
}

function findingRow(microbleed: Microbleed, report: Report): Html {
  const { id, certainty, score, diameterMm, volumeMm3, contrast, elongation, centreVoxel } = microbleed;
  return html`<tr><td class="n"><a href="#microbleed-${id}">${id}</a></td><td>${certainty}</td><td class="n">${fixed(score, 2)}</td><td class="n">${fixed(diameterMm, 1)}</td><td class="n">${fixed(volumeMm3, 1)}</td><td class="n">${fixed(contrast, 2)}</td><td class="n">${fixed(elongation, 2)}</td><td class="n">${position(microbleed)}</td><td class="n">${centreVoxel.map((n) => fixed(n, 0)).join(", ")}</td><td>${regionOf(microbleed, report)}</td></tr>`;
}

async function findingCard(microbleed: Microbleed, scan: PicturedScan): Promise<Html> {
  const { id, certainty, score, diameterMm, centreMm } = microbleed;
  const pictures = await findingPictures(scan, {
    key: `microbleed-${id}`,
    name: `microbleed ${id}`,
    centreMm,
    radiusMm: diameterMm / 2,
    label: id,
  });
  return html`<article class="finding" id="microbleed-${id}"><h3>${id} · ${certainty}, score ${fixed(score, 2)} · ${fixed(diameterMm, 1)} mm${placeOf(microbleed)} · at ${position(microbleed)} mm</h3>${pictures}</article>`;
}

/** A position as text: right, anterior and superior in mm. */
function position({ centreMm }: Pick<Microbleed, "centreMm">): string {
  return centreMm.map((value) => fixed(value, 1)).join(", ");
}

/** For a heading: nothing where there is nothing to say. */
function placeOf({ region }: Microbleed): string {
  return region === null ? "" : ` · ${region.bombs}, ${region.side}`;
}

function regionOf({ region }: Microbleed, { summary }: Report): string {
  const unknown = summary.byZone === null ? "not assessed" : "no tissue nearby";
  return region === null ? unknown : `${region.zone}: ${region.bombs}, ${region.side}`;
}
