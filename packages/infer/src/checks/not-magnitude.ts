import type { InputCheck } from "../report.js";
import { formatPercent } from "./format-percent.js";
import { type ImageSummary, shareBelow, valueAt } from "./image-summary.js";

/** From this share of negative values on an image counts as signed; the overshoot of an interpolation has far less. */
export const SIGNED_SHARE = 0.1;

/** The share of negative ones among the values further from 0 than a twentieth of the largest. */
export function negativeShare(sorted: Float64Array): number {
  const near = Math.max(Math.abs(valueAt(sorted, 0)), Math.abs(valueAt(sorted, 1))) / 20;
  const negative = shareBelow(sorted, -near);
  const positive = 1 - shareBelow(sorted, near);
  return negative + positive === 0 ? 0 : negative / (negative + positive);
}

/** Values of both signs: a susceptibility map, CT, a statistical map or an image scaled to mean 0. */
export function checkNotMagnitude({ sorted }: ImageSummary): InputCheck | undefined {
  const share = negativeShare(sorted);
  if (share < SIGNED_SHARE) return undefined;
  const message = `This is no magnitude image: ${formatPercent(share)} of the values that are not near 0 are negative, as in a susceptibility map, a CT, a statistical map or an image that was scaled to mean 0. Give the T2*-weighted GRE or SWI magnitude image before such scaling.`;
  return { code: "NOT_MAGNITUDE", severity: "error", message };
}
