import type { Affine } from "@cmb/core";
import type { Grid } from "@cmb/preprocess";
import type { DisplacementField } from "./displacement-field.js";

/** World position in the result, in mm, to the world position in the input that it shows. */
export type WorldMap =
  | { readonly kind: "affine"; readonly matrix: Affine }
  /** `input = result + displacement(result)`. */
  | { readonly kind: "displacement"; readonly field: DisplacementField }
  /** The place from which that displacement leads here: `result = input + displacement(input)`. */
  | { readonly kind: "inverse"; readonly field: DisplacementField };

/** How values between voxel centres are found, and what lies beyond them. */
export interface MoveSampling {
  readonly interpolation: "nearest" | "linear" | "cubic";
  /** `"majority"`: the label with the greatest linear weight. */
  readonly labelInterpolation: "nearest" | "majority";
  /** Beyond the image: a value, its lowest value, or that of the nearest voxel. Labels beyond are 0. */
  readonly outside: number | "minimum" | "edge";
}

/** What a spatial transform does to everything on a grid. */
export interface SpatialMove {
  /** Of the result. */
  readonly grid: Grid;
  /** From the result back to the input, in this order; empty when nothing moves in the world. */
  readonly toInput: readonly WorldMap[];
  /** Absent where each voxel of the result is a voxel of the input, or lies beyond it. */
  readonly sampling?: MoveSampling | undefined;
  /** Of the image's voxels beyond the input, where `sampling` is absent; 0 unless given. */
  readonly outside?: number | "minimum" | "edge" | undefined;
}
