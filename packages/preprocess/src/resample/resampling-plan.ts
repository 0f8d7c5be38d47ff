import type { Affine, Shape, VoxelArray, VoxelIndex } from "@cmb/core";
import type { AxisPositions } from "./axis-positions.js";
import type { AxisTaps } from "./axis-taps.js";

/** What a value is made of at a position. `majority`: the label with the greatest linear weight. */
export type PointRule = "nearest" | "linear" | "cubic" | "majority";

/** Where target voxels lie on a source: each axis by itself, the source's axes being those of the target. */
export interface AlignedPlacement {
  readonly kind: "aligned";
  readonly positions: readonly [AxisPositions, AxisPositions, AxisPositions];
}

/** Where target voxels lie on a source: by a matrix. */
export interface ObliquePlacement {
  readonly kind: "oblique";
  /** Voxel of the whole target to voxel of the whole source. */
  readonly matrix: Affine;
  /** The voxel of the whole target that is voxel (0, 0, 0) of the result. */
  readonly origin: VoxelIndex;
  /** Voxels of the whole source. */
  readonly fullShape: Shape;
  /** The voxel of the whole source that is voxel (0, 0, 0) of the part that is read. */
  readonly first: VoxelIndex;
  /** Least and greatest position along each axis that counts as inside. */
  readonly inside: readonly [readonly [number, number], readonly [number, number], readonly [number, number]];
}

/** A result that is made voxel by voxel. */
export interface PointPlan<D extends VoxelArray> {
  /** Of the result. */
  readonly shape: Shape;
  /** The value of voxels outside. */
  readonly fill: number;
  readonly source: D;
  readonly sourceShape: Shape;
  readonly rule: PointRule;
  readonly placement: AlignedPlacement | ObliquePlacement;
}

/** A result that is made by sums along one axis after the other; the source's axes are those of the target. */
export interface SeparablePlan {
  /** Of the result. */
  readonly shape: Shape;
  /** The value of voxels outside. */
  readonly fill: number;
  readonly source: Float32Array;
  readonly sourceShape: Shape;
  readonly taps: readonly [AxisTaps, AxisTaps, AxisTaps];
}

/**
 * Everything that depends on the two grids and the image, ready for {@link resampleSlabInto}. It may share memory with
 * the image.
 *
 * @since 0.1.0
 */
export interface ResamplingPlan {
  /** Of the result. */
  readonly shape: Shape;
  readonly affine: Affine;
  /** What the kernel reads. @internal */
  readonly kernel: SeparablePlan | PointPlan<Float32Array>;
}
