import { type Volume, voxelToWorld, type WorldPoint } from "@cmb/core";
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

/** From the middle of the cerebrum: the skull base is lower than this, the frontal sinus further in front. */
const BASE_MM = -15;
const FRONTAL_SINUS = { frontMm: 60, asideMm: 32, topMm: 20 } as const;
/** The back of the head has thick bone and no air. */
const BACK_MM = -55;

/**
 * Sinuses and mastoid cells where a map counts them as bone, which is as dark as air on the images that maps are made of:
 * what lies so deep in the bone of the base or of the forehead that no bone is as thick.
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
        if (!mayHoldAir(midplane, point, aside)) continue;
        const isBehindFace = point[1] < midplane.pointMm[1] + 25;
        if (aside > MASTOID_MM && isBehindFace && isSeptum(...point)) continue;
        data[v] = air;
      }
    }
  }
}

/** The vault can be thicker than bone is elsewhere. */
function mayHoldAir({ pointMm }: Midplane, [, y, z]: WorldPoint, aside: number): boolean {
  const front = y - pointMm[1];
  const up = z - pointMm[2];
  if (up < BASE_MM) return front > BACK_MM;
  return front > FRONTAL_SINUS.frontMm && aside < FRONTAL_SINUS.asideMm && up < FRONTAL_SINUS.topMm;
}
