import type { Volume } from "@cmb/core";
import { meanAndDeviation } from "./statistics.js";

/** What an amount of intensity is counted in: values of the image, or standard deviations of all its finite values. @since 0.1.0 */
export type IntensityUnit = "value" | "standardDeviations";

/** @internal */
export const INTENSITY_UNITS: readonly IntensityUnit[] = ["value", "standardDeviations"];

/** An amount in values of the image. @internal */
export function inUnit(amount: number, unit: IntensityUnit, volume: Volume): number {
  return unit === "value" || amount === 0 ? amount : amount * meanAndDeviation(volume.data).deviation;
}
