import type { WorldPoint } from "@cmb/core";
import type { SpoiledGreSettings } from "../physics/spoiled-gre-signal.js";

/** How phase becomes a mask in an SWI. @since 0.1.0 */
export interface SwiFilter {
  /** Half width of the central part of k-space that is divided out, cycles/mm. */
  readonly cutoffPerMm: number;
  /** How often the mask multiplies the magnitude. */
  readonly exponent: number;
  readonly mask: "linear" | "tanh";
  /** Of the tanh mask, whose width is ten times the median of positive phase over this; 4 unless given. */
  readonly strength?: number | undefined;
}

/**
 * What k-space is multiplied by before it is transformed: `tukey` is flat up to 1 − `taper` of the acquired band and falls
 * as a cosine, `hamming` is `0.54 + 0.46 cos` over the whole band.
 *
 * @since 0.1.0
 */
export type KSpaceFilter = { readonly window: "tukey"; readonly taper: number } | { readonly window: "hamming" };

/**
 * How a scan is acquired: plain JSON, all lengths in mm, so that it can be drawn, written down and used again.
 *
 * @since 0.1.0
 */
export interface Protocol extends SpoiledGreSettings {
  /**
   * Whether the echo of each pulse is read after the next one, as in PRESTO: TE is then above TR and below twice TR. Its signal
   * is counted as that of an ordinary spoiled echo of this TE. Without it TE must be below TR.
   */
  readonly echoShifted?: boolean | undefined;
  /** What the image shows: magnitude, or magnitude times the phase mask. */
  readonly contrast: "GRE" | "SWI";
  /** Slices excited one by one, or a slab that is encoded by phase. */
  readonly encoding: "2D" | "3D";
  /** Acquired resolution along x, y and z of the image. */
  readonly acquiredSpacingMm: readonly [number, number, number];
  /** Voxels of the image; smaller ones than acquired mean zero filling in k-space. */
  readonly spacingMm: readonly [number, number, number];
  /** 2-D only: full width at half maximum of the slice profile over the distance of slices; below 1 leaves a gap. */
  readonly sliceProfile: number;
  /** Direction of B0 in world axes, a unit vector. */
  readonly b0Direction: WorldPoint;
  /** White-matter signal over the standard deviation of the noise in each channel; `null` for none. */
  readonly signalToNoise: number | null;
  /** Along every axis that k-space encodes; sharp truncation, which rings, unless given. */
  readonly kSpaceFilter?: KSpaceFilter | undefined;
  /** Needed for `contrast` SWI. */
  readonly swi: SwiFilter | null;
  /** Receive field: its share of change over the head; 0 for none. */
  readonly biasStrength: number;
  /** Copies of the image along the phase-encoding axis (y), as a share of the signal; `null` for none. */
  readonly ghost: { readonly count: number; readonly intensity: number } | null;
  /** Share of k-space lines that carry a phase error, and the largest one in rad; `null` for none. */
  readonly motion: { readonly share: number; readonly phaseRad: number } | null;
}
