import { type Volume, type VoxelArray, voxelToWorld, type WorldPoint } from "@cmb/core";
import type { Plane } from "./sample-plane.js";
import type { View } from "./view-planes.js";

const MOST_PIXELS = 240;
const FINEST_PIXEL_MM = 0.4;
/** Height or width over the longer of the two: a slab of a few slices gets room for its letters. */
const FLATTEST = 0.35;

/**
 * A plane of a view that takes in the whole grid.
 *
 * @param volume - gives the grid
 * @param view - the orientation of the plane
 * @param throughMm - a point that the plane passes through, RAS+ mm
 * @returns the plane, at most 240 pixels of at least 0.4 mm long and wide, and no flatter than about 1 to 3
 * @since 0.1.0
 */
export function wholePlane(volume: Volume<VoxelArray>, view: View, throughMm: WorldPoint): Plane {
  const [firstAcross, lastAcross] = extentAlong(volume, view.across, throughMm);
  const [firstDown, lastDown] = extentAlong(volume, view.down, throughMm);
  const longestMm = Math.max(lastAcross - firstAcross, lastDown - firstDown);
  const pixelMm = Math.max(FINEST_PIXEL_MM, longestMm / MOST_PIXELS);
  const [across, down] = [(firstAcross + lastAcross) / 2, (firstDown + lastDown) / 2];
  return {
    centreMm: [
      throughMm[0] + across * view.across[0] + down * view.down[0],
      throughMm[1] + across * view.across[1] + down * view.down[1],
      throughMm[2] + across * view.across[2] + down * view.down[2],
    ],
    across: view.across,
    down: view.down,
    pixelMm,
    width: Math.ceil(Math.max(lastAcross - firstAcross, FLATTEST * longestMm) / pixelMm),
    height: Math.ceil(Math.max(lastDown - firstDown, FLATTEST * longestMm) / pixelMm),
  };
}

/** The outermost corners of the grid along a direction, in mm from a point. */
function extentAlong(
  { shape, affine }: Volume<VoxelArray>,
  direction: WorldPoint,
  fromMm: WorldPoint,
): [number, number] {
  const distances: number[] = [];
  for (const i of [-0.5, shape[0] - 0.5]) {
    for (const j of [-0.5, shape[1] - 0.5]) {
      for (const k of [-0.5, shape[2] - 0.5]) {
        const [x, y, z] = voxelToWorld(affine, [i, j, k]);
        const along = (x - fromMm[0]) * direction[0] + (y - fromMm[1]) * direction[1] + (z - fromMm[2]) * direction[2];
        distances.push(along);
      }
    }
  }
  return [Math.min(...distances), Math.max(...distances)];
}
