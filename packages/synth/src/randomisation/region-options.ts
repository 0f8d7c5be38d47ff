import type { LongTaskOptions, Shape, Volume, VoxelArray } from "@cmb/core";
import type { Tissue } from "../anatomy/tissue.js";

/** Options of {@link synthesizeRegions}; the defaults are those of SynthSeg's training unless said otherwise. @since 0.1.0 */
export interface SynthesizeRegionsOptions extends LongTaskOptions {
  /** Whole number; the same seed, index and labels give the same bytes. 0 unless given. */
  readonly seed?: number | undefined;
  /** Number of the sample: each can be made alone. 0 unless given. */
  readonly index?: number | undefined;
  /** Voxel side of the result in mm; the shortest side of the labels unless given. */
  readonly spacingMm?: number | undefined;
  /** Voxels of the result from left to right, back to front and bottom to top; 1.2 times the extent of the labels unless given. */
  readonly shape?: Shape | undefined;
  /** Labels that share one Gaussian, by a number of your choice; each label is a class of its own unless given. */
  readonly classes?: Readonly<Record<number, number>> | undefined;
  /** Tissue of each label, for the physics; FreeSurfer's numbers unless given. */
  readonly tissues?: Readonly<Record<number, Tissue>> | undefined;
  /**
   * Share of the samples whose contrast follows a spoiled gradient echo; the others have a random one. Half, which is
   * ours, unless given; none when a label has no tissue.
   */
  readonly physicsShare?: number | undefined;
  /** Pairs of labels that a flip exchanges; FreeSurfer's unless given. Empty for no flips. */
  readonly leftRight?: readonly (readonly [left: number, right: number])[] | undefined;
  /** Share of the samples that are flipped; 0.5 unless given. */
  readonly flipShare?: number | undefined;
  /** Factors along each axis are 1 ± this; 0.2 unless given. */
  readonly scaling?: number | undefined;
  /** ±, about each axis; 15 unless given. */
  readonly rotationDegrees?: number | undefined;
  /** ±; 0.012 unless given. */
  readonly shearing?: number | undefined;
  /** ±, along each axis; 0 unless given. */
  readonly translationMm?: number | undefined;
  /** Largest standard deviation of the elastic displacement at its control points; 4 unless given. */
  readonly elasticMm?: number | undefined;
  /** Limits of the means of the random contrast, 0 or more, the lower first; 25 to 225 unless given. */
  readonly means?: readonly [number, number] | undefined;
  /** Limits of the standard deviations of the random contrast, 0 or more, the lower first; 5 to 25 unless given. */
  readonly deviations?: readonly [number, number] | undefined;
  /** Largest standard deviation of the logarithm of the bias field; 0.7 unless given. */
  readonly bias?: number | undefined;
  /** Standard deviation of the logarithm of gamma; 0.4 unless given. */
  readonly gamma?: number | undefined;
  /** Largest resolution in mm that is the same along all axes, the voxel side or more, or 0 for full resolution; 4 unless given. */
  readonly isotropicMm?: number | undefined;
  /** Largest thickness of slices in mm, along one axis, the voxel side or more, or 0 for full resolution; 8 unless given. */
  readonly thickMm?: number | undefined;
  /** Largest standard deviation of the noise over the largest intensity, on half of the samples; 0.05, ours, unless given. */
  readonly noise?: number | undefined;
  /** Share of the samples without what lies around the brain; 0.2, ours, unless given. */
  readonly strippedShare?: number | undefined;
  /** Share of the samples of which up to a quarter is cut off at the bottom or the top; 0.1, ours, unless given. */
  readonly croppedShare?: number | undefined;
}

/** What was drawn for one sample, as JSON. @since 0.1.0 */
export interface RegionParameters {
  readonly flipped: boolean;
  readonly scaling: readonly [number, number, number];
  readonly rotationDegrees: readonly [number, number, number];
  /** xy, xz, yz. */
  readonly shearing: readonly [number, number, number];
  readonly translationMm: readonly [number, number, number];
  readonly elasticMm: number;
  readonly contrast: "random" | "physics";
  /** Of the physics alone. */
  readonly echo: {
    readonly fieldStrengthT: number;
    readonly echoTimeMs: number;
    readonly repetitionTimeMs: number;
    readonly flipAngleDegrees: number;
  } | null;
  readonly bias: number;
  readonly gamma: number;
  /** Resolution along each axis before it was resampled back. */
  readonly resolutionMm: readonly [number, number, number];
  readonly noise: number;
  readonly stripped: boolean;
  /** Share that is cut off at the bottom and at the top. */
  readonly cropped: readonly [bottom: number, top: number];
}

/** An image and its labels. @since 0.1.0 */
export interface RegionSample<D extends VoxelArray = VoxelArray> {
  /** 0 to 1. */
  readonly image: Volume;
  /** On the same grid, of the type of the input. */
  readonly labels: Volume<D>;
  readonly parameters: RegionParameters;
}
