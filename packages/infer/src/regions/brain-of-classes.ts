import type { Mask, Volume } from "@cmb/core";
import { fillHoles, largestComponent } from "@cmb/preprocess";
import type { RegionClass } from "../manifest/model-manifest.js";

const OUTSIDE: readonly RegionClass[] = ["background", "dural-sinus"];

/**
 * The brain: the largest object of all classes but background and dural sinus, without holes.
 *
 * @param labels - index into `classes` for each voxel
 * @param classes - the names
 * @returns a mask on the same grid; empty where there is no brain
 */
export function brainOfClasses(labels: Volume<Uint8Array>, classes: readonly RegionClass[]): Mask {
  const isBrain = classes.map((name) => (OUTSIDE.includes(name) ? 0 : 1));
  const all = labels.data.map((label) => isBrain[label] ?? 0);
  return fillHoles(largestComponent({ ...labels, data: all }, { connectivity: 6 }), { within: "volume" });
}
