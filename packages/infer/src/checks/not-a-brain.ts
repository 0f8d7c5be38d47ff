import type { InputCheck } from "../report.js";
import type { ImageSummary } from "./image-summary.js";
import { quartileRatio, type TissueSummary } from "./tissue-summary.js";

/** Neighbours in a scan of anything correlate above 0.5; in noise they do not. */
const LEAST_CORRELATION = 0.15;
/** Grey and white matter lie within 1.3 on T2* and SWI and within 1.7 on T2; muscle, fat, fluid and bone do not. */
const MOST_QUARTILE_RATIO = 2;
/** Adult brains have 900 to 1,800 ml; the mask may hold scalp as well. */
const MOST_VOLUME_ML = 4500;
/** A newborn's brain has 350 ml. */
const LEAST_WHOLE_VOLUME_ML = 100;
const LEAST_VOLUME_ML = 2;

/** An image of noise alone. */
export function checkStructure({ neighbours }: ImageSummary): InputCheck | undefined {
  const most = Math.max(...neighbours.map(({ correlation }) => correlation).filter((r) => !Number.isNaN(r)));
  if (most >= LEAST_CORRELATION) return undefined;
  return notABrain(`neighbouring voxels correlate by ${most.toFixed(2)} at most, as in pure noise`);
}

/** Something in the image, but by its size or its tissue not a brain. */
export function checkNotABrain(tissue: TissueSummary): InputCheck | undefined {
  const { volumeMl, cutFaces } = tissue;
  const volume = `${Math.round(volumeMl)} ml`;
  if (volumeMl < LEAST_VOLUME_ML) return notABrain("no connected tissue was found");
  if (volumeMl > MOST_VOLUME_ML) {
    return notABrain(`the connected tissue has ${volume}, and no brain is over ${MOST_VOLUME_ML} ml`);
  }
  if (cutFaces === 0 && volumeMl < LEAST_WHOLE_VOLUME_ML) {
    return notABrain(`the whole object has ${volume}, and a brain has at least ${LEAST_WHOLE_VOLUME_ML} ml`);
  }
  const ratio = quartileRatio(tissue);
  if (ratio > MOST_QUARTILE_RATIO) {
    return notABrain(
      `the upper quarter of the tissue is ${ratio.toFixed(1)} times as bright as the lower quarter, and grey and white matter lie within ${MOST_QUARTILE_RATIO.toFixed(1)}`,
    );
  }
  return undefined;
}

function notABrain(found: string): InputCheck {
  const message = `No brain was recognised: ${found}. Give a scan of the head, or a part of one that shows brain.`;
  return { code: "NOT_A_BRAIN", severity: "error", message };
}
