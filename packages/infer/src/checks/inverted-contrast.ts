import type { Volume, VoxelArray } from "@cmb/core";
import type { InputCheck } from "../report.js";
import { formatPercent } from "./format-percent.js";
import { type ImageSummary, shareBelow, valueAt } from "./image-summary.js";

/** How much of the range from the 2nd percentile to the top the background of an inverted image takes up. */
const BRIGHT_BACKGROUND = 0.85;
/** The share of voxels that are that bright; in a head image with air around, air is a fifth and more. */
const LEAST_BRIGHT_FRACTION = 0.15;
/** The middle of the image, as a fraction of its border, at most. */
const MOST_CENTRE_OVER_BORDER = 0.8;

/** Bright air around a darker head. */
export function checkInvertedContrast({ volume, sorted }: ImageSummary): InputCheck | undefined {
  const low = valueAt(sorted, 0.02);
  const top = valueAt(sorted, 0.999);
  const { border, centre } = medians(volume);
  const bright = low + BRIGHT_BACKGROUND * (top - low);
  const share = 1 - shareBelow(sorted, bright);
  const fraction = (centre - low) / (border - low);
  if (!(border >= bright && share >= LEAST_BRIGHT_FRACTION && fraction <= MOST_CENTRE_OVER_BORDER)) return undefined;
  const message = `The contrast is inverted: the edge of the image, where air is, is bright, ${formatPercent(share)} of all voxels are near the maximum, and the middle has ${formatPercent(fraction)} of the brightness of the edge. Microbleeds must be dark: subtract the image from its maximum, or give the original.`;
  return { code: "INVERTED_CONTRAST", severity: "error", message };
}

/** Medians of the outermost tenth and of the middle third of each axis, sampled. */
function medians({ data, shape }: Volume<VoxelArray>): { readonly border: number; readonly centre: number } {
  const border: number[] = [];
  const centre: number[] = [];
  const step = Math.max(1, Math.floor(data.length / 200_000)) | 1;
  const [ni, nj] = shape;
  for (let v = 0; v < data.length; v += step) {
    const value = data[v] as number;
    if (!Number.isFinite(value)) continue;
    const at = [v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj))];
    // 0 in the middle of an axis, 1 at its ends; an axis of few slices has no border of air.
    const out = at.map((p, axis) => ((shape[axis] ?? 1) < 20 ? 0 : Math.abs((2 * p + 1) / (shape[axis] ?? 1) - 1)));
    const furthest = Math.max(...out);
    if (furthest > 0.9) border.push(value);
    else if (furthest < 1 / 3) centre.push(value);
  }
  return { border: median(border), centre: median(centre) };
}

function median(values: number[]): number {
  return Float64Array.from(values).sort()[values.length >> 1] ?? Number.NaN;
}
