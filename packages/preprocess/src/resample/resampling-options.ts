import { CmbError } from "@cmb/core";
import type { Box } from "../geometry/box.js";
import type { AxisInterpolation, Interpolation } from "./interpolation.js";

/** How an image is resampled. @since 0.1.0 */
export interface ResamplingOptions {
  /** One for all axes, or one for each axis of the image where the grids' axes are parallel; `"linear"` unless given. */
  readonly interpolation?: AxisInterpolation | undefined;
  /** What lies outside of the image: a value, or `"edge"` for the nearest position inside; 0 unless given. */
  readonly outside?: number | "edge" | undefined;
  /**
   * Where outside begins when it is a value: `"extent"`, half a voxel beyond the outermost centres, as ITK has it;
   * `"centres"`, at the outermost centres, as SciPy, nibabel and nilearn have it. `"extent"` unless given.
   */
  readonly inside?: "extent" | "centres" | undefined;
  /** Whether to smooth along axes that get coarser, see {@link resample}; `false` unless given. */
  readonly antialias?: boolean | undefined;
}

/** {@link ResamplingOptions}, and the part of the grid that is wanted. @since 0.1.0 */
export interface PlanResamplingOptions extends ResamplingOptions {
  /** In voxels of the grid; all of it unless given. The plan's `shape` and `affine` are those of the box. */
  readonly box?: Box | undefined;
}

const INTERPOLATIONS: readonly string[] = ["nearest", "linear", "cubic"];

/**
 * Throws unless the options hold what their types say: they also come from recipes, which are JSON.
 *
 * @throws CmbError `INVALID_ARGUMENT`
 */
export function assertResamplingOptions({ interpolation, outside, inside }: ResamplingOptions): void {
  const kinds: readonly unknown[] = Array.isArray(interpolation) ? interpolation : [interpolation ?? "linear"];
  const known = (kind: unknown): boolean => typeof kind === "string" && INTERPOLATIONS.includes(kind);
  if (!kinds.every(known) || ![1, 3].includes(kinds.length)) {
    const message = `resample: interpolation is ${JSON.stringify(interpolation)}; give nearest, linear or cubic, or one of them for each axis`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "interpolation", value: interpolation });
  }
  if (outside !== undefined && outside !== "edge" && typeof outside !== "number") {
    const message = `resample: outside is ${JSON.stringify(outside)}; give a number or "edge"`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "outside", value: outside });
  }
  if (inside === undefined || inside === "extent" || inside === "centres") return;
  const message = `resample: inside is ${JSON.stringify(inside)}; give "extent" or "centres"`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "inside", value: inside });
}

/** The interpolation along each axis of the image. */
export function perAxis(interpolation: AxisInterpolation): readonly [Interpolation, Interpolation, Interpolation] {
  return typeof interpolation === "string" ? [interpolation, interpolation, interpolation] : interpolation;
}
