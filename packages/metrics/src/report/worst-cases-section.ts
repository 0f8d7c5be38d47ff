import { type Html, html } from "@cmb/core";
import type { CaseResult } from "../evaluation/case-result.js";
import { countOf } from "./count-of.js";
import { formatNumber, formatPosition } from "./format-number.js";
import { htmlTable } from "./html-table.js";
import type { LesionOutcome } from "./lesion-outcomes.js";
import { pictureKey, type ReportedEvaluation } from "./reported-evaluation.js";

const MOST_CASES = 10;
const MOST_LESIONS = 30;

/**
 * The scans with the most errors, each with its missed and false lesions and why.
 *
 * @param evaluation - one system under one protocol
 * @returns markup; nothing where there is no error
 * @internal
 */
export function worstCasesSection({ result: { cases }, lesions = [], pictures }: ReportedEvaluation): Html {
  const worst = [...cases]
    .filter((each) => errorsOf(each) > 0)
    .sort((a, b) => errorsOf(b) - errorsOf(a) || a.id.localeCompare(b.id, "en", { numeric: true }))
    .slice(0, MOST_CASES);
  if (worst.length === 0) return html``;
  const errors = new Map<string, LesionOutcome[]>(worst.map(({ id }) => [id, []]));
  for (const lesion of lesions) if (lesion.isError) errors.get(lesion.caseId)?.push(lesion);
  const more = cases.filter((each) => errorsOf(each) > 0).length - worst.length;
  return html`<h3>Scans with the most errors</h3>
<p class="small">${worst.length} of ${countOf(worst.length + more, "scan")} with any error. Numbers of lesions count from 1 in the order of their lists; positions are right, anterior, superior in mm, or voxels from 0.</p>
${worst.map((each) => caseTable(each, errors.get(each.id) ?? [], pictures ?? new Map()))}`;
}

function errorsOf({ falsePositives, falseNegatives }: CaseResult): number {
  return falsePositives + falseNegatives;
}

function caseTable(
  each: CaseResult,
  errors: readonly LesionOutcome[],
  pictures: NonNullable<ReportedEvaluation["pictures"]>,
): Html {
  const shown = errors.slice(0, MOST_LESIONS);
  const scores = shown.flatMap(({ score, side }) => (score === null || side === "reference" ? [] : [score]));
  const decimals = scores.every(Number.isInteger) ? 0 : 3;
  const title = `${each.id}: ${each.falseNegatives} missed of ${each.referenceCount}, ${each.falsePositives} false of ${each.predictionCount}`;
  const rest = errors.length - shown.length;
  return html`<details class="case"><summary>${title}</summary>${htmlTable({
    caption: `${each.id}${rest > 0 ? `: the first ${shown.length} of ${errors.length} errors` : ""}`,
    head: ["Error", "No.", "Position", "Voxels", "Score", "Location", "Why"],
    rows: shown.map((lesion) => [
      errorName(lesion),
      String(lesion.number),
      positionOf(lesion),
      lesion.sizeVoxels === null ? "" : formatNumber(lesion.sizeVoxels),
      lesion.score === null || lesion.side === "reference" ? "" : lesion.score.toFixed(decimals).replace("-", "−"),
      lesion.location ?? "",
      lesion.sentence,
    ]),
    textColumns: [5, 6],
  })}${shown.map((lesion) => pictured(lesion, pictures.get(pictureKey(lesion))))}</details>`;
}

function errorName({ side, outcome }: LesionOutcome): string {
  if (side === "reference") return "missed";
  return outcome === "repeat" ? "repeated" : "false";
}

function pictured(lesion: LesionOutcome, pictures: Html | undefined): Html {
  if (pictures === undefined) return html``;
  return html`<article class="finding"><h4>${errorName(lesion)}, no. ${lesion.number}, at ${positionOf(lesion)}</h4>${pictures}</article>`;
}

function positionOf({ centreMm, centreVoxel }: LesionOutcome): string {
  if (centreMm !== null) return `${formatPosition(centreMm)} mm`;
  return centreVoxel === null ? "" : `voxel ${formatPosition(centreVoxel)}`;
}
