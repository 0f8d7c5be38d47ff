import { type Volume, voxelToWorld } from "@cmb/core";
import { distanceTransform } from "@cmb/preprocess";
import { isSeptum } from "../generated/outer-tissue.js";
import { tissueIndex } from "../tissue.js";
import { inverted, maskOf } from "./label-parts.js";
import { fromMidplane, type Midplane } from "./midplane.js";

/** No bone of the head is thicker than twice this without marrow. */
const DEEPEST_BONE_MM = 4.5;
const WALL_MM = 1.2;
/** Air further aside than this is in the mastoid, which bone divides into cells. */
const MASTOID_MM = 30;

/**
 * Sinuses and mastoid cells where a map counts them as bone, which is as dark as air on the images that maps are made of:
 * what lies so deep in bone that no bone is as thick.
 *
 * @internal
 */
export function deriveAir(tissues: Volume<Uint8Array>, midplane: Midplane): void {
  const { data, shape, affine } = tissues;
  const depth = distanceTransform(maskOf(tissues, ["skull"]));
  const core = { data: Uint8Array.from(depth.data, (mm) => (mm > DEEPEST_BONE_MM ? 1 : 0)), shape, affine };
  if (!core.data.includes(1)) return;
  const fromCore = distanceTransform(inverted(core)).data;
  const air = tissueIndex("air");
  let v = 0;
  for (let k = 0; k < shape[2]; k++) {
    for (let j = 0; j < shape[1]; j++) {
      for (let i = 0; i < shape[0]; i++, v++) {
        const deep = depth.data[v] as number;
        if (deep <= WALL_MM || (fromCore[v] as number) > DEEPEST_BONE_MM - WALL_MM) continue;
        const point = voxelToWorld(affine, [i, j, k]);
        const aside = Math.abs(fromMidplane(midplane, point));
        const isBehindFace = point[1] < midplane.pointMm[1] + 25;
        if (aside > MASTOID_MM && isBehindFace && isSeptum(...point)) continue;
        data[v] = air;
      }
    }
  }
}
