import { affineFromSpacing, type Shape, type Volume } from "@cmb/core";

/** A half-open box [i0, j0, k0, i1, j1, k1] with an optional value, painted in list order. */
export type Box = readonly number[];

/** A grid painted with boxes, as the fixtures describe theirs. */
export function paintBoxes(shape: Shape, spacingMm: readonly [number, number, number], boxes: readonly Box[]): Volume {
  const data = new Float32Array(shape[0] * shape[1] * shape[2]);
  for (const [i0 = 0, j0 = 0, k0 = 0, i1 = 0, j1 = 0, k1 = 0, value = 1] of boxes) {
    for (let k = k0; k < k1; k++) {
      for (let j = j0; j < j1; j++) {
        for (let i = i0; i < i1; i++) data[i + shape[0] * (j + shape[1] * k)] = value;
      }
    }
  }
  return { data, shape, affine: affineFromSpacing(spacingMm) };
}
