import type { InputCheck } from "../report.js";
import { formatPercent } from "./format-percent.js";
import { valueAt } from "./image-summary.js";
import { shareAbove, type TissueSummary } from "./tissue-summary.js";

/** T2: share of the brain over twice as bright as the tissue around (3 to 11 %; T2* 0 to 0.6 %), and the brightest level. */
const LEAST_FLUID_SHARE = 0.015;
const LEAST_FLUID_LEVEL = 2.6;
/** FLAIR, T1: volume of wide, central, suppressed fluid (5 to 25 ml; T2* and SWI under 1.5 ml), near the midline. */
const LEAST_SUPPRESSED_ML = 4;
/** A large haemorrhage is as dark, on one side. */
const MOST_SIDEWARD_MM = 12;

/** T2, FLAIR or T1, on which microbleeds do not show. */
export function checkWrongContrast(tissue: TissueSummary): InputCheck | undefined {
  const share = shareAbove(tissue, 2);
  const level = valueAt(tissue.relative, 0.998);
  const { volumeMl, rightwardMm } = tissue.suppressed;
  if (share >= LEAST_FLUID_SHARE && level >= LEAST_FLUID_LEVEL) {
    return wrongContrast(
      "T2-weighted",
      `fluid is ${level.toFixed(1)} times as bright as tissue (T2*-weighted GRE: up to 2.3), over ${formatPercent(share)} of the brain`,
    );
  }
  if (volumeMl >= LEAST_SUPPRESSED_ML && Math.abs(rightwardMm) <= MOST_SIDEWARD_MM) {
    return wrongContrast(
      "FLAIR or T1-weighted",
      `${Math.round(volumeMl)} ml of fluid deep in the brain are darker than a third of the tissue (T2*-weighted GRE and SWI: over 0.4)`,
    );
  }
  return undefined;
}

function wrongContrast(name: string, found: string): InputCheck {
  const message = `The contrast is ${name}: ${found}. Microbleeds do not show on it. Give the T2*-weighted GRE or SWI of the examination.`;
  return { code: "WRONG_CONTRAST", severity: "error", message };
}
