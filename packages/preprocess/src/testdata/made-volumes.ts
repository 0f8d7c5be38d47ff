import type { Affine, Axis, Shape, Volume } from "@cmb/core";
import { arbitraryAffine, arbitraryShape } from "@cmb/core/testing";
import fc, { type Arbitrary } from "fast-check";
import type { Grid } from "../resample/grid.js";

/** An image whose value at (i, j, k) is a function of it. */
export function imageOf({ shape, affine }: Grid, value: (i: number, j: number, k: number) => number): Volume {
  const [ni, nj, nk] = shape;
  const data = new Float32Array(ni * nj * nk);
  for (let v = 0; v < data.length; v++) {
    data[v] = value(v % ni, Math.floor(v / ni) % nj, Math.floor(v / (ni * nj)));
  }
  return { data, shape, affine };
}

/** Images of whole numbers from −100 to 100, on any grid. */
export function arbitraryImage(maxLength: number): Arbitrary<Volume> {
  return fc.tuple(arbitraryShape({ maxLength }), arbitraryAffine()).chain(([shape, affine]) => {
    const size = shape[0] * shape[1] * shape[2];
    return fc
      .array(fc.integer({ min: -100, max: 100 }), { minLength: size, maxLength: size })
      .map((values) => ({ data: Float32Array.from(values), shape, affine }));
  });
}

interface Scaling {
  /** Shape of the target. */
  readonly shape: Shape;
  /** The axis of the image that target axis n runs along. */
  readonly order: readonly [Axis, Axis, Axis];
  /** Source voxels to a target voxel along each target axis, negative to run backwards. */
  readonly scale: readonly [number, number, number];
  /** Where target voxel 0 lies along each target axis, in source voxels. */
  readonly offset: readonly [number, number, number];
}

const ORDERS = [
  [0, 1, 2],
  [1, 0, 2],
  [2, 1, 0],
  [0, 2, 1],
  [1, 2, 0],
  [2, 0, 1],
] as const;

function triple(value: Arbitrary<number>): Arbitrary<readonly [number, number, number]> {
  return fc.tuple(value, value, value);
}

/** Ways to lay a grid along the axes of an image; positions are odd fractions, so that none is halfway by chance. */
export function arbitraryScaling(): Arbitrary<Scaling> {
  return fc.record({
    shape: arbitraryShape({ maxLength: 7 }),
    order: fc.constantFrom(...ORDERS),
    scale: triple(fc.integer({ min: -29, max: 29 }).map((n) => (n === 0 ? 1 : n) / 13)),
    offset: triple(fc.integer({ min: -10, max: 80 }).map((n) => n / 11 + 1e-3)),
  });
}

/** The grid that a scaling lays over an image. */
export function scaledGrid({ affine }: Grid, { shape, order, scale, offset }: Scaling): Grid {
  const row = (r: 0 | 4 | 8): readonly [number, number, number, number] => {
    const column = (n: Axis): number => (affine[r + order[n]] ?? Number.NaN) * scale[n];
    const shift = ([0, 1, 2] as const).reduce((sum, n) => sum + (affine[r + order[n]] ?? Number.NaN) * offset[n], 0);
    return [column(0), column(1), column(2), affine[(r + 3) as 3] + shift];
  };
  return { shape, affine: [...row(0), ...row(4), ...row(8), 0, 0, 0, 1] satisfies Affine };
}

/** Grids that lie over an image at any angle, near it. */
export function arbitraryObliqueGrid({ affine, shape }: Grid): Arbitrary<Grid> {
  return fc.tuple(arbitraryShape({ maxLength: 7 }), arbitraryAffine()).map(([target, other]) => {
    const origin = ([3, 7, 11] as const).map((at, row) => {
      const middle = ([0, 1, 2] as const).reduce<number>(
        (sum, axis) =>
          sum +
          ((affine[4 * row + axis] ?? 0) * (shape[axis] - 1)) / 2 -
          ((other[4 * row + axis] ?? 0) * (target[axis] - 1)) / 2,
        affine[at],
      );
      return middle;
    });
    const [x, y, z] = origin as [number, number, number];
    const [a, b, c, , d, e, f, , g, h, i] = other;
    return { shape: target, affine: [a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1] satisfies Affine };
  });
}
