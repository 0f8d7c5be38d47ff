import { type Html, html } from "@cmb/core";
import type { RejectedCandidate, Report } from "../report.js";
import { findingPictures, type PicturedScan } from "./finding-pictures.js";
import { counted, fixed } from "./format-quantity.js";

const MOST_ROWS = 25;
const MOST_PICTURED = 3;
const STAGES: Readonly<Record<RejectedCandidate["stage"], string>> = {
  size: "too small or too large",
  shape: "a tube or a sheet rather than a spot",
  contrast: "too faint",
  score: "score below the threshold",
  location: "not where microbleeds are",
};

/**
 * The candidates that were dropped: how many at which stage, and the ones with the highest score, with the reason.
 *
 * Where no microbleed was marked the first three have pictures, since they are what a reader will want to see.
 *
 * @param report - with its rejected candidates by descending score
 * @param scan - what they were found in
 * @returns a `section` element
 * @since 0.1.0
 */
export async function rejectedSection(report: Report, scan: PicturedScan): Promise<Html> {
  const { rejected, microbleeds } = report;
  if (rejected.length === 0) {
    return html`<section><h2>Candidates that were dropped</h2><p>None: every candidate became a microbleed of this report, or there was none.</p></section>`;
  }
  const pictures: Html[] = [];
  const picturedCount = microbleeds.length === 0 ? MOST_PICTURED : 0;
  for (const [n, candidate] of rejected.slice(0, picturedCount).entries()) {
    pictures.push(await candidateCard(candidate, n + 1, scan));
  }
  const further = rejected.length - MOST_ROWS;
  const rest =
    further > 0
      ? html`<p class="small">${counted(further, "further candidate")} with lower scores: in the JSON report.</p>`
      : html``;
  return html`<section><h2>Candidates that were dropped</h2>
<p>${counted(rejected.length, "candidate")}: ${stageCounts(rejected)}. The highest scores first:</p>
<table><thead><tr><th class="n">Score</th><th class="n">Position (R, A, S)<br>mm</th><th class="n">Voxel<br>i, j, k</th><th>Dropped for</th><th>Reason</th></tr></thead>
<tbody>${rejected.slice(0, MOST_ROWS).map(candidateRow)}</tbody></table>${rest}${pictures}</section>`;
}

/** "12 too faint, 3 too small or too large", in the order of the stages. */
function stageCounts(rejected: readonly RejectedCandidate[]): string {
  const counts = new Map<RejectedCandidate["stage"], number>();
  for (const { stage } of rejected) counts.set(stage, (counts.get(stage) ?? 0) + 1);
  const parts = Object.entries(STAGES).flatMap(([stage, meaning]) => {
    const count = counts.get(stage as RejectedCandidate["stage"]);
    return count === undefined ? [] : [`${count} for ${stage} (${meaning})`];
  });
  return parts.join(", ");
}

function candidateRow({ score, centreMm, centreVoxel, stage, reason }: RejectedCandidate): Html {
  return html`<tr><td class="n">${fixed(score, 2)}</td><td class="n">${centreMm.map((value) => fixed(value, 1)).join(", ")}</td><td class="n">${centreVoxel.map((value) => fixed(value, 0)).join(", ")}</td><td>${stage}</td><td>${reason}</td></tr>`;
}

async function candidateCard(candidate: RejectedCandidate, rank: number, scan: PicturedScan): Promise<Html> {
  const { score, centreMm, reason } = candidate;
  const name = `dropped candidate ${rank}`;
  const pictures = await findingPictures(scan, { key: `dropped-${rank}`, name, centreMm, radiusMm: 2, label: 0 });
  return html`<article class="finding"><h3>Dropped candidate ${rank} · score ${fixed(score, 2)} · ${reason}</h3>${pictures}</article>`;
}
