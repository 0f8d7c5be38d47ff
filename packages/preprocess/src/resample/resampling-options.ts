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

/** What {@link assertResamplingOptions} looks at, as it may come from JSON. */
interface UncheckedOptions {
  readonly interpolation?: unknown;
  readonly outside?: unknown;
  readonly inside?: unknown;
}

/**
 * Throws unless the options hold what their types say: they also come from recipes, which are JSON.
 *
 * @param operation - opens the message
 * @param options - those of the operation
 * @param kinds - the interpolations that it has
 * @throws CmbError `INVALID_ARGUMENT`
 */
export function assertResamplingOptions(
  operation: string,
  { interpolation, outside, inside }: UncheckedOptions,
  kinds: readonly Interpolation[],
): void {
  const refuse = (name: string, value: unknown, wanted: string): never => {
    const message = `${operation}: ${name} is ${JSON.stringify(value)}; give ${wanted}`;
    throw new CmbError("INVALID_ARGUMENT", message, { name, value });
  };
  const known = (kind: unknown): boolean => kinds.some((one) => one === kind);
  const isKnown = Array.isArray(interpolation)
    ? interpolation.length === 3 && interpolation.every(known)
    : known(interpolation);
  if (interpolation !== undefined && !isKnown) {
    refuse("interpolation", interpolation, `${kinds.join(" or ")}, or one of them for each axis`);
  }
  if (outside !== undefined && outside !== "edge" && typeof outside !== "number") {
    refuse("outside", outside, 'a number or "edge"');
  }
  if (inside !== undefined && inside !== "extent" && inside !== "centres") {
    refuse("inside", inside, '"extent" or "centres"');
  }
}

/** The interpolation along each axis of the image. */
export function perAxis<K extends Interpolation>(interpolation: K | readonly [K, K, K]): readonly [K, K, K] {
  return typeof interpolation === "string" ? [interpolation, interpolation, interpolation] : interpolation;
}
