import { connectedComponents, type Volume, type VoxelArray } from "@cmb/core";

/**
 * A label for each lesion of a mask; `undefined` where the labels tell lesions apart already, or there is but one.
 *
 * @param labels - of a scene
 * @param instances - `undefined` for components where the labels hold 0 and 1 alone
 * @internal
 */
export function numberedLesions(
  labels: Volume<VoxelArray> | undefined,
  instances: "labels" | "components" | undefined,
): Volume<VoxelArray> | undefined {
  if (labels === undefined || instances === "labels") return undefined;
  if (instances === undefined && !isMask(labels.data)) return undefined;
  const { labels: components, count } = connectedComponents(labels, { connectivity: 26 });
  return instances === undefined && count < 2 ? undefined : components;
}

function isMask(data: VoxelArray): boolean {
  for (let v = 0; v < data.length; v++) if (data[v] !== 0 && data[v] !== 1) return false;
  return true;
}
