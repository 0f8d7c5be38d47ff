import type { Mask, Shape } from "@cmb/core";

/** What counts as a hole for {@link fillHoles}. @since 0.1.0 */
export interface FillHolesOptions {
  /**
   * `"volume"`: background that no path of face neighbours joins to the border of the grid. `"slices"`: the same within
   * each slice; for thick slices, where a cavity opens into the next slice, and for stacks that end inside of the head.
   */
  readonly within: "volume" | "slices";
  /** The axis across the slices, for `"slices"`; 2 (k) unless given. */
  readonly axis?: 0 | 1 | 2 | undefined;
}

/**
 * Fills the background that is enclosed by foreground.
 *
 * @param mask - 0 background, anything else foreground
 * @param options - see {@link FillHolesOptions}
 * @returns a new mask that holds all of `mask`
 * @since 0.1.0
 */
export function fillHoles(mask: Mask, { within, axis = 2 }: FillHolesOptions): Mask {
  const axes = ([0, 1, 2] as const).filter((a) => within === "volume" || a !== axis);
  const outside = floodFromBorder(mask, axes);
  for (let v = 0; v < outside.length; v++) outside[v] = 1 - (outside[v] as number);
  return { data: outside, shape: mask.shape, affine: mask.affine };
}

/** 1 for the background voxels that steps along `axes` join to the faces across those axes. */
function floodFromBorder({ data, shape }: Mask, axes: readonly (0 | 1 | 2)[]): Uint8Array {
  const reached = new Uint8Array(data.length);
  let stack = new Int32Array(4096);
  let size = 0;
  const push = (v: number): void => {
    if (reached[v] === 1 || data[v] !== 0) return;
    reached[v] = 1;
    if (size === stack.length) {
      const larger = new Int32Array(2 * size);
      larger.set(stack);
      stack = larger;
    }
    stack[size++] = v;
  };
  for (const axis of axes) forEachFaceVoxel(shape, axis, push);
  const strides = [1, shape[0], shape[0] * shape[1]] as const;
  while (size > 0) {
    const v = stack[--size] as number;
    for (const axis of axes) {
      const stride = strides[axis];
      const position = Math.floor(v / stride) % shape[axis];
      if (position > 0) push(v - stride);
      if (position < shape[axis] - 1) push(v + stride);
    }
  }
  return reached;
}

/** Visits the voxels of the two faces of the grid that lie across an axis. */
function forEachFaceVoxel([ni, nj, nk]: Shape, axis: 0 | 1 | 2, visit: (v: number) => void): void {
  const last = [ni - 1, nj - 1, nk - 1][axis] as number;
  for (let k = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      if (axis === 0) {
        visit(ni * (j + nj * k));
        visit(last + ni * (j + nj * k));
      } else if ((axis === 1 ? j : k) === 0 || (axis === 1 ? j : k) === last) {
        for (let i = 0; i < ni; i++) visit(i + ni * (j + nj * k));
      }
    }
  }
}
