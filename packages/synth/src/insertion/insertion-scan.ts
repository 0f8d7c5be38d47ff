import type { LabelMap, LongTaskOptions, Mask, Volume, VoxelArray, WorldPoint } from "@cmb/core";
import type { ObjectTruth } from "../synthetic-scan.js";
import type { LabelSite } from "./label-sites.js";

/** A scan to insert into: a magnitude, with its phase where there is one, or an SWI, or all of them on one grid. @since 0.1.0 */
export interface InsertionScan {
  readonly magnitude?: Volume<VoxelArray> | undefined;
  /** Phase of the magnitude in rad; 0 everywhere passes too. */
  readonly phase?: Volume<VoxelArray> | undefined;
  /** Magnitude times the phase mask. */
  readonly swi?: Volume<VoxelArray> | undefined;
}

/** A ball to insert. @since 0.1.0 */
export interface InsertedBall {
  /** RAS+ mm, within the scan. */
  readonly centreMm: WorldPoint;
  readonly radiusMm: number;
  /** Difference to the surroundings: 0 or more for a microbleed, 0 or less for a calcification. */
  readonly susceptibilityPpm: number;
}

/** How the scan was acquired, as far as it is known. @since 0.1.0 */
export interface InsertionProtocol {
  /** T; 1.5 or 3 is drawn unless given. */
  readonly fieldStrengthT?: number | undefined;
  /** ms; drawn from 17 to 27 at 3 T and above and from 22 to 45 below unless given. */
  readonly echoTimeMs?: number | undefined;
  /** `"2D"` when the slices are 2.2 mm or more and at least twice as thick as the voxels are wide, else `"3D"`. */
  readonly encoding?: "2D" | "3D" | undefined;
  /** 2-D only: width of the slice profile at half height over the distance of slices; 0.9 unless given. */
  readonly sliceProfile?: number | undefined;
  /** Acquired resolution along i, j and k, where the image was interpolated to smaller voxels; the spacing unless given. */
  readonly acquiredSpacingMm?: readonly [number, number, number] | undefined;
  /** Direction of B0 in world axes, of any length; z unless given. */
  readonly b0Direction?: WorldPoint | undefined;
  /** Which way a paramagnetic shift turns the phase of this scan; up unless given. */
  readonly paramagneticPhase?: "up" | "down" | undefined;
  /** SWI only: how often the phase mask multiplied the magnitude; 4 unless given. */
  readonly swiExponent?: number | undefined;
}

/** Options of {@link insertMicrobleeds}. @since 0.1.0 */
export interface InsertMicrobleedsOptions extends InsertionProtocol, LongTaskOptions {
  /** Whole number; the same seed, index and scan give the same bytes. 0 unless given. */
  readonly seed?: number | undefined;
  /** Number of the sample: every index gives others from the same seed. 0 unless given. */
  readonly index?: number | undefined;
  /** How many to draw, or which; 1 unless given. */
  readonly microbleeds?: number | readonly InsertedBall[] | undefined;
  /** How many to draw, or which; none unless given. A mimic: it looks like a microbleed in the magnitude. */
  readonly calcifications?: number | readonly InsertedBall[] | undefined;
  /** A segmentation on the grid of the scan; without one, the places are looked for in smooth tissue. */
  readonly labels?: Volume<VoxelArray> | undefined;
  /** Shares of the places by label; those of real microbleeds under FreeSurfer's numbers unless given. */
  readonly sites?: readonly LabelSite[] | undefined;
  /** Where to place at all, on the grid of the scan; all that is found unless given. */
  readonly allowed?: Mask | undefined;
  /** Standard deviation of the noise per channel in the unit of the image; measured unless given. */
  readonly noiseDeviation?: number | undefined;
}

/** How many of the asked objects found a place. @since 0.1.0 */
export interface InsertionPlacement {
  readonly asked: number;
  readonly placed: number;
  /** Why there are fewer than asked; `null` when there are not. */
  readonly shortfall: string | null;
}

/** A scan with what was inserted into it. @since 0.1.0 */
export interface InsertedScan {
  readonly magnitude?: Volume<VoxelArray> | undefined;
  readonly phase?: Volume<VoxelArray> | undefined;
  readonly swi?: Volume<VoxelArray> | undefined;
  readonly truth: {
    /** In the order of their ids; what is visible is measured in the SWI where there is one, else in the magnitude. */
    readonly objects: readonly ObjectTruth[];
    /** The `id` of the object that a voxel shows. */
    readonly visibleMask: LabelMap;
  };
  readonly placement: InsertionPlacement;
  /** The facts that were used, drawn ones too. */
  readonly protocol: Required<{ readonly [K in keyof InsertionProtocol]-?: NonNullable<InsertionProtocol[K]> }>;
  /** Standard deviation of the noise per channel that was used, in the unit of the image. */
  readonly noiseDeviation: number;
}
