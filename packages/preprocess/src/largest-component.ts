import { type Connectivity, connectedComponents, type Mask } from "@cmb/core";

/**
 * The connected object with the most voxels.
 *
 * @param mask - 0 background, anything else foreground
 * @param options - `connectivity`: 6, 18 or 26; no default, because published results differ by it
 * @returns a new mask; of equal objects the one that a scan along i, j, k meets first; empty for an empty mask
 * @since 0.1.0
 */
export function largestComponent(mask: Mask, options: { readonly connectivity: Connectivity }): Mask {
  const { labels, count } = connectedComponents(mask, options);
  const sizes = new Float64Array(count + 1);
  for (const label of labels.data) sizes[label] = (sizes[label] as number) + 1;
  let largest = 1;
  for (let label = 2; label <= count; label++) {
    if ((sizes[label] as number) > (sizes[largest] as number)) largest = label;
  }
  const data = new Uint8Array(labels.data.length);
  for (let v = 0; v < data.length; v++) data[v] = labels.data[v] === largest ? 1 : 0;
  return { data, shape: mask.shape, affine: mask.affine };
}
