import { type Affine, CmbError, type Volume, type VoxelArray } from "@cmb/core";
import { type Grid, newVoxels } from "@cmb/preprocess";

import { outsideValue } from "./outside-value.js";
import type { MoveSampling } from "./spatial-move.js";

interface ExactGather {
  readonly grid: Grid;
  /** Voxel of the result to voxel of the input: whole numbers but for rounding. */
  readonly toVoxel: Affine;
  readonly outside: MoveSampling["outside"];
}

/** Copies voxels to where they belong; no value is made up between them. */
// kernel: one loop over rows with the two ways of their edges
export function gatherExactly<D extends VoxelArray>(volume: Volume<D>, gather: ExactGather): Volume<D> {
  const { grid, toVoxel, outside } = gather;
  const [ni, nj, nk] = grid.shape;
  const [si, sj, sk] = volume.shape;
  const m = toVoxel.map(whole);
  const at = (n: number): number => m[n] as number;
  const data = newVoxels("augment", volume.data, grid.shape);
  const fill = outside === "edge" ? 0 : outsideValue(volume, outside);
  const clamp = (v: number, n: number): number => Math.min(n - 1, Math.max(0, v));
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      const [a0, b0, c0] = [
        at(1) * j + at(2) * k + at(3),
        at(5) * j + at(6) * k + at(7),
        at(9) * j + at(10) * k + at(11),
      ];
      const start = ni * (j + nj * k);
      for (let i = 0; i < ni; i++) {
        const a = a0 + at(0) * i;
        const b = b0 + at(4) * i;
        const c = c0 + at(8) * i;
        if (a >= 0 && a < si && b >= 0 && b < sj && c >= 0 && c < sk) {
          data[start + i] = volume.data[a + si * (b + sj * c)] as number;
        } else if (outside === "edge") {
          data[start + i] = volume.data[clamp(a, si) + si * (clamp(b, sj) + sj * clamp(c, sk))] as number;
        } else {
          data[start + i] = fill;
        }
      }
    }
  }
  return { data, shape: grid.shape, affine: grid.affine };
}

/** Farther from a whole number than the rounding of affines with an origin of some hundred mm. */
const SLACK = 1e-4;

function whole(value: number): number {
  const rounded = Math.round(value);
  if (Math.abs(value - rounded) < SLACK) return rounded + 0;
  const message = `augment: a move without interpolation wants voxel ${value}; give it \`sampling\`, as it falls between voxels`;
  throw new CmbError("INVALID_ARGUMENT", message, { name: "move", value });
}
