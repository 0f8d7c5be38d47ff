import type { InputCheck } from "../report.js";
import { formatPercent } from "./format-percent.js";
import type { ImageSummary } from "./image-summary.js";

/**
 * In a scan noise keeps neighbours apart: of 8-bit images 10 to 30 % of the pairs are equal. In masks and atlases it is
 * over 90 %. An image enlarged to twice its size by repeating voxels has 50 %.
 */
const LEAST_EQUAL_FRACTION = 0.8;

/** A mask, a segmentation or an atlas: along every axis most neighbours have the same value. */
export function checkLabelMap({ neighbours }: ImageSummary): InputCheck | undefined {
  const fractions = neighbours.map(({ equalFraction }) => equalFraction).filter((fraction) => !Number.isNaN(fraction));
  const least = Math.min(...fractions);
  if (fractions.length === 0 || least < LEAST_EQUAL_FRACTION) return undefined;
  const message = `This is a mask, a segmentation or an atlas and no scan: along every axis at least ${formatPercent(least)} of neighbouring voxels have the same value (${formatPercent(LEAST_EQUAL_FRACTION)} is the limit). Give the T2*-weighted GRE or SWI image itself.`;
  return { code: "LABEL_MAP", severity: "error", message };
}
