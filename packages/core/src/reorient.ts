import { axisDirections } from "./affine/axis-directions.js";
import { CmbError } from "./cmb-error.js";
import { permuteAxes } from "./permute-axes.js";
import type { Volume, VoxelArray } from "./volume.js";

type Axis = 0 | 1 | 2;

const AXES = [0, 1, 2] as const;
const LETTERS = ["LR", "PA", "IS"] as const;

/**
 * The same image with its axes in the order and direction of an orientation code, as `orientation` gives it.
 *
 * Axes are only exchanged and reversed: no voxel is interpolated, and an oblique image stays oblique.
 *
 * @param volume - voxels of any type
 * @param code - one letter for each of i, j and k, the direction it grows to: `"RAS"`, `"LPS"`, `"PIR"`
 * @returns a new volume; it shares no memory with `volume`, also when it had that orientation
 * @throws CmbError `INVALID_ARGUMENT` when `code` is none of the 48 codes, `SINGULAR_AFFINE` when the affine has no orientation
 * @since 0.1.0
 */
export function reorient<D extends VoxelArray>(volume: Volume<D>, code: string): Volume<D> {
  const wanted = [...code].map((letter) => LETTERS.findIndex((pair) => pair.includes(letter)));
  if (wanted.length !== 3 || !AXES.every((world) => wanted.includes(world))) {
    const message = `reorient: "${code}" is no orientation; give one letter each of L or R, A or P, S or I, such as "RAS"`;
    throw new CmbError("INVALID_ARGUMENT", message, { name: "code", value: code });
  }
  const directions = axisDirections(volume.affine);
  const oldAxis = (n: Axis): Axis => AXES.find((axis) => directions[axis].world === wanted[n]) ?? n;
  const backwards = (n: Axis): boolean => directions[oldAxis(n)].sign !== ("RAS".includes(code.charAt(n)) ? 1 : -1);
  return permuteAxes(volume, {
    order: [oldAxis(0), oldAxis(1), oldAxis(2)],
    flip: [backwards(0), backwards(1), backwards(2)],
  });
}
