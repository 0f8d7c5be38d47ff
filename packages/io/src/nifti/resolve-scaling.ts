import { CmbError, type VoxelArray } from "@cmb/core";
import type { NiftiScalarType } from "./data-types.js";
import type { WriteNiftiOptions } from "./encode-nifti.js";
import { integerRange } from "./encode-voxels.js";
import type { NiftiHeader } from "./nifti-image.js";

/** What decides how slope and intercept are kept. */
export interface Storage {
  readonly dataType: NiftiScalarType;
  readonly version: 1 | 2;
}

/**
 * Slope and intercept as the header will hold them: what is divided by must be what a reader multiplies with.
 *
 * @throws CmbError `OUT_OF_RANGE` for a slope of 0 or numbers that are not finite, `INVALID_ARGUMENT` for `"fit"` with
 * a float type
 */
export function resolveScaling(
  data: VoxelArray,
  storage: Storage,
  scaling: WriteNiftiOptions["scaling"],
): NiftiHeader["scaling"] {
  if (scaling === undefined) return null;
  const wanted = scaling === "fit" ? fit(data, storage) : scaling;
  const stored = storage.version === 1 ? Math.fround : (value: number): number => value;
  const slope = stored(wanted.slope);
  const intercept = stored(wanted.intercept);
  if (Number.isFinite(slope) && slope !== 0 && Number.isFinite(intercept)) return { slope, intercept };
  const message = `NIfTI-${storage.version} would store slope ${slope} and intercept ${intercept}; the slope must be finite and not 0, the intercept finite`;
  throw new CmbError("OUT_OF_RANGE", message, { name: "scaling", value: wanted.slope });
}

/** The range of the data spread over the range of the type, a little wider than it so that rounding pushes none out. */
function fit(data: VoxelArray, { dataType, version }: Storage): NonNullable<NiftiHeader["scaling"]> {
  const range = integerRange(dataType);
  if (range === undefined) {
    const message = `scaling: "fit" needs an integer type and the type is ${dataType}; leave scaling out`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "scaling", value: "fit" });
  }
  let minimum = Number.POSITIVE_INFINITY;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let v = 0; v < data.length; v++) {
    const value = data[v] ?? 0;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const width = maximum - minimum;
  if (!(width > 0)) return { slope: 1, intercept: Number.isFinite(minimum) ? minimum : 0 };
  // The rounding of the stored intercept, and of the slope times the largest stored value.
  const margin = 2 ** (version === 1 ? -22 : -51) * (Math.max(Math.abs(minimum), Math.abs(maximum)) + width);
  const slope = (width + 2 * margin) / (range[1] - range[0]);
  const smallest = version === 1 ? 2 ** -126 : 2 ** -1022;
  if (slope < smallest) {
    const message = `The volume spans ${width}, which ${dataType} cannot resolve in NIfTI-${version}; write float32 or float64`;
    throw new CmbError("OUT_OF_RANGE", message, { name: "scaling", value: slope, minimum: smallest });
  }
  return { slope, intercept: minimum - margin - range[0] * slope };
}
