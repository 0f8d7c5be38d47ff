import { type Connectivity, componentRuns, type Mask } from "@cmb/core";

/**
 * The connected object with the most voxels.
 *
 * @param mask - 0 background, anything else foreground
 * @param options - `connectivity`: 6, 18 or 26; no default, because published results differ by it
 * @returns a new mask; of equal objects the one that a scan along i, j, k meets first; empty for an empty mask
 * @since 0.1.0
 */
export function largestComponent(mask: Mask, options: { readonly connectivity: Connectivity }): Mask {
  const { first, end, label, count } = componentRuns(mask, options);
  const sizes = new Float64Array(count + 1);
  for (let run = 0; run < first.length; run++) {
    const of = label[run] as number;
    sizes[of] = (sizes[of] as number) + (end[run] as number) - (first[run] as number);
  }
  let largest = 1;
  for (let of = 2; of <= count; of++) {
    if ((sizes[of] as number) > (sizes[largest] as number)) largest = of;
  }
  const data = new Uint8Array(mask.data.length);
  for (let run = 0; run < first.length; run++) {
    if (label[run] === largest) data.fill(1, first[run], end[run]);
  }
  return { data, shape: mask.shape, affine: mask.affine };
}
