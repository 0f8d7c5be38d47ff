import type { LabelMap, LongTaskOptions, Volume, WorldPoint } from "@cmb/core";
import type { FocalSource, LesionClass } from "./acquisition/sources.js";
import type { Head } from "./anatomy/head.js";

/** How a phantom is made. Every field has a default. @since 0.1.0 */
export interface PhantomOptions extends LongTaskOptions {
  /** Whole number; the same options give the same bytes. 0 unless given. */
  readonly seed?: number;
  /** Voxel size; 0.8 × 0.8 × 2 unless given. The third axis is the slice axis, parallel to B0. */
  readonly spacingMm?: readonly [number, number, number];
  /** 205 × 205 × 120 times `headScale` unless given. The grid takes the whole number of voxels nearest to it. */
  readonly fieldOfViewMm?: readonly [number, number, number];
  /** Size of the head over an adult's; 1 unless given. A smaller head makes a faster phantom; sources keep their mm. */
  readonly headScale?: number;
  /**
   * `GRE` is the magnitude of a 2-D gradient echo with long TR; `SWI` that of a 3-D one with short TR times the mask of
   * its high-passed phase. `GRE` unless given.
   */
  readonly contrast?: "GRE" | "SWI";
  /** 20 unless given. */
  readonly echoTimeMs?: number;
  /** 1 to 4; 3 unless given. */
  readonly fieldStrengthT?: number;
  /** 500 for GRE and 28 for SWI unless given. */
  readonly repetitionTimeMs?: number;
  /** 25 for GRE and 15 for SWI unless given. */
  readonly flipAngleDegrees?: number;
  /** White-matter signal over the standard deviation of the noise in each channel; 30 unless given, `Infinity` for none. */
  readonly signalToNoise?: number;
  /** How many to place, or which; 8 unless given. */
  readonly microbleeds?: number | readonly Omit<FocalSource, "class" | "protonDensity">[];
  /** How many veins in sulci and white matter; 110 · `headScale`² unless given. The deep pairs come on top unless it is 0. */
  readonly veins?: number;
  /** How many, at most 7; 1 unless given. */
  readonly calcifications?: number;
}

/** One rendered object and what of it can be seen. @since 0.1.0 */
export interface PhantomLesion {
  /** 1…n; its value in the visible mask. */
  readonly id: number;
  readonly class: LesionClass;
  /** Centre of a sphere, or the middle of a vein's centre-line, in RAS+ mm. */
  readonly centreMm: WorldPoint;
  /** The centre of a sphere alone, or the centre-line of a vein. */
  readonly pathMm: readonly WorldPoint[];
  /** True radius; of a vein the mean. */
  readonly radiusMm: number;
  readonly susceptibilityPpm: number;
  /** Voxels that lose at least a fifth of their noise-free intensity to it. */
  readonly visibleVoxels: number;
  /** Radius of the sphere with the volume of those voxels; 0 for an invisible object. */
  readonly apparentRadiusMm: number;
  /** Largest share of its noise-free intensity that a voxel loses to it. */
  readonly peakDepth: number;
}

/** What is in a phantom. @since 0.1.0 */
export interface PhantomTruth {
  /** Microbleeds, then calcifications, then veins. */
  readonly lesions: readonly PhantomLesion[];
  /** The `id` of the object that a voxel shows, on the grid of the image; an invisible object has no voxel. */
  readonly visibleMask: LabelMap;
}

/** A scan whose content is known. @since 0.1.0 */
export interface Phantom {
  /** Magnitude, or SWI intensity; white matter is near 600. */
  readonly volume: Volume;
  /** Phase in rad, −π to π, of the local sources alone, as if background phase had been removed. */
  readonly phase: Volume;
  readonly truth: PhantomTruth;
  /** The head that was scanned; `tissueAt` tells what is where in it. */
  readonly head: Head;
}
