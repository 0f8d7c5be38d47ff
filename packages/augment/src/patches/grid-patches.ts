import { CmbError, type Shape } from "@cmb/core";
import type { Box } from "@cmb/preprocess";
import { assertOptions } from "../definition/check-options.js";
import { ANY_CHECK } from "../definition/option.js";

/** How {@link gridPatches} covers. @since 0.1.0 */
export interface GridPatchesOptions {
  /** Voxels of a patch along each axis; along a shorter axis of the image, the axis. */
  readonly shape: Shape;
  /** Voxels that neighbours share along each axis, at least; 0 unless given. */
  readonly overlap?: Shape | undefined;
}

/**
 * Boxes of one size that cover a whole image, in order, first axis fastest; the last ones end at its border and overlap
 * their neighbours more.
 *
 * @param shape - of the image
 * @param options - see {@link GridPatchesOptions}
 * @returns boxes in voxels, for `crop` of `@cmb/preprocess` and for `aggregatePatches`
 * @throws CmbError `INVALID_ARGUMENT` for an option that is unknown, `OUT_OF_RANGE` when a length is not a whole number from 1, or the overlap not from 0 to less than that
 * @example
 * ```ts
 * import { gridPatches } from "@cmb/augment";
 * const boxes = gridPatches([100, 64, 20], { shape: [64, 64, 32], overlap: [16, 0, 0] });
 * boxes.map(({ from }) => from.join()).join(" "); // => "0,0,0 36,0,0"
 * ```
 * @since 0.1.0
 */
export function gridPatches(shape: Shape, options: GridPatchesOptions): readonly Box[] {
  assertOptions<GridPatchesOptions>("gridPatches", { shape: ANY_CHECK, overlap: ANY_CHECK }, options);
  const { shape: patch, overlap = [0, 0, 0] } = options;
  const along = (axis: 0 | 1 | 2): readonly (readonly [number, number])[] => {
    const [length, wanted, shared] = [shape[axis], patch[axis], overlap[axis]];
    assertWhole("shape", wanted, { minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
    assertWhole("overlap", shared, { minimum: 0, maximum: wanted - 1 });
    const size = Math.min(wanted, length);
    const step = Math.max(1, size - shared);
    const count = Math.ceil((length - size) / step) + 1;
    return Array.from({ length: count }, (_, n) => {
      const from = Math.min(n * step, length - size);
      return [from, from + size] as const;
    });
  };
  const [alongI, alongJ, alongK] = [along(0), along(1), along(2)];
  return alongK.flatMap(([k0, k1]) =>
    alongJ.flatMap(([j0, j1]) => alongI.map(([i0, i1]): Box => ({ from: [i0, j0, k0], to: [i1, j1, k1] }))),
  );
}

function assertWhole(
  name: string,
  value: number,
  { minimum, maximum }: { readonly minimum: number; readonly maximum: number },
): void {
  if (Number.isSafeInteger(value) && value >= minimum && value <= maximum) return;
  const message = `gridPatches: ${name} holds ${value}; give whole numbers from ${minimum} to ${maximum}`;
  throw new CmbError("OUT_OF_RANGE", message, { name, value, minimum, maximum });
}
