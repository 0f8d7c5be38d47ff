import { CmbError, type Volume, type VoxelArray } from "@cmb/core";
import { assertOneOf } from "../assert-one-of.js";

/**
 * What stored phase values mean. `"radians"`; `"signed-12-bit"`: −4096 … 4095 for −π … π, as Siemens writes with a slope
 * of 2 and an intercept of −4096; `"unsigned-12-bit"`: 0 … 4095 for −π … π; or the two values that stand for −π and π.
 *
 * @since 0.1.0
 */
export type PhaseScale = "radians" | "signed-12-bit" | "unsigned-12-bit" | readonly [minusPi: number, pi: number];

const SCALES = ["radians", "signed-12-bit", "unsigned-12-bit"];

/** Below this a range in radians could as well be another unit. */
const SMALLEST_RANGE_RAD = 1;

/**
 * The scale that the values themselves show, over all echoes at once.
 *
 * @throws CmbError `INVALID_ARGUMENT` when they fit none
 */
export function recognisePhaseScale(operation: string, phases: readonly Volume<VoxelArray>[]): PhaseScale {
  const { minimum, maximum, whole } = summary(phases);
  if (whole && maximum - minimum > 2048) {
    if (minimum >= 0 && maximum <= 4096) return "unsigned-12-bit";
    if (minimum < 0 && minimum >= -4096 && maximum <= 4096) return "signed-12-bit";
  }
  const largest = Math.max(-minimum, maximum);
  if (!whole && largest >= SMALLEST_RANGE_RAD && largest <= Math.PI * 1.001) return "radians";
  const message = `${operation}: phase values from ${minimum} to ${maximum} are neither radians nor 12-bit scanner numbers; state phaseScale, such as the two values that stand for −π and π`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "phaseScale", value: [minimum, maximum] });
}

interface PhaseSummary {
  readonly minimum: number;
  readonly maximum: number;
  /** Whether all finite values are whole numbers. */
  readonly whole: boolean;
}

function summary(phases: readonly Volume<VoxelArray>[]): PhaseSummary {
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (const { data } of phases) {
    for (let v = 0; v < data.length; v++) {
      const value = data[v] as number;
      if (!Number.isFinite(value)) continue;
      if (value < minimum) minimum = value;
      if (value > maximum) maximum = value;
      if (whole && !Number.isInteger(value)) whole = false;
    }
  }
  return { minimum, maximum, whole };
}

/** Factor and offset from stored values to radians. */
export function radiansOf(operation: string, scale: PhaseScale): { readonly factor: number; readonly offset: number } {
  if (scale === "radians") return { factor: 1, offset: 0 };
  if (typeof scale === "string") assertOneOf(operation, { name: "phaseScale", value: scale }, SCALES);
  else if (!Array.isArray(scale) || scale.length !== 2) {
    const message = `${operation}: phaseScale is ${JSON.stringify(scale)}; give one of ${SCALES.join(", ")}, or the values for −π and π`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "phaseScale", value: scale });
  }
  const [minusPi, pi] = scale === "signed-12-bit" ? [-4096, 4096] : scale === "unsigned-12-bit" ? [0, 4096] : scale;
  if (!(Number.isFinite(minusPi) && Number.isFinite(pi) && minusPi < pi)) {
    const message = `${operation}: the values for −π and π are ${minusPi} and ${pi}; give two finite numbers, the lower one first`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "phaseScale", value: minusPi, maximum: pi });
  }
  const factor = (2 * Math.PI) / (pi - minusPi);
  return { factor, offset: -Math.PI - minusPi * factor };
}
